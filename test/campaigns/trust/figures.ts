// The figures that the product holds itself to: what is aimed at, what was measured, and what the same measurement sees when a protection is
// taken away or a mistake is planted.

import { compareWithAws } from '../esdk/compare-with-aws.ts';
import { openWithSettings } from '../esdk/open-with-settings.ts';
import { readKeyedMessages, readPeerMessages } from '../esdk/peer-messages.ts';
import { opensWithAws, playKeyedMessages, playPeerMessages } from '../esdk/play-peer-messages.ts';
import { tamperMessages } from '../esdk/tamper-messages.ts';
import { runCutOffsets } from '../cut-offsets.ts';
import { runEndurance } from '../endurance.ts';
import { runDeadlocks } from '../deadlocks.ts';
import { runHostileHttp } from '../hostile-http.ts';
import { runPayrollDelivery } from '../payroll-delivery.ts';
import { runTenants } from '../tenants.ts';
import { coverageOf } from './coverage.ts';
import { openAcrossTenants } from './cross-tenant.ts';
import {
  controlSuite,
  nameFailed,
  noPeers,
  number,
  ofCounts,
  ofSuite,
  ofTally,
  seen,
  share,
  type Figure,
} from './figure.ts';
import { fuzzReaders, fuzzTargets } from './fuzz-readers.ts';
import { runMutations, titlePattern } from './mutate.ts';
import { folderProtections, threatProtections } from './protections.ts';
import { playPrimitives } from './primitives.ts';
import { revokeAtRandom } from './revocations.ts';
import { runSuite } from './run-suite.ts';
import { threats } from './threats.ts';

export const figures: readonly Figure[] = [
  {
    goal: 'G1',
    about: 'AWS’s published messages',
    aim: '178 of 178, the dialect behind its flag',
    measure: async ({ peerVectors }) => {
      if (peerVectors === undefined) return noPeers;
      const messages = readPeerMessages(peerVectors);
      const theirs = [];
      for (const message of messages) theirs.push(await opensWithAws(message));
      const tallies = [playPeerMessages(messages), playKeyedMessages(readKeyedMessages(peerVectors))];
      const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
      const aws = theirs.filter(Boolean).length;
      return {
        text: `${passed} of 178; AWS’s library for JavaScript opens ${aws} of 132`,
        isReached: passed === 178,
      };
    },
    control: async ({ peerVectors }) => {
      if (peerVectors === undefined) return '';
      const swapped = readPeerMessages(peerVectors).map((it) => ({ ...it, isOfDialect: !it.isOfDialect }));
      return seen(playPeerMessages(swapped), 'dialects exchanged');
    },
  },
  {
    goal: 'G2',
    about: 'primitives, through our functions',
    aim: '0 invalid accepted, 0 wrong outputs',
    measure: async ({ peerVectors }) =>
      peerVectors === undefined ? noPeers : ofTally(playPrimitives(peerVectors), 'of Wycheproof'),
    control: async ({ peerVectors }) =>
      peerVectors === undefined
        ? ''
        : seen(
            playPrimitives(peerVectors, (_key, _aad, { ciphertext }) => ciphertext),
            'no tag checked',
          ),
  },
  {
    goal: 'G3',
    about: 'changed bytes of messages',
    aim: '734,710 changes, 0 accepted, 0 untyped errors',
    measure: async (settings) => {
      if (settings.peerVectors === undefined) return noPeers;
      const messages = [];
      for (const it of readPeerMessages(settings.peerVectors)) if (await opensWithAws(it)) messages.push(it);
      return ofTally(tamperMessages(messages, { step: Math.ceil(1 / settings.share), bits: [0] }), 'refused');
    },
    control: async ({ peerVectors }) => {
      if (peerVectors === undefined) return '';
      const [message] = readPeerMessages(peerVectors);
      const lenient: typeof openWithSettings = (...how) => openWithSettings(...how) ?? Buffer.alloc(0);
      return seen(
        tamperMessages(message === undefined ? [] : [message], { step: 50, bits: [0] }, lenient),
        'nothing refused',
      );
    },
  },
  {
    goal: 'G4',
    about: 'credentials across tenants',
    aim: '49,000 foreign attempts, 0 opened; 0 foreign rows',
    measure: async (settings) => {
      const tally = await openAcrossTenants({ tenants: Math.max(4, share(settings, 50)) });
      const rows = await runTenants({ seed: settings.seed, tenants: Math.max(8, share(settings, 200)) });
      const foreign = number(tally.counts.get('foreign') ?? 0);
      return {
        text: `${foreign} foreign, ${tally.faults.length} opened; ${number(rows.passed)} interleaved requests, ${rows.failed} crossed`,
        isReached: tally.faults.length === 0 && rows.failed === 0,
      };
    },
    control: async () =>
      seen(await openAcrossTenants({ tenants: 4, sharesLegacyKeys: true }), 'legacy keys shared'),
  },
  {
    goal: 'G5',
    about: 'ours and AWS’s library',
    aim: '10,000 messages and 30,000 damaged ones, 0 disagreements',
    measure: async (settings) =>
      ofTally(await compareWithAws({ seed: settings.seed, count: share(settings, 10_000) }), 'agreed on'),
    control: async ({ seed }) => {
      const short: typeof openWithSettings = (...how) => openWithSettings(...how)?.subarray(1);
      return seen(await compareWithAws({ seed, count: 20 }, short), 'a byte lost');
    },
  },
  {
    goal: 'G6',
    about: 'damaged texts for three readers',
    aim: '3 × 3 million, 0 thrown, 0 above 50 ms',
    measure: async (settings) =>
      ofTally(fuzzReaders({ seed: settings.seed, executions: share(settings, 3_000_000) }), 'read'),
    control: async ({ seed }) => {
      const strict = {
        ...fuzzTargets,
        envelope: { ...fuzzTargets['envelope']!, read: (text: string): unknown => JSON.parse(text) },
      };
      return seen(fuzzReaders({ seed, executions: 1_000 }, strict), 'a reader that throws');
    },
  },
  {
    goal: 'G7',
    about: 'hostile requests',
    aim: '20,000 requests, 318 bodies, 515 strings: no 5xx, all in the contract',
    measure: async (settings) =>
      ofCounts(
        await runHostileHttp({ ...settings, count: share(settings, 20_000) }),
        'answered as the contract says',
      ),
    control: controlSuite(
      ['test/api/hostile-http.test.ts'],
      'planted faults',
      'wrong answers and rows planted',
    ),
  },
  {
    goal: 'G8',
    about: 'every call that may fail, failing',
    aim: 'a typed status, nothing lost, doubled or half written',
    measure: async () =>
      ofSuite(
        await runSuite([
          'test/integration/payroll-webhook/faults',
          'test/integration/sql-access/repeat-table',
          'test/integration/sql-server/faults',
          'test/api/survival',
          'test/api/availability',
        ]),
        'failing calls',
      ),
    control: controlSuite(
      ['test/integration/sql-access/repeat-table'],
      'a control: done again',
      'a commit done again',
    ),
  },
  {
    goal: 'G9',
    about: 'changes on their way to the payroll suite',
    aim: 'once and in order, broken at every await',
    measure: async (settings) =>
      ofCounts(await runPayrollDelivery({ seed: settings.seed, count: share(settings, 40) }), 'proofs'),
    control: controlSuite(['test/api/campaigns.test.ts'], 'without leases', 'no leases'),
  },
  {
    goal: 'G10',
    about: 'secrets in what is written and answered',
    aim: '0 hits',
    measure: async () => ofSuite(await runSuite(['test/api/leaks', 'test/unit/platform/secret-and-log'])),
    control: controlSuite(['test/api/leaks.test.ts'], 'are found where they are planted', 'canaries planted'),
  },
  {
    goal: 'G11',
    about: 'connections cut at every byte, deadlocks',
    aim: '0 lost, 0 doubled; 200 deadlocks resolved in three tries',
    measure: async (settings) => {
      const cut = await runCutOffsets({ seed: settings.seed, step: Math.ceil(1 / settings.share) });
      const locks = await runDeadlocks({ pairs: share(settings, 200) });
      return {
        text: `${number(cut.passed)} cuts, ${cut.failed} wrong; ${number(locks.passed)} transactions that crossed, ${locks.failed} lost`,
        isReached: cut.failed === 0 && locks.failed === 0,
      };
    },
    control: controlSuite(
      ['test/api/campaigns.test.ts'],
      'a control: (a write that is told|without another try)',
      'a lost write, no second try',
    ),
  },
  {
    goal: 'G12',
    about: 'protections taken away',
    aim: '95 % of the folders’, all of the threats’ are missed',
    measure: async (settings) => {
      const chosen = <T>(all: readonly T[]): readonly T[] => all.slice(0, share(settings, all.length));
      const protections = [...chosen(threatProtections), ...chosen(folderProtections)];
      const { judged, broken } = await runMutations({ protections });
      const killed = judged.filter(({ verdict }) => verdict === 'killed');
      const survivors = judged
        .filter(({ verdict }) => verdict !== 'killed')
        .map(({ protection }) => protection);
      for (const { file, remove } of survivors) console.log(`  survived: ${file}: ${remove.trim()}`);
      const percent = (100 * killed.length) / judged.length;
      return {
        text: `${killed.length} of ${judged.length} (${percent.toFixed(1)} %), ${broken.length} tests that fail without a change`,
        isReached:
          percent >= 95 && broken.length === 0 && !survivors.some(({ threat }) => threat !== undefined),
      };
    },
    control: controlSuite(['test/infra/trust.test.ts'], 'are missed', 'a change that changes nothing'),
  },
  {
    goal: 'G13',
    about: 'branches that tests take',
    aim: '100 % in crypto, credentials, domain and http',
    measure: coverageOf,
    control: async () => 'a figure, no proof: G12 says what the tests notice',
  },
  {
    goal: 'G14',
    about: 'credentials taken away',
    aim: '1,000: last use within 300 s; none after the denial was seen',
    measure: async (settings) => {
      const tally = await revokeAtRandom({ seed: settings.seed, count: share(settings, 1_000) });
      const { text, isReached } = ofTally(tally, 'in time');
      return {
        text: `${text}; the last use after ${tally.counts.get('longest use after, seconds') ?? 0} s`,
        isReached,
      };
    },
    control: async ({ seed }) =>
      seen(await revokeAtRandom({ seed, count: 100, addsMs: 20_000 }), 'a clock that stands still'),
  },
  {
    goal: 'G15',
    about: 'webhooks: forged, repeated, late',
    aim: 'each published once, none forged',
    measure: async () => ofSuite(await runSuite(['test/integration/payroll-webhook', 'test/unit/webhook'])),
    control: async () => {
      const protections = threatProtections.filter(({ threat = 0 }) => threat >= 25 && threat <= 28);
      const { judged } = await runMutations({ protections });
      const missed = judged.filter(({ verdict }) => verdict === 'killed').length;
      return missed === protections.length
        ? `signature, repeats, failures, age unchecked: ${missed} seen`
        : '';
    },
  },
  {
    goal: 'G16',
    about: 'five minutes of load, with everything that happens',
    aim: '0 unexpected answers, 0 lost, 0 crossed, nothing grows',
    measure: async (settings) => {
      const minutes = Math.max(1, Math.round(5 * settings.share));
      const { failed } = await runEndurance({ seed: settings.seed, count: minutes });
      return { text: `${minutes} minutes, ${failed} complaints`, isReached: failed === 0 };
    },
    control: controlSuite(
      ['test/unit/campaigns/endurance'],
      'a control',
      'a lost write, a crossed name, a leak',
    ),
  },
  {
    goal: 'G17',
    about: 'what can be read off',
    aim: '0 slow patterns, hashes of all, licences allowed, 0 wildcards, 0 secrets',
    measure: async () =>
      ofSuite(
        await runSuite(
          [
            'test/unit/platform/regular-expressions',
            'test/infra/supply-chain',
            'test/infra/templates.test.ts',
          ],
          { named: '(^| )T(15|24|41|42) ' },
        ),
      ),
    control: controlSuite(
      ['test/unit/platform/regular-expressions', 'test/infra/supply-chain'],
      'a control',
      'slow patterns, hashes and licences planted',
    ),
  },
  {
    goal: 'G18',
    about: 'the page in a browser',
    aim: 'one row for a double click, 0 axe violations, 0 account numbers',
    measure: async () => ofSuite(await runSuite(['test/web'])),
    control: controlSuite(['test/web/employee.test.ts'], titlePattern(45), 'a policy broken'),
  },
  {
    goal: 'G19',
    about: 'threats',
    aim: '46 of 46 named by a test that passed',
    measure: async () => {
      const suite = await runSuite([...new Set(threats.map(({ test }) => test))], { named: '(^| )T\\d+ ' });
      const { passed, failed } = suite;
      nameFailed(suite);
      const named = threats.filter(({ id }) =>
        passed.some((name) => new RegExp(titlePattern(id)).test(name)),
      );
      return {
        text: `${named.length} of ${threats.length}, ${failed.length} tests failed`,
        isReached: named.length === 46 && failed.length === 0,
      };
    },
    control: async () => 'G12 takes each one’s protection away',
  },
];

// A sample of `npm run campaign -- hostile-http`, with a new seed each time, and the controls: planted faults are found.

import { payrollOf, type Ground } from '../campaigns/hostile-http/targets/target.ts';
import { openInProcessGround } from '../campaigns/hostile-http/targets/in-process-target.ts';
import { readPeerVectors, skippedPeerVectors } from '../campaigns/hostile-http/peer-vectors.ts';
import { playPeerVectors } from '../campaigns/hostile-http/play-peer-vectors.ts';
import { playRequests, type PlaySettings } from '../campaigns/hostile-http/play-requests.ts';
import { accountCanary } from '../campaigns/hostile-http/member-values.ts';
import type { WireAnswer } from '../campaigns/hostile-http/wire.ts';

const seed = Math.floor(Math.random() * 1e9);
const peerVectors = process.env['DEPOSITS_PEER_VECTORS'];

let ground: Ground;

beforeAll(async () => {
  ground = await openInProcessGround();
}, 60_000);
afterAll(() => ground?.stop());

test(`hostile requests are answered as the contract says, and leave all whole (seed ${seed})`, async () => {
  const { requests, table, faults } = await playRequests(ground, { seed, count: 400 });

  expect(faults).toEqual([]);
  expect(requests).toBe(400);
  expect(table.count((status) => status < 300)).toBeGreaterThan(60);
  expect(table.count((status) => status >= 400)).toBeGreaterThan(120);
  expect(ground.watch.lines()).toBeGreaterThan(400);
}, 120_000);

if (peerVectors === undefined || peerVectors === '') {
  console.warn(skippedPeerVectors);
} else {
  test('peers’ bodies and strings are taken for what they are', async () => {
    const { requests, faults } = await playPeerVectors(ground, readPeerVectors(peerVectors));

    expect(faults).toEqual([]);
    expect(requests).toBeGreaterThan(3 * 318 + 515);
  }, 120_000);
}

describe('planted faults (a control)', () => {
  const withMember = (text: string, name: string, value: string): string =>
    JSON.stringify({ ...(JSON.parse(text) as object), [name]: value });

  /** Of the answers with a status, so that there is one whatever the seed. */
  const planted = (status: number, change: (answer: WireAnswer) => WireAnswer): PlaySettings['tamper'] => {
    return (_, answer) => (answer.status === status ? change(answer) : answer);
  };

  test.each<[string, RegExp, PlaySettings['tamper']]>([
    ['a crash', /was answered 500/, planted(200, (answer) => ({ ...answer, status: 500 }))],
    [
      'a member that is not documented',
      /is not in the contract/,
      planted(200, (answer) => ({ ...answer, text: withMember(answer.text, 'undocumented', 'x') })),
    ],
    [
      'an account number',
      /shows what must stay secret/,
      planted(400, (answer) => ({
        ...answer,
        text: withMember(answer.text, 'detail', `${accountCanary}1234`),
      })),
    ],
    [
      'an outsider’s name, in base64',
      /shows what must stay secret/,
      planted(404, (answer) => ({
        ...answer,
        text: withMember(
          answer.text,
          'detail',
          Buffer.from('the Canary of an outsider'.toLowerCase()).toString('base64'),
        ),
      })),
    ],
  ])('%s is found', async (_, fault, tamper) => {
    const { faults } = await playRequests(ground, { seed, count: 60, ...(tamper ? { tamper } : {}) });

    expect(faults.some((found) => fault.test(found))).toBe(true);
  });

  test('a changed row of another tenant is found', async () => {
    const before = await ground.digestOutsiders();
    const { employee } = ground.outsiders.foreign;
    const [item = ''] = ground.outsiders.foreign.items;

    const revealed = await ground.send({
      route: 'reveal',
      employee,
      item,
      claims: payrollOf('globex'),
      headers: {},
      query: {},
      isBase64Encoded: false,
    });

    expect(revealed.status).toBe(200);
    expect(await ground.digestOutsiders()).not.toBe(before);
  });

  test('a line of the log with an account number is found', async () => {
    process.stdout.write(`{"time":"now","event":"sql.request.failed","constraint":"${accountCanary}1234"}\n`);

    expect(ground.watch.leaks()).toEqual(['sql.request.failed']);
  });
});

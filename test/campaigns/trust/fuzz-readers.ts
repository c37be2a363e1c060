// Damaged texts for what reads from outside: the envelope and its codecs, the decryptor's request, the old application's connection strings. A
// reader answers; it never throws, and never takes long.

import { parseRequest } from '#shared/credentials/contract';
import { parseAdoNetConnectionString } from '#shared/credentials/ado-net-connection-string';
import { parseJwe1Header } from '#shared/crypto/codecs/jwe1-header';
import { parseMessage } from '#shared/crypto/codecs/esdk/parse-message';
import { parseEnvelope } from '#shared/crypto/envelope';
import { decodeBase64, decodeBase64Url } from '#shared/crypto/strict-base64';
import { parseJson } from '#shared/platform/parse-json';
import { sealJwe1 } from '#operators/credentials/jwe1-seal';
import type { TenantId } from '#shared/domain/tenant-id';
import { writeOwn } from '../../support/esdk-messages.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { damageValue } from '../damage-value.ts';
import { count, newTally, type Tally } from '../campaign-tally.ts';

type Target = { readonly seeds: readonly string[]; readonly read: (text: string) => unknown };

const binding = { tenantId: 'acme' as TenantId, purpose: 'sql-server', version: 1, keyVersion: 1 };

export const fuzzTargets: Readonly<Record<string, Target>> = {
  envelope: {
    seeds: [
      sealJwe1(binding, Buffer.alloc(32, 1), Buffer.from('{"a":1}')),
      `esdk1:${writeOwn(Buffer.from('{}'), { stored: { tenantId: 'acme', purpose: 'sql-server' } }).toString('base64')}`,
      `esdk1:${writeOwn(Buffer.from('{}'), { suite: 'derived' }).toString('base64')}`,
      'dotnet-stringcipher-v1-pdb:main:AAAA',
    ],
    read: (text) => {
      const envelope = parseEnvelope(text);
      if (!envelope.ok) return envelope;
      const { payload } = envelope.value;
      const header = decodeBase64Url(payload.split('.', 1)[0] ?? '');
      const bytes = decodeBase64(payload);
      return [header && parseJwe1Header(header), bytes && parseMessage(bytes)];
    },
  },
  request: {
    seeds: [
      '{"version":1,"tenantId":"acme","purposes":["sql-server"],"caller":{"function":"f","requestId":"r","subject":"s"}}',
      '{"version":1,"tenantId":"a","purposes":["payroll-api","sql-server"],"refresh":true,"previous":false,"caller":{}}',
    ],
    read: (text) => parseRequest(parseJson(text)),
  },
  'connection string': {
    seeds: [
      'Data Source=tcp:sql.example.test,1433;Initial Catalog=d;User ID=u;Password="a;b""c";Encrypt=True',
      "Server=s\\MSSQLSERVER;Database='d';UID=u;PWD={x}",
    ],
    read: (text) => parseAdoNetConnectionString(text),
  },
};

const maxMs = 50;

export type FuzzSettings = { readonly seed: number; /** For each target. */ readonly executions: number };

export const fuzzReaders = (
  { seed, executions }: FuzzSettings,
  targets: Readonly<Record<string, Target>> = fuzzTargets,
): Tally => {
  const tally = newTally();
  for (const [name, { seeds, read }] of Object.entries(targets)) {
    const random = seededRandom(seed);
    let text = random.pick(seeds);
    for (let execution = 0; execution < executions; execution += 1) {
      // Damage grows on damage, and begins anew.
      text =
        random.below(8) === 0
          ? random.pick(seeds)
          : damageValue(text, random.pick(seeds), random).slice(0, 70_000);
      const started = performance.now();
      try {
        read(text);
        tally.passed += 1;
      } catch (error) {
        tally.faults.push(`${name}: threw ${error instanceof Error ? error.name : 'something'}`);
      }
      if (performance.now() - started > maxMs) {
        // A slow moment of the machine is no hang: it has to be slow again.
        const again = performance.now();
        read(text);
        if (performance.now() - again > maxMs) tally.faults.push(`${name}: took more than ${maxMs} ms`);
      }
    }
    count(tally, name, executions);
  }
  return tally;
};

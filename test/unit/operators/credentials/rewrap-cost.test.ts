// What rewrapping itself costs, without the table: the record is at hand and the data key is unwrapped.

import { rewrapRecord, type RewrapChoice } from '#operators/credentials/rewrap-tenant';
import { isCurrentFormat } from '#operators/credentials/stored-envelope-facts';
import { succeed } from '#shared/platform/result';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import { acme, caller, soon, startCredentialWorld } from '../../../support/aws-credential-world.ts';
import { legacyFloor, pdbEnvelope, pdbParameters } from '../../../support/legacy-values.ts';

const choose: RewrapChoice = (facts) => (isCurrentFormat(facts) ? 'current' : 'rewrap');
const rounds = 300;

test('rewrapping spends less than a millisecond of CPU an envelope', async () => {
  const world = await startCredentialWorld();
  await world.addTenant(acme, legacyFloor);
  await world.seal(acme, 'legacy-key#old', pdbParameters);
  const loaded = await world.deps.tenantStore.load(acme, { isConsistent: true, deadline: soon() });
  if (!loaded.ok) throw new Error(loaded.failure);
  const envelope = { envelope: pdbEnvelope('acme'), version: 1 };
  const record: TenantRecord = {
    ...loaded.value,
    credentials: new Map([
      ...[...loaded.value.credentials].filter(([purpose]) => purpose.startsWith('legacy-key')),
      ['sql-server', { current: envelope, updatedAt: '' }],
    ]),
  };
  let written = 0;
  const tenantWriter = {
    ...world.writer,
    replaceEnvelopes: async () => {
      written += 1;
      return succeed(undefined);
    },
  } as unknown as typeof world.writer;
  const deps = { ...world.deps, keySealer: world.sealDeps.keySealer, tenantWriter, log: () => undefined };
  const rewrap = () => rewrapRecord(deps, record, { choose, isDryRun: false }, { caller, deadline: soon() });
  for (let n = 0; n < 50; n += 1) await rewrap();

  const before = process.cpuUsage();
  for (let n = 0; n < rounds; n += 1) await rewrap();
  const { user, system } = process.cpuUsage(before);
  const microseconds = (user + system) / rounds;
  await world.stop();

  console.log(`rewrap: ${microseconds.toFixed(0)} µs of CPU an envelope`);
  expect(written).toBe(350);
  expect(microseconds).toBeLessThan(1_000);
});

// What rewrapping itself costs, without the table: the record is at hand and the data key is unwrapped. Held against opening the same envelope in
// the same moments, so that a busy machine counts on both sides.

import { rewrapRecord, type RewrapChoice } from '#operators/credentials/rewrap-tenant';
import { isCurrentFormat } from '#operators/credentials/stored-envelope-facts';
import { openCredentials } from '#shared/credentials/open-credentials';
import { succeed } from '#shared/platform/result';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import { acme, caller, soon, startCredentialWorld } from '../../../support/aws-credential-world.ts';
import { legacyFloor, pdbEnvelope, pdbParameters } from '../../../support/legacy-values.ts';

const choose: RewrapChoice = (facts) => (isCurrentFormat(facts) ? 'current' : 'rewrap');
const rounds = 40;

test('rewrapping spends little more of the processor than opening what it rewraps', async () => {
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
  const opening = { ...world.deps, log: () => undefined, tenantStore: { load: async () => succeed(record) } };
  const open = () =>
    openCredentials(
      opening,
      { tenantId: acme, purposes: ['sql-server'], refresh: false, previous: false, caller },
      soon(),
    );
  expect(await open()).toMatchObject({ ok: true });

  const spent = { rewrap: 0, open: 0 };
  const measure = async (work: () => Promise<unknown>): Promise<number> => {
    const before = process.cpuUsage();
    for (let n = 0; n < 10; n += 1) await work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  for (let round = 0; round < rounds; round += 1) {
    const isWarm = round >= rounds / 5;
    const [opened, rewrapped] = [await measure(open), await measure(rewrap)];
    if (isWarm) spent.open += opened;
    if (isWarm) spent.rewrap += rewrapped;
  }
  await world.stop();

  const ratio = spent.rewrap / spent.open;
  console.log(`rewrap: ${ratio.toFixed(2)} times the processor time of opening`);
  expect(written).toBe(rounds * 10);
  expect(ratio).toBeLessThan(4);
});

import { withSqlServerAdmin } from '#operators/credentials/open-operator-credential';
import { provisionTenantKey } from '#operators/credentials/provision-tenant-key';
import { sealCredential } from '#operators/credentials/seal-credential';
import { setPolicy } from '#operators/credentials/set-policy';
import { lookUpFormat } from '#shared/crypto/format-registry';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import {
  acme,
  caller,
  globex,
  soon,
  startCredentialWorld,
  valuesOf,
  type CredentialWorld,
} from '../../../support/aws-credential-world.ts';

describe('operators’ code', () => {
  let world: CredentialWorld;

  beforeEach(async () => {
    world = await startCredentialWorld();
    await world.addTenant(acme);
  });

  afterEach(() => world.stop());

  const sealing = (changes: object = {}) =>
    sealCredential(world.sealDeps, {
      tenantId: acme,
      purpose: 'payroll-api',
      value: new Secret(valuesOf(acme)['payroll-api']),
      format: 'jwe1',
      deadline: soon(),
      ...changes,
    });

  const admin = (tenantId: TenantId) =>
    withSqlServerAdmin(world.deps, tenantId, (login) => Promise.resolve(login.expose().user), {
      caller,
      deadline: soon(),
    });

  test('seals each next version and keeps the one before', async () => {
    expect([await sealing(), await sealing({ format: 'kms1' })]).toEqual([succeed(2), succeed(3)]);

    const record = await world.deps.tenantStore.load(acme, { isConsistent: true, deadline: soon() });
    const stored = record.ok ? record.value.credentials.get('payroll-api') : undefined;
    expect([stored?.current.version, stored?.previous?.version]).toEqual([3, 2]);
    expect(stored?.current.envelope).toMatch(/^kms1:/);
    expect(stored?.previous?.envelope).toMatch(/^jwe1:/);
  });

  test('of two operators at once one wins and the other is told', async () => {
    const both = await Promise.all([sealing(), sealing()]);

    expect(both.map((result) => (result.ok ? result.value : result.failure)).toSorted()).toEqual([
      2,
      'conflict',
    ]);
  });

  test.each([
    ['a value of the wrong shape', { value: new Secret({ url: 'x' }) }, 'credential-malformed'],
    ['an unknown purpose', { purpose: 'payroll' }, 'purpose-unknown'],
    ['a tenant without a policy', { tenantId: 'nobody' }, 'tenant-not-found'],
    [
      'more than KMS encrypts',
      { purpose: 'legacy-key#main', value: new Secret({ text: 'x'.repeat(4_097) }), format: 'kms1' },
      'too-large',
    ],
  ])('refuses %s and stores nothing', async (_, changes, failure) => {
    const before = await world.envelopeOf(acme, 'payroll-api');

    expect(await sealing(changes)).toEqual(fail(failure));
    expect(await world.envelopeOf(acme, 'payroll-api')).toBe(before);
  });

  test('refuses to seal before the tenant has a key', async () => {
    await world.writer.putPolicy(globex, { status: 'active', formatFloor: 'jwe1' });

    expect(await sealing({ tenantId: globex })).toEqual(fail('tenant-key-missing'));
  });

  test('does not silently replace an item that cannot be read', async () => {
    const itemKey = { S: 'credential#payroll-api' };
    await world.putItem({ tenantId: { S: 'acme' }, itemKey, version: { N: '1' } });

    expect(await sealing()).toEqual(fail('tenant-malformed'));
  });

  test('gives each new data key the next version, and seals under it', async () => {
    expect(await provisionTenantKey(world.sealDeps, acme, soon())).toEqual(succeed(2));
    await sealing();

    const header = (await world.envelopeOf(acme, 'payroll-api')).slice('jwe1:'.length).split('.')[0] ?? '';
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ kid: 'key#2' });
  });

  test('never overwrites a data key', async () => {
    expect(await world.writer.putKey(acme, 1, Buffer.from('other'))).toEqual(fail('conflict'));
  });

  test('refuses a floor that no reader knows', async () => {
    const deps = { tenantWriter: world.writer, lookUpFormat };

    expect(await setPolicy(deps, acme, { status: 'active', formatFloor: 'jwe2' })).toEqual(
      fail('format-unknown'),
    );
  });

  test('reads the migrations’ login in process, with an audit line', async () => {
    await world.seal(acme, 'sql-server-admin', { ...valuesOf(acme)['sql-server'], user: 'acme-admin' });

    expect(await admin(acme)).toEqual(succeed('acme-admin'));
    expect(world.logLines.join('')).toContain('"purpose":"sql-server-admin"');
    expect(world.logLines.join('')).not.toContain('canary-');
  });

  test('has no migrations’ login to give for a tenant without one, unknown or suspended', async () => {
    const without = await admin(acme);
    const unknown = await admin('nobody' as TenantId);
    await world.writer.putPolicy(acme, { status: 'suspended', formatFloor: 'jwe1' });
    const suspended = await admin(acme);

    const codes = [without, unknown, suspended].map((result) => (result.ok ? 'ok' : result.failure.code));
    expect(codes).toEqual(['CREDENTIAL_NOT_FOUND', 'TENANT_NOT_FOUND', 'TENANT_SUSPENDED']);
  });
});

import { applyFloor, planFloor } from '#operators/credentials/change-floor';
import { lookUpFormat } from '#shared/crypto/format-registry';
import { fail, succeed } from '#shared/platform/result';
import {
  acme,
  soon,
  startCredentialWorld,
  type CredentialWorld,
} from '../../../support/aws-credential-world.ts';
import { legacyFloor, pdbEnvelope } from '../../../support/legacy-values.ts';

describe('the floor of a tenant', () => {
  let world: CredentialWorld;

  beforeEach(async () => {
    world = await startCredentialWorld();
    await world.addTenant(acme, legacyFloor);
  });
  afterEach(() => world.stop());

  const deps = () => ({ tenantStore: world.deps.tenantStore, tenantWriter: world.writer, lookUpFormat });
  const plan = (format: string) => planFloor(deps(), acme, format, soon());
  const stepTo = async (format: string) => {
    const planned = await plan(format);
    return planned.ok ? planned.value.step : planned.failure;
  };

  test('is raised, lowered or left', async () => {
    expect([await stepTo('jwe1'), await stepTo(legacyFloor.formatFloor), await stepTo('jwe9')]).toEqual([
      'raise',
      'none',
      'format-unknown',
    ]);
    await world.writer.putPolicy(acme, { status: 'active', formatFloor: 'jwe1' });
    expect(await stepTo(legacyFloor.formatFloor)).toBe('lower');
  });

  test.each([
    ['current', async () => world.plant(acme, 'sql-server', pdbEnvelope('acme'))],
    [
      'previous',
      async () => {
        await world.plant(acme, 'sql-server', pdbEnvelope('acme'));
        await world.seal(acme, 'sql-server', { ...validLogin });
      },
    ],
    [
      'unreadable',
      async () =>
        world.putItem({ tenantId: { S: 'acme' }, itemKey: { S: 'credential#x' }, version: { N: '1' } }),
    ],
  ])('is not raised while an older envelope is stored: %s', async (_, prepare) => {
    await prepare();

    expect(await plan('jwe1')).toEqual(fail('older-envelopes'));
  });

  const validLogin = { server: 's.test', port: 1433, database: 'd', user: 'u', password: 'p' };

  test('keeps a suspension that came in between', async () => {
    const planned = await plan('jwe1');
    if (!planned.ok) throw new Error(planned.failure);
    await world.writer.putPolicy(acme, { ...legacyFloor, status: 'suspended' });

    expect(await applyFloor(deps(), planned.value, 'jwe1', soon())).toEqual(fail('conflict'));
    const record = await world.deps.tenantStore.load(acme, { isConsistent: true, deadline: soon() });
    expect(record.ok && record.value.policy).toEqual({ ...legacyFloor, status: 'suspended' });
  });

  test('is written on the condition that it was read so', async () => {
    const planned = await plan('jwe1');
    if (!planned.ok) throw new Error(planned.failure);

    expect(await applyFloor(deps(), planned.value, 'jwe1', soon())).toEqual(succeed(undefined));
    expect(await stepTo('jwe1')).toBe('none');
  });

  test('tells of an older envelope that was stored in the same moment', async () => {
    const planned = await plan('jwe1');
    if (!planned.ok) throw new Error(planned.failure);
    await world.plant(acme, 'sql-server', pdbEnvelope('acme'), 2);

    expect(await applyFloor(deps(), planned.value, 'jwe1', soon())).toEqual(
      fail('older-envelopes-meanwhile'),
    );
  });
});

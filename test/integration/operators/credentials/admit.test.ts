// credentials admit, as a process: a new tenant is made ready once, and a second or interrupted run changes nothing that is there.

import type { TenantId } from '#shared/domain/tenant-id';
import { startCredentialWorld, soon, type CredentialWorld } from '../../../support/aws-credential-world.ts';
import { credentialsCli, type CredentialsCli } from '../../../support/credentials-cli.ts';

const umbrella = 'umbrella' as TenantId;

let world: CredentialWorld;
let cli: CredentialsCli;

beforeAll(async () => {
  world = await startCredentialWorld();
  cli = credentialsCli(world);
}, 30_000);
afterAll(() => world?.stop());

const recordOf = (tenantId: TenantId) =>
  world.deps.tenantStore.load(tenantId, { isConsistent: true, deadline: soon() });

describe('credentials admit', () => {
  test('makes policy, data key and keys for account numbers, and nothing the second time', async () => {
    const dry = await cli(['admit', '--tenant', umbrella, '--dry-run']);
    expect((await recordOf(umbrella)).ok).toBe(false);
    const first = await cli(['admit', '--tenant', umbrella]);
    const keyset = await world.envelopeOf(umbrella, 'account-number-key');
    const second = await cli(['admit', '--tenant', umbrella, '--json']);

    expect([dry.code, dry.stdout]).toEqual([
      0,
      'umbrella: would make policy (active, floor jwe1), data key 1, account-number-key\n',
    ]);
    expect([first.code, first.stdout]).toEqual([
      0,
      'umbrella: made policy (active, floor jwe1), data key 1, account-number-key\n',
    ]);
    expect([second.code, JSON.parse(second.stdout)]).toEqual([
      0,
      { tenantId: umbrella, made: [], isDryRun: false },
    ]);
    expect(await world.envelopeOf(umbrella, 'account-number-key')).toBe(keyset);
    expect(keyset).toMatch(/^jwe1:/);
  });

  test('goes on where an interrupted run stopped, and keeps the policy that is there', async () => {
    const initech = 'initech' as TenantId;
    await world.writer.putPolicy(initech, { status: 'suspended', formatFloor: 'kms1' });
    const { code, stdout } = await cli(['admit', '--tenant', initech]);
    expect([code, stdout]).toEqual([0, 'initech: made data key 1, account-number-key\n']);
    expect(await recordOf(initech)).toMatchObject({ ok: true, value: { policy: { status: 'suspended' } } });
  });

  test.each([[['--dry-run']], [[]]])(
    'stores nothing when the key service will make no key: %p',
    async (more) => {
      const hooli = 'hooli' as TenantId;
      world.kms.setFault((operation) =>
        operation === 'GenerateDataKey' ? { name: 'AccessDeniedException', status: 400 } : undefined,
      );
      const run = await cli(['admit', '--tenant', hooli, ...more]);
      world.kms.setFault(undefined);
      expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('(key-denied)')]);
      expect(await recordOf(hooli)).toEqual({ ok: false, failure: 'tenant-not-found' });
    },
  );

  test.each([
    ['no tenant', [], 2],
    ['a name that is no tenant id', ['--tenant', 'ACME'], 2],
    ['an unknown floor', ['--tenant', 'hooli', '--floor', 'rot13'], 1],
  ])('is refused with %s', async (_, args, code) => {
    const run = await cli(['admit', ...args]);
    expect([run.code, run.stdout]).toEqual([code, '']);
    expect(run.stderr).not.toBe('');
  });
});

// suspend, resume, list, revert and delete, each as a process: what an incident asks for, with its way back.

import type { TenantId } from '#shared/domain/tenant-id';
import {
  acme,
  soon,
  startCredentialWorld,
  valuesOf,
  type CredentialWorld,
} from '../../../support/aws-credential-world.ts';
import { credentialsCli, type CredentialsCli, type CliRun } from '../../../support/credentials-cli.ts';
import { findCanaries } from '../../../support/find-canaries.ts';

// Each command is a process of its own.
jest.setTimeout(60_000);

let world: CredentialWorld;
let cli: CredentialsCli;

beforeEach(async () => {
  world = await startCredentialWorld();
  await world.addTenant(acme);
  cli = credentialsCli(world);
});
afterEach(() => world.stop());

const told = (run: CliRun): unknown => JSON.parse(run.stdout);
const record = async (tenantId: TenantId = acme) => {
  const loaded = await world.deps.tenantStore.load(tenantId, { isConsistent: true, deadline: soon() });
  if (!loaded.ok) throw new Error(loaded.failure);
  return loaded.value;
};
const sqlServer = ['--tenant', 'acme', '--purpose', 'sql-server'];
const login = valuesOf('acme')['sql-server'];

describe('suspend and resume', () => {
  test('change the status and nothing else, say when it counts, and are done once', async () => {
    const before = await record();
    const dry = await cli(['suspend', '--tenant', 'acme', '--dry-run']);
    const untouched = await record();
    const suspended = await cli(['suspend', '--tenant', 'acme']);
    const after = await record();
    const again = await cli(['suspend', '--tenant', 'acme', '--json']);
    const resumed = await cli(['resume', '--tenant', 'acme']);

    expect([dry.code, dry.stdout]).toEqual([0, expect.stringMatching(/^acme: would be suspended\n/)]);
    expect(untouched).toEqual(before);
    expect([suspended.code, suspended.stdout]).toEqual([
      0,
      expect.stringMatching(/^acme: is suspended now\n {2}.*DEPOSITS_CREDENTIAL_MAX_AGE_SECONDS/),
    ]);
    expect(after).toEqual({ ...before, policy: { ...before.policy, status: 'suspended' } });
    expect(told(again)).toEqual({
      tenantId: 'acme',
      status: 'suspended',
      isUnchanged: true,
      isDryRun: false,
    });
    expect([resumed.code, resumed.stdout]).toEqual([0, expect.stringContaining('acme: is in service now')]);
    expect(await record()).toEqual(before);
  });

  test('of a tenant that does not exist make none', async () => {
    const run = await cli(['suspend', '--tenant', 'nobody']);
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('tenant-not-found')]);
    await expect(record('nobody' as TenantId)).rejects.toThrow('tenant-not-found');
  });
});

describe('list', () => {
  test('shows every tenant with what is stored, opens nothing, and says what cannot be understood', async () => {
    const hooli = 'hooli' as TenantId;
    await world.writer.putPolicy(hooli, { status: 'suspended', formatFloor: 'kms1' });
    await world.seal(acme, 'sql-server', { ...login, password: 'list-canary' });
    await world.putItem({
      tenantId: { S: 'acme' },
      itemKey: { S: 'credential#payroll-api' },
      version: { S: 'x' },
    });

    const shown = await cli(['list']);
    const json = await cli(['list', '--tenant', 'hooli', '--json']);

    expect([shown.code, shown.stderr]).toEqual([0, '']);
    const lines = shown.stdout.split('\n').map((line) => line.replaceAll(/ +/g, ' ').trim());
    expect(lines).toContainEqual(expect.stringMatching(/^sql-server 2 1 jwe1 key#1 20\d\d-/));
    expect(lines).toContainEqual(expect.stringMatching(/^payroll-api cannot be understood/));
    expect(lines).toContainEqual('hooli suspended kms1 (nothing stored)');
    expect(told(json)).toEqual({
      tenants: [
        { tenantId: 'hooli', status: 'suspended', formatFloor: 'kms1', dataKeys: [], credentials: [] },
      ],
      failures: [],
      isInterrupted: false,
    });
    expect(findCanaries(shown.output, ['list-canary', login.server, login.user])).toEqual([]);
  });

  test('of a tenant that does not exist fails, of none says so', async () => {
    const nobody = await cli(['list', '--tenant', 'nobody']);
    expect([nobody.code, nobody.stdout]).toEqual([1, '']);
    expect(nobody.stderr).toContain('nobody: there is no such tenant');
  });
});

describe('revert', () => {
  test('goes back to the version before as one more version, and back again', async () => {
    await world.seal(acme, 'sql-server', { ...login, user: 'newer' });
    const dry = await cli(['revert', ...sqlServer, '--dry-run']);
    const versionAfterDry = (await record()).credentials.get('sql-server')?.current.version;
    const reverted = await cli(['revert', ...sqlServer, '--json']);
    const shown = await cli(['get', ...sqlServer, '--json']);
    const back = await cli(['revert', ...sqlServer]);
    const again = await cli(['get', ...sqlServer, '--json']);

    expect([dry.code, dry.stdout]).toEqual([
      0,
      'acme sql-server: version 3 would hold what version 1 held\n',
    ]);
    expect(versionAfterDry).toBe(2);
    expect(told(reverted)).toMatchObject({ version: 3, fromVersion: 1, replacedVersion: 2 });
    expect(told(shown)).toMatchObject({ version: 3, previousVersion: 2, value: { user: login.user } });
    expect(back.stdout).toContain('version 4 holds what version 2 held');
    expect(told(again)).toMatchObject({ version: 4, value: { user: 'newer' } });
  });

  test.each([
    ['there is no older version', sqlServer, 'no-previous'],
    ['nothing is stored', ['--tenant', 'acme', '--purpose', 'sql-server-admin'], 'credential-missing'],
  ])('is refused when %s', async (_, args, failure) => {
    const run = await cli(['revert', ...args, '--json']);
    expect([run.code, told(run)]).toEqual([1, expect.objectContaining({ failure })]);
  });

  test('never takes keys from a keyset', async () => {
    await cli(['rotate', '--tenant', 'acme', '--purpose', 'account-number-key']);
    const run = await cli(['revert', '--tenant', 'acme', '--purpose', 'account-number-key', '--json']);
    expect([run.code, told(run)]).toEqual([1, expect.objectContaining({ failure: 'keyset-loses-keys' })]);
    expect((await record()).credentials.get('account-number-key')?.current.version).toBe(2);
  });
});

describe('delete', () => {
  const named = 'acme payroll-api\n';
  const args = ['delete', '--tenant', 'acme', '--purpose', 'payroll-api'];

  test('asks for the names, and removes current and previous', async () => {
    await world.seal(acme, 'payroll-api', { url: 'https://payroll.example.com', key: 'delete-canary' });
    const unconfirmed = await cli(args);
    const other = await cli(args, { input: 'acme sql-server\n' });
    const dry = await cli([...args, '--dry-run']);
    expect((await record()).credentials.has('payroll-api')).toBe(true);
    const deleted = await cli(args, { input: named });
    const again = await cli(args, { input: named });

    expect([unconfirmed.code, other.code]).toEqual([1, 1]);
    expect(unconfirmed.stderr).toContain('Not confirmed');
    expect([dry.code, dry.stdout]).toEqual([
      0,
      expect.stringMatching(/^acme payroll-api: would delete version \d/),
    ]);
    expect([deleted.code, deleted.stdout]).toEqual([
      0,
      expect.stringMatching(/^acme payroll-api: deleted version \d/),
    ]);
    expect((await record()).credentials.has('payroll-api')).toBe(false);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('credential-missing')]);
  });

  test('never removes the keys of account numbers', async () => {
    const run = await cli(['delete', '--tenant', 'acme', '--purpose', 'account-number-key'], {
      input: 'acme account-number-key\n',
    });
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('keyset-in-use')]);
    expect((await record()).credentials.has('account-number-key')).toBe(true);
  });

  test('of a version that somebody replaced meanwhile is a conflict', async () => {
    const { version = 0 } = (await record()).credentials.get('payroll-api')?.current ?? {};
    await world.seal(acme, 'payroll-api', { url: 'https://payroll.example.com', key: 'newer' });
    expect(await world.writer.deleteCredential(acme, 'payroll-api', version)).toEqual({
      ok: false,
      failure: 'conflict',
    });
    expect((await record()).credentials.has('payroll-api')).toBe(true);
  });
});

import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  acme,
  soon,
  startCredentialWorld,
  valuesOf,
  type CredentialWorld,
} from '../../../support/aws-credential-world.ts';
import { credentialsCli, type CredentialsCli } from '../../../support/credentials-cli.ts';
import { findCanaries } from '../../../support/find-canaries.ts';

// Each command is a process of its own.
jest.setTimeout(60_000);

const canary = 'canary-cli-7d1f';
const login = { ...valuesOf('acme')['sql-server'], password: canary };

describe('credentials put, get and rotate', () => {
  let world: CredentialWorld;
  let cli: CredentialsCli;
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'credentials-cli-'));
  });
  beforeEach(async () => {
    world = await startCredentialWorld();
    await world.addTenant(acme);
    cli = credentialsCli(world);
  });
  afterEach(() => world.stop());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const put = (value: unknown, ...more: readonly string[]) =>
    cli(['put', '--tenant', 'acme', '--purpose', 'sql-server', ...more], {
      input: typeof value === 'string' ? value : JSON.stringify(value),
    });
  const get = (...more: readonly string[]) =>
    cli(['get', '--tenant', 'acme', '--purpose', 'sql-server', ...more]);
  const stored = async (purpose = 'sql-server') => {
    const record = await world.deps.tenantStore.load(acme, { isConsistent: true, deadline: soon() });
    return record.ok ? record.value.credentials.get(purpose) : undefined;
  };

  test('puts a value from standard input, shows it masked, and says nothing of it', async () => {
    const stdin = await put(login, '-');
    const shown = await get();
    const asJson = await get('--json');

    expect([stdin.code, stdin.stdout]).toEqual([0, 'acme sql-server: stored version 2 as jwe1\n']);
    expect(shown.stdout).toContain('version 2, jwe1, key#1');
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      tenantId: 'acme',
      version: 2,
      previousVersion: 1,
      format: 'jwe1',
      key: 'key#1',
      value: { ...login, password: '********' },
    });
    const everything = [stdin, shown, asJson].map(({ output }) => output).join('');
    expect(findCanaries(everything, [canary])).toEqual([]);
    expect(shown.stdout).toContain(`"user": "${login.user}"`);
  });

  test('puts a value from a file, in the other format, and only once', async () => {
    const file = join(folder, 'login.json');
    writeFileSync(file, JSON.stringify(login));
    const args = ['put', '--tenant', 'acme', '--purpose', 'sql-server', '--file', file, '--format', 'kms1'];

    const dryRun = await cli([...args, '--dry-run']);
    const first = await cli([...args, '--json']);
    const again = await cli([...args, '--json']);

    expect(dryRun.stdout).toContain('would store version 2');
    expect([JSON.parse(first.stdout), JSON.parse(again.stdout)]).toMatchObject([
      { version: 2, isUnchanged: false },
      { version: 2, isUnchanged: true },
    ]);
    expect((await stored())?.current.envelope).toMatch(/^kms1:/);
  });

  test.each([
    ['UTF-8', Buffer.from(`\ufeff${JSON.stringify(login)}`)],
    ['UTF-16', Buffer.from(`\ufeff${JSON.stringify(login)}`, 'utf16le')],
    ['UTF-16, the bytes swapped', Buffer.from(`\ufeff${JSON.stringify(login)}`, 'utf16le').swap16()],
  ])('puts a value after a byte order mark: %s', async (_, bytes) => {
    const file = join(folder, 'marked.json');
    writeFileSync(file, bytes);
    const fromFile = await cli(['put', '--tenant', 'acme', '--purpose', 'sql-server', '--file', file]);

    expect([fromFile.code, fromFile.stdout]).toEqual([0, 'acme sql-server: stored version 2 as jwe1\n']);
  });

  test.each([
    ['a member of the wrong type', { ...login, port: '1433' }, 'port is wrong'],
    ['a missing member', { ...login, password: undefined }, 'password is missing'],
    ['an unknown member', { ...login, [canary]: 1 }, '1 unknown member'],
    ['no object', canary.split('-'), 'not a JSON object'],
    ['no JSON', `{"password": "${canary}"`, 'does not hold JSON'],
    ['nothing', '', 'is empty'],
  ])('refuses %s by name, without the value, and seals nothing', async (_, value, complaint) => {
    const run = await put(value);

    expect(run.code).toBe(1);
    expect(run.stderr).toContain(complaint);
    expect(findCanaries(run.output, [canary])).toEqual([]);
    expect((await stored())?.current.version).toBe(1);
  });

  test.each([
    ['a value as an argument', ['put', '--tenant', 'acme', '--purpose', 'sql-server', canary]],
    ['a value as an unknown option', ['put', '--tenant', 'acme', `--password=${canary}`]],
    ['a value as a short option', ['put', `-p${canary}`]],
    ['a tenant that cannot be', ['get', '--tenant', `ACME ${canary}`, '--purpose', 'sql-server']],
    ['a purpose that cannot be', ['get', '--tenant', 'acme', '--purpose', canary]],
    ['no tenant', ['census', '--tenant']],
    ['neither one tenant nor all', ['rewrap']],
    ['both', ['rewrap', '--all', '--tenant', 'acme']],
    ['reseal of something else', ['rotate', '--tenant', 'acme', '--purpose', 'sql-server', '--reseal']],
    ['a value for a key', ['rotate', '--tenant', 'acme', '--data-key', '--file', 'x']],
    ['neither purpose nor data key', ['rotate', '--tenant', 'acme']],
    ['an unknown command', ['puts']],
    ['a value as the command', [`Server=x;Password=${canary}`]],
    ['a value glued to an option', ['put', `--password${canary}`]],
  ])('wrong usage is 2 and not repeated: %s', async (_, args) => {
    const run = await cli(args);

    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(findCanaries(run.output, [canary])).toEqual([]);
  });

  test('reveals only what is typed back, and leaves an audit line', async () => {
    await put(login);
    const reveal = (input: string) =>
      cli(['get', '--tenant', 'acme', '--purpose', 'sql-server', '--reveal'], { input });

    const silent = await reveal('');
    const wrong = await reveal('acme payroll-api\n');
    const confirmed = await reveal('acme sql-server\n');

    expect([silent.code, wrong.code, confirmed.code]).toEqual([1, 1, 0]);
    expect(findCanaries(silent.output + wrong.output, [canary])).toEqual([]);
    expect(JSON.parse(confirmed.stdout)).toEqual(login);
    const audit = confirmed.audit.split('\n').find((line) => line.includes('credential.opened')) ?? '{}';
    expect(JSON.parse(audit)).toMatchObject({
      tenantId: 'acme',
      purpose: 'sql-server',
      version: 2,
      callerFunction: 'credentials get --reveal',
    });
    // The control: were a value printed anywhere, the search would find it.
    expect(findCanaries(confirmed.output, [canary])).toEqual([canary]);
    expect(findCanaries(confirmed.stderr + confirmed.audit, [canary])).toEqual([]);
  });

  test('rotates to a new value, keeps the one before, and does nothing twice', async () => {
    const rotate = (purpose: string, value: unknown) =>
      cli(['rotate', '--tenant', 'acme', '--purpose', purpose], { input: JSON.stringify(value) });

    const first = await rotate('sql-server', login);
    const again = await rotate('sql-server', login);
    const missing = await rotate('sql-server-admin', login);
    const previous = await get('--previous');

    expect([first.code, again.code, missing.code, previous.code]).toEqual([0, 0, 1, 0]);
    expect(missing.stderr).toContain('credential-missing');
    expect(again.stdout).toContain('stored already, version 2');
    expect(previous.stdout).toContain('version 1,');
    expect([(await stored())?.current.version, (await stored())?.previous?.version]).toEqual([2, 1]);
  });

  test('adds a key to the keyset, and never lets one go', async () => {
    const rotated = await cli(['rotate', '--tenant', 'acme', '--purpose', 'account-number-key', '--json']);
    const smaller = await cli(['put', '--tenant', 'acme', '--purpose', 'account-number-key'], {
      input: JSON.stringify(valuesOf('acme')['account-number-key']),
    });

    expect(JSON.parse(rotated.stdout)).toMatchObject({ keyVersion: 3, version: 2 });
    expect([smaller.code, smaller.stderr]).toEqual([1, expect.stringContaining('keyset-loses-keys')]);
    expect((await stored('account-number-key'))?.current.version).toBe(2);
  });

  test('says which setting is missing', async () => {
    const run = await cli(['get', '--tenant', 'acme', '--purpose', 'sql-server'], {
      env: { DEPOSITS_TENANT_TABLE: '' },
    });

    expect([run.code, run.stderr]).toEqual([
      1,
      expect.stringMatching(/^DEPOSITS_TENANT_TABLE is not set\. .*--local/),
    ]);
  });

  test('says that the table cannot be reached', async () => {
    const run = await cli(['census'], { env: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' } });

    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('store-unavailable')]);
  });
});

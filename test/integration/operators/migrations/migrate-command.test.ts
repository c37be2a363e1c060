// `npm run migrate` as an operator runs it: a process with an environment, two streams and an exit code.

import { startDepositsWorld, type DepositsWorld } from '../../../support/deposits-world.ts';
import { findCanaries } from '../../../support/find-canaries.ts';
import { runAuditedScript } from '../../../support/run-script.ts';

let world: DepositsWorld;

beforeAll(async () => {
  world = await startDepositsWorld();
}, 60_000);
afterAll(() => world?.stop());

const migrate = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { server } = world.sql;
  return runAuditedScript('migrate', args, {
    env: {
      PATH: process.env['PATH'],
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: world.dynamoDbUrl,
      AWS_ENDPOINT_URL_KMS: world.kms.url,
      DEPOSITS_TENANT_TABLE: 'tenants',
      DEPOSITS_SQL_ENCRYPT: server.isEncrypted === true ? 'on' : 'off',
      DEPOSITS_SQL_TRUST_CERTIFICATE: server.isCertificateTrusted === true ? 'on' : 'off',
      ...env,
    },
  });
};

describe('npm run migrate', () => {
  test('says for each tenant that it is up to date, with an audit line for each login that it opened', async () => {
    const { code, stdout, stderr, audit } = await migrate(['--all']);
    expect([code, stdout]).toEqual([0, 'acme: up to date\nglobex: up to date\n']);
    expect(audit.match(/"purpose":"sql-server-admin"/g)).toHaveLength(2);
    const passwords = [...world.databases.values()].map(({ owner }) => owner.password);
    expect(findCanaries(stdout + stderr + audit, passwords)).toEqual([]);
  });

  test('applies what is missing, or with --dry-run says what is', async () => {
    const database = await world.newEmptyDatabase('acme' as never);
    const owner = world.databases.get('acme' as never)?.owner;
    const { server, port } = world.loginOf('acme' as never);
    const before = { server, port, database: world.loginOf('acme' as never).database, ...owner };
    await world.seal('acme' as never, 'sql-server-admin', { ...before, database });

    const dry = await migrate(['--tenant', 'acme', '--dry-run']);
    const wet = await migrate(['--tenant', 'acme']);
    await world.seal('acme' as never, 'sql-server-admin', before);

    expect(dry.code).toBe(0);
    expect(dry.stdout).toMatch(
      /^acme: would apply 0001-tenant-marker\n(acme: would apply .+\n)+acme: to apply \d+\n$/,
    );
    expect(wet.code).toBe(0);
    expect(wet.stdout).toMatch(
      /^acme: applied 0001-tenant-marker\n(acme: applied \d{4}-.+\n)+acme: applied \d+\n$/,
    );
  });

  test.each([
    ['neither a tenant nor all', [], 2, /--tenant <id> or --all/],
    ['both', ['--tenant', 'acme', '--all'], 2, /--tenant <id> or --all/],
    ['no tenant’s id', ['--tenant', 'ACME'], 2, /small letters/],
    ['an unknown option', ['--force'], 2, /unknown option/],
    ['a tenant that does not exist', ['--tenant', 'nobody'], 1, /nobody: .*TENANT_NOT_FOUND/],
  ])('with %s fails and says why', async (_, args, code, message) => {
    const run = await migrate(args);
    expect(run.code).toBe(code);
    expect(run.stderr).toMatch(message);
    expect(run.stdout).toBe('');
  });

  test('says of a tenant that is not set up yet that it is not, which is no failure', async () => {
    await world.addTenant('hooli' as never);
    const all = await migrate(['--all', '--json']);
    const one = await migrate(['--tenant', 'hooli']);

    expect([all.code, JSON.parse(all.stdout)]).toEqual([
      3,
      {
        tenants: [
          { tenantId: 'acme', isDryRun: false, applied: [] },
          { tenantId: 'globex', isDryRun: false, applied: [] },
          { tenantId: 'hooli', isDryRun: false, applied: [], failure: 'not-set-up' },
        ],
      },
    ]);
    expect(all.stderr).toContain('1 of 3 tenants are not set up yet.');
    expect([one.code, one.stderr]).toEqual([3, expect.stringMatching(/^hooli: not set up yet: /m)]);
  });

  test('names the operator in the audit line, and where a failing login led', async () => {
    const before = { ...world.loginOf('acme' as never), ...world.databases.get('acme' as never)?.owner };
    const { code, audit } = await migrate(['--tenant', 'acme']);
    await world.seal('acme' as never, 'sql-server-admin', { ...before, password: 'wr0ng-canary' });
    const refused = await migrate(['--tenant', 'acme']);
    await world.seal('acme' as never, 'sql-server-admin', before);

    expect([code, audit]).toEqual([0, expect.stringMatching(/"callerSubject":"operator:[^"]+"/)]);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining(
        `${before.user} at ${before.server},${before.port}, database ${before.database}: `,
      ),
    ]);
    expect(refused.stderr).toContain('SQL Server error 18456');
    expect(findCanaries(refused.stderr, ['wr0ng-canary'])).toEqual([]);
  });

  test('has examples, and says which exit code means what', async () => {
    const { code, stdout } = await migrate(['--help']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('npm run migrate -- --all --dry-run')]);
    expect(stdout).toContain('3 nothing failed but a tenant is not set up yet');
  });

  test('names a setting that is missing or wrong', async () => {
    const missing = await migrate(['--all'], { DEPOSITS_TENANT_TABLE: '' });
    const wrong = await migrate(['--all'], { DEPOSITS_SQL_ENCRYPT: 'maybe' });
    const noFile = await migrate(['--all'], { DEPOSITS_SQL_CA_FILE: '/nowhere/rds.pem' });
    expect([noFile.code, noFile.stderr]).toEqual([
      1,
      'DEPOSITS_SQL_CA_FILE names /nowhere/rds.pem, which cannot be read (ENOENT)\n',
    ]);
    expect([missing.code, missing.stderr]).toEqual([
      1,
      expect.stringMatching(/^DEPOSITS_TENANT_TABLE is not set\. .*--local/),
    ]);
    expect([wrong.code, wrong.stderr]).toEqual([1, 'DEPOSITS_SQL_ENCRYPT must be on or off\n']);
  });
});

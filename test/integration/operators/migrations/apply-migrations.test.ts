import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { asAdministrator, createTenantDatabase, type TenantDatabase } from '#local/seed/provision-database';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { openMssqlDatabase } from '#shared/sql/mssql-database';
import { createSqlPools, type SqlPools } from '#shared/sql/sql-pools';
import type { SqlDatabase } from '#shared/sql/sql-session';
import { applyMigrations, pendingMigrations } from '#operators/migrations/apply-migrations';
import { readMigrations, type Migration } from '#operators/migrations/migration-files';
import { openSqlServerUnderTest, type SqlServerUnderTest } from '../../../support/sql-server-under-test.ts';

const acme = 'acme' as TenantId;
const globex = 'globex' as TenantId;
const real = readMigrations(join(process.cwd(), 'migrations'));

let sql: SqlServerUnderTest;
let pools: SqlPools;
const created: TenantDatabase[] = [];

beforeAll(async () => {
  sql = await openSqlServerUnderTest();
  const { isEncrypted = false, isCertificateTrusted = false } = sql.server;
  pools = createSqlPools({ isEncrypted, isCertificateTrusted, maxPools: 50 });
}, 60_000);
afterAll(async () => {
  await pools?.close();
  await sql?.dropAll(created);
  await sql?.stop();
});

type Fresh = { readonly open: () => SqlDatabase; readonly query: (text: string) => Promise<unknown[]> };

/** An empty database, and as many runners on it as are opened, each with its own session. */
const freshDatabase = async (): Promise<Fresh> => {
  const suffix = randomUUID().slice(0, 8);
  const login = (name: string) => ({ user: `${name}_${suffix}`, password: `Own-${randomUUID()}` });
  const tenant = { database: `migrations_${suffix}`, owner: login('owner'), application: login('app') };
  created.push(tenant);
  await createTenantDatabase(sql.server, tenant);
  let runners = 0;
  return {
    open: () => {
      runners += 1;
      const place = {
        server: sql.server.host ?? '127.0.0.1',
        port: sql.server.port,
        database: tenant.database,
      };
      return openMssqlDatabase(
        pools,
        { tenantId: acme, login: { ...place, ...tenant.owner }, credentialVersion: runners },
        // As the command has it: a runner waits in one request for the lock that another one holds.
        { deadline: deadlineIn(systemClock, 60_000), log: () => undefined, longestRequestMs: 60_000 },
      );
    },
    query: (text) =>
      asAdministrator(
        sql.server,
        tenant.database,
        async (pool) => (await pool.query<unknown>(text)).recordset,
      ),
  };
};

const migration = (version: number, text: string): Migration => ({
  version,
  name: `test-${version}`,
  text,
  sha256: createHash('sha256').update(text).digest('hex'),
});
const versionsIn = ({ query }: Fresh) =>
  query('SELECT [Version] AS [version] FROM [dbo].[SchemaMigration] ORDER BY [Version];');
const withMarker = real.slice(0, 1);

describe('applying migrations', () => {
  test('brings an empty database up to date, marks it, and has nothing to do the second time', async () => {
    const fresh = await freshDatabase();
    const told: number[] = [];

    const first = await applyMigrations(fresh.open(), acme, real, ({ version }) => told.push(version));
    const second = await applyMigrations(fresh.open(), acme, real);

    expect(first).toEqual({ ok: true, value: real });
    expect(told).toEqual(real.map(({ version }) => version));
    expect(second).toEqual({ ok: true, value: [] });
    expect(await fresh.query('SELECT [TenantId] AS [tenantId] FROM [dbo].[TenantMarker];')).toEqual([
      { tenantId: 'acme' },
    ]);
  });

  test('with a dry run says what it would do and does nothing', async () => {
    const fresh = await freshDatabase();
    expect(await pendingMigrations(fresh.open(), acme, real)).toEqual({ ok: true, value: real });
    expect(await fresh.query("SELECT OBJECT_ID(N'dbo.SchemaMigration', N'U') AS [id];")).toEqual([
      { id: null },
    ]);
    await applyMigrations(fresh.open(), acme, real.slice(0, 2));
    expect(await pendingMigrations(fresh.open(), acme, real)).toEqual({ ok: true, value: real.slice(2) });
  });

  test('by several runners at once applies each migration once', async () => {
    const fresh = await freshDatabase();
    const results = await Promise.all([1, 2, 3].map(() => applyMigrations(fresh.open(), acme, real)));
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    expect(results.flatMap((result) => (result.ok ? result.value : []))).toHaveLength(real.length);
    expect(await versionsIn(fresh)).toEqual(real.map(({ version }) => ({ version })));
  });

  test('that fails keeps what was applied before, nothing of its own, and goes on once it is put right', async () => {
    const fresh = await freshDatabase();
    const good = [...withMarker, migration(2, 'CREATE TABLE [dbo].[Kept] ([A] int NOT NULL);')];
    const bad = migration(
      3,
      'CREATE TABLE [dbo].[Lost] ([A] int NOT NULL); INSERT INTO [dbo].[Missing] ([A]) VALUES (1);',
    );

    const failed = await applyMigrations(fresh.open(), acme, [...good, bad]);

    expect(failed).toMatchObject({
      ok: false,
      failure: { kind: 'sql', during: '0003-test-3', failure: { number: 208 } },
    });
    expect(await versionsIn(fresh)).toEqual([{ version: 1 }, { version: 2 }]);
    expect(await fresh.query("SELECT OBJECT_ID(N'dbo.Lost', N'U') AS [id];")).toEqual([{ id: null }]);
    const righted = migration(3, 'CREATE TABLE [dbo].[Lost] ([A] int NOT NULL);');
    expect(await applyMigrations(fresh.open(), acme, [...good, righted])).toEqual({
      ok: true,
      value: [righted],
    });
  });

  test('refuses one that was edited after it was applied', async () => {
    const fresh = await freshDatabase();
    await applyMigrations(fresh.open(), acme, real);
    const edited = real.map((each) =>
      each.version === 2 ? migration(2, `${each.text}\n-- a word more`) : each,
    );
    expect(await applyMigrations(fresh.open(), acme, edited)).toEqual({
      ok: false,
      failure: { kind: 'edited', version: 2 },
    });
  });

  test('refuses a record of migrations with a gap', async () => {
    const fresh = await freshDatabase();
    await applyMigrations(fresh.open(), acme, real);
    await fresh.query('DELETE FROM [dbo].[SchemaMigration] WHERE [Version] = 2;');
    expect(await applyMigrations(fresh.open(), acme, real)).toEqual({
      ok: false,
      failure: { kind: 'gap', version: 2 },
    });
  });

  test('refuses a database that is ahead', async () => {
    const fresh = await freshDatabase();
    await applyMigrations(fresh.open(), acme, real);
    expect(await applyMigrations(fresh.open(), acme, real.slice(0, 2))).toEqual({
      ok: false,
      failure: { kind: 'database-ahead', version: 3 },
    });
  });

  test('refuses another tenant’s database and leaves it as it is', async () => {
    const fresh = await freshDatabase();
    await applyMigrations(fresh.open(), acme, withMarker);
    expect(await applyMigrations(fresh.open(), globex, real)).toEqual({
      ok: false,
      failure: { kind: 'other-tenant' },
    });
    expect(await versionsIn(fresh)).toEqual([{ version: 1 }]);
  });
});

describe('the application’s role', () => {
  test('may add to the audit and neither change nor delete it', async () => {
    const fresh = await freshDatabase();
    await applyMigrations(fresh.open(), acme, real);
    const { database, application } = created.at(-1) as TenantDatabase;
    await asAdministrator(sql.server, 'master', (pool) =>
      pool.batch(`CREATE LOGIN [${application.user}] WITH PASSWORD = N'${application.password}';`),
    );
    await fresh.query(`CREATE USER [${application.user}] FOR LOGIN [${application.user}];`);
    await fresh.query(`ALTER ROLE [DepositsApplication] ADD MEMBER [${application.user}];`);
    const attempt = (text: string) =>
      asAdministrator({ ...sql.server, ...application }, database, (pool) => pool.query(text)).then(
        () => 'done',
        (error: { number: number }) => error.number,
      );

    expect(
      await attempt(`INSERT INTO [dbo].[DirectDepositAudit] ([WriteId], [EmployeeId], [DirectDepositId], [Action], [Subject], [RequestId])
        VALUES (NEWID(), 'e-1', NEWID(), 'create', N's', 'r');`),
    ).toBe('done');
    expect(await attempt("UPDATE [dbo].[DirectDepositAudit] SET [Subject] = N'x';")).toBe(229);
    expect(await attempt('DELETE FROM [dbo].[DirectDepositAudit];')).toBe(229);
    expect(await attempt("UPDATE [dbo].[TenantMarker] SET [TenantId] = 'x';")).toBe(229);
    expect(await attempt("UPDATE [dbo].[Employee] SET [Name] = N'x';")).toBe(229);
  });
});

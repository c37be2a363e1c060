// One tenant's database on an embedded server of the test's own, without migrations: its marker, a table to write to, and the
// database port on it with pauses that are counted and not waited for.

import { randomUUID } from 'node:crypto';
import mssql from 'mssql';
import { asAdministrator, type DatabaseServer } from '#local/seed/provision-database';
import { startSqlServer, type SqlServer, type SqlServerEvent } from '#local/sql-server/start-sql-server';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { openMssqlDatabase, type SqlScope } from '#shared/sql/mssql-database';
import { createSqlPools, type SqlLogin, type SqlPools, type SqlPoolSettings } from '#shared/sql/sql-pools';
import type { SqlDatabase } from '#shared/sql/sql-session';
import { defineStatement, int } from '#shared/sql/statement';

export const acme = 'acme' as TenantId;

export const insertEntry = defineStatement({
  name: 'test.insert',
  text: 'INSERT INTO [dbo].[Entry] ([Number]) VALUES (@number);',
  parameters: { number: int },
});
export const countEntries = defineStatement({
  name: 'test.count',
  text: 'SELECT COUNT(*) AS [count] FROM [dbo].[Entry];',
  parameters: {},
});
export const readSession = defineStatement({
  name: 'test.session',
  text: 'SELECT @@SPID AS [session];',
  parameters: {},
});

export type Told = { readonly event: string } & Readonly<Record<string, unknown>>;

/** A port on the database and what it did besides. */
export type Opened = {
  readonly database: SqlDatabase;
  readonly pools: SqlPools;
  /** Milliseconds, in order. */
  readonly pauses: readonly number[];
  readonly told: readonly Told[];
};

export type TenantDatabase = {
  readonly sql: SqlServer;
  readonly server: DatabaseServer;
  readonly events: readonly SqlServerEvent[];
  readonly login: SqlLogin;
  open(options?: {
    readonly patienceMs?: number;
    readonly login?: Partial<SqlLogin>;
    readonly settings?: Partial<SqlPoolSettings>;
    readonly scope?: Partial<SqlScope>;
  }): Opened;
  /** As the server's administrator, in the tenant's database. */
  execute(text: string): Promise<readonly unknown[]>;
  countRows(): Promise<number>;
  /** Forgets faults, rows and every port that was opened. */
  clear(): Promise<void>;
  stop(): Promise<void>;
};

export const startTenantDatabase = async (): Promise<TenantDatabase> => {
  const administrator = { user: 'sa', password: `Sa-canary-${randomUUID()}` };
  const application = { user: 'acme_app', password: `App-canary-${randomUUID()}` };
  const events: SqlServerEvent[] = [];
  const sql = await startSqlServer({ port: 0, administrator, onEvent: (event) => events.push(event) });
  const server: DatabaseServer = { port: sql.port, ...administrator, isEncrypted: false };
  await asAdministrator(server, 'master', async (pool) => {
    await pool.batch('CREATE DATABASE [acme];');
    await pool.batch('ALTER DATABASE [acme] SET READ_COMMITTED_SNAPSHOT ON;');
    await pool.batch(`CREATE LOGIN [acme_app] WITH PASSWORD = N'${application.password}';`);
  });
  const admin = new mssql.ConnectionPool({
    server: '127.0.0.1',
    port: sql.port,
    database: 'acme',
    ...administrator,
    pool: { max: 1, min: 0 },
    options: { encrypt: false },
  });
  admin.on('error', () => undefined);
  await admin.connect();
  const execute = async (text: string): Promise<readonly unknown[]> =>
    (await admin.batch<unknown>(text)).recordset ?? [];
  await execute('CREATE TABLE [dbo].[Entry] ([Number] int NOT NULL);');
  await execute(
    'CREATE TABLE [dbo].[TenantMarker] ([TenantId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL);',
  );
  await execute(`INSERT INTO [dbo].[TenantMarker] ([TenantId]) VALUES ('acme');`);
  await execute('CREATE USER [acme_app] FOR LOGIN [acme_app];');
  await execute('ALTER ROLE [db_datareader] ADD MEMBER [acme_app];');
  await execute('ALTER ROLE [db_datawriter] ADD MEMBER [acme_app];');
  const opened: SqlPools[] = [];
  const closeAll = async (): Promise<void> => {
    await Promise.all(opened.splice(0).map((pools) => pools.close()));
  };
  const login: SqlLogin = {
    tenantId: acme,
    login: { server: '127.0.0.1', port: sql.port, database: 'acme', ...application },
    credentialVersion: 1,
  };

  return {
    sql,
    server,
    events,
    login,
    open: ({ patienceMs = 14_000, login: change = {}, settings = {}, scope = {} } = {}) => {
      const pools = createSqlPools({
        isEncrypted: false,
        isCertificateTrusted: false,
        maxPools: 4,
        ...settings,
      });
      opened.push(pools);
      const [pauses, told]: [number[], Told[]] = [[], []];
      const database = openMssqlDatabase(
        pools,
        { ...login, ...change },
        {
          deadline: deadlineIn(systemClock, patienceMs),
          log: (event, fields) => told.push({ ...fields, event }),
          random: () => 0,
          pause: (durationMs) => Promise.resolve(pauses.push(durationMs)),
          ...scope,
        },
      );
      return { database, pools, pauses, told };
    },
    execute,
    countRows: async () => {
      const [row] = await execute('SELECT COUNT(*) AS [count] FROM [dbo].[Entry];');
      return (row as { count: number }).count;
    },
    clear: async () => {
      sql.clearFaults();
      await closeAll();
      await execute('DELETE FROM [dbo].[Entry];');
    },
    stop: async () => {
      await closeAll();
      await admin.close();
      await sql.stop();
    },
  };
};

// The SQL Server that a suite runs on: the one that TEST_SQL_SERVER names, else the embedded endpoint, started for it alone.

import { randomUUID } from 'node:crypto';
import { asAdministrator, type DatabaseServer, type TenantDatabase } from '#local/seed/provision-database';
import { startSqlServer, type SqlServer, type SqlServerEvent } from '#local/sql-server/start-sql-server';

export type SqlServerUnderTest = {
  readonly server: DatabaseServer;
  /** What the embedded endpoint saw, in order; empty on another server. */
  readonly events: readonly SqlServerEvent[];
  readonly isEmbedded: boolean;
  /** An injected fault; only the embedded endpoint has any. */
  readonly inject: SqlServer['inject'];
  /** Open connections of the embedded endpoint; 0 on another server. */
  readonly connections: () => number;
  readonly dropAll: (databases: readonly TenantDatabase[], others?: readonly string[]) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The server that TEST_SQL_SERVER names, if it does. */
export const serverFromEnvironment = (): DatabaseServer | undefined => {
  const host = process.env['TEST_SQL_SERVER'] ?? '';
  if (host === '') return undefined;
  return {
    host,
    port: Number(process.env['TEST_SQL_PORT'] ?? 1433),
    user: process.env['TEST_SQL_USER'] ?? 'sa',
    password: process.env['TEST_SQL_PASSWORD'] ?? '',
    isEncrypted: (process.env['TEST_SQL_ENCRYPT'] ?? 'on') === 'on',
    isCertificateTrusted: (process.env['TEST_SQL_TRUST_CERTIFICATE'] ?? 'no') === 'yes',
  };
};

const dropOn =
  (server: DatabaseServer): SqlServerUnderTest['dropAll'] =>
  (databases, others = []) =>
    asAdministrator(server, 'master', async (pool) => {
      for (const name of [...databases.map(({ database }) => database), ...others]) {
        await pool.batch(`ALTER DATABASE [${name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE;`);
        await pool.batch(`DROP DATABASE [${name}];`);
      }
      for (const { owner, application } of databases) {
        for (const { user } of [owner, application]) await pool.batch(`DROP LOGIN [${user}];`);
      }
    });

/** One that runs already, and stays when the test is over. */
export const openGivenServer = (server: DatabaseServer): SqlServerUnderTest => ({
  server,
  events: [],
  isEmbedded: false,
  connections: () => 0,
  inject: () => {
    throw new TypeError('Only the embedded endpoint injects faults');
  },
  dropAll: dropOn(server),
  stop: () => Promise.resolve(),
});

export const openEmbeddedServer = async (): Promise<SqlServerUnderTest> => {
  const administrator = { user: 'sa', password: `Sa-canary-${randomUUID()}` };
  const events: SqlServerEvent[] = [];
  const embedded = await startSqlServer({ port: 0, administrator, onEvent: (event) => events.push(event) });
  return {
    server: { host: '127.0.0.1', port: embedded.port, ...administrator, isEncrypted: false },
    events,
    isEmbedded: true,
    connections: () => embedded.connections(),
    inject: (fault) => embedded.inject(fault),
    // The whole server goes with the test.
    dropAll: () => Promise.resolve(),
    stop: () => embedded.stop(),
  };
};

export const openSqlServerUnderTest = async (): Promise<SqlServerUnderTest> => {
  const given = serverFromEnvironment();
  return given === undefined ? openEmbeddedServer() : openGivenServer(given);
};

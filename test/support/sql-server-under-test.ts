// The SQL Server that a suite runs on: the one that TEST_SQL_SERVER names, else the embedded endpoint, started for it alone.

import { randomUUID } from 'node:crypto';
import { asAdministrator, type DatabaseServer, type TenantDatabase } from '#local/seed/provision-database';
import { startSqlServer, type SqlServerEvent } from '#local/sql-server/start-sql-server';

export type SqlServerUnderTest = {
  readonly server: DatabaseServer;
  /** What the embedded endpoint saw, in order; empty on another server. */
  readonly events: readonly SqlServerEvent[];
  readonly isEmbedded: boolean;
  readonly dropAll: (databases: readonly TenantDatabase[], others?: readonly string[]) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const serverFromEnvironment = (host: string): DatabaseServer => ({
  host,
  port: Number(process.env['TEST_SQL_PORT'] ?? 1433),
  user: process.env['TEST_SQL_USER'] ?? 'sa',
  password: process.env['TEST_SQL_PASSWORD'] ?? '',
  isEncrypted: (process.env['TEST_SQL_ENCRYPT'] ?? 'on') === 'on',
  isCertificateTrusted: (process.env['TEST_SQL_TRUST_CERTIFICATE'] ?? 'no') === 'yes',
});

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

export const openSqlServerUnderTest = async (): Promise<SqlServerUnderTest> => {
  const host = process.env['TEST_SQL_SERVER'];
  if (host !== undefined && host !== '') {
    const server = serverFromEnvironment(host);
    return {
      server,
      events: [],
      isEmbedded: false,
      dropAll: dropOn(server),
      stop: () => Promise.resolve(),
    };
  }
  const administrator = { user: 'sa', password: `Sa-canary-${randomUUID()}` };
  const events: SqlServerEvent[] = [];
  const embedded = await startSqlServer({ port: 0, administrator, onEvent: (event) => events.push(event) });
  return {
    server: { host: '127.0.0.1', port: embedded.port, ...administrator, isEncrypted: false },
    events,
    isEmbedded: true,
    // The whole server goes with the test.
    dropAll: () => Promise.resolve(),
    stop: () => embedded.stop(),
  };
};

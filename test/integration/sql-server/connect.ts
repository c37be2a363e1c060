// The server that this suite runs on: the embedded endpoint, or the one that TEST_SQL_SERVER names. Databases and logins are
// made for one test file and removed after it.
import { randomBytes } from 'node:crypto';
import sql from 'mssql';
import { type SqlServerEvent, startSqlServer } from '#local/sql-server/start-sql-server';

export const isEmbedded = (process.env['TEST_SQL_SERVER'] ?? '') === '';

export type Account = { user: string; password: string };
export type TestServer = {
  events: SqlServerEvent[];
  administrator: Account;
  connect(
    options?: Partial<Account> & {
      database?: string;
      requestTimeout?: number;
      packetSize?: number;
      /** Another build of the driver than the unmodified one. */
      driver?: typeof sql;
    },
  ): Promise<sql.ConnectionPool>;
  newDatabase(): Promise<string>;
  newLogin(): Promise<Account>;
  stop(): Promise<void>;
};

const password = (): string => `P@s5-${randomBytes(9).toString('hex')}`;
const fresh = (kind: string): string => `${kind}_${randomBytes(5).toString('hex')}`;

const address = async (events: SqlServerEvent[]) => {
  if (!isEmbedded) {
    return {
      host: process.env['TEST_SQL_SERVER'] ?? '',
      port: Number(process.env['TEST_SQL_PORT'] ?? 1433),
      administrator: {
        user: process.env['TEST_SQL_USER'] ?? 'sa',
        password: process.env['TEST_SQL_PASSWORD'] ?? '',
      },
      options: {
        encrypt: (process.env['TEST_SQL_ENCRYPT'] ?? 'on') === 'on',
        trustServerCertificate: process.env['TEST_SQL_TRUST_CERTIFICATE'] === 'yes',
      },
      stop: () => Promise.resolve(),
    };
  }
  const administrator = { user: 'sa', password: password() };
  const server = await startSqlServer({ port: 0, administrator, onEvent: (event) => events.push(event) });
  return {
    host: server.host,
    port: server.port,
    administrator,
    options: { encrypt: false },
    stop: () => server.stop(),
  };
};

export const openTestServer = async (): Promise<TestServer> => {
  const events: SqlServerEvent[] = [];
  const { host, port, administrator, options, stop } = await address(events);
  const pools: sql.ConnectionPool[] = [];
  const databases: string[] = [];
  const logins: string[] = [];
  const connect: TestServer['connect'] = async ({
    user,
    password: secret,
    database,
    requestTimeout,
    packetSize,
    driver = sql,
  } = {}) => {
    const pool = new driver.ConnectionPool({
      server: host,
      port,
      user: user ?? administrator.user,
      password: secret ?? administrator.password,
      ...(database === undefined ? {} : { database }),
      ...(requestTimeout === undefined ? {} : { requestTimeout }),
      options: { ...options, ...(packetSize === undefined ? {} : { packetSize }) },
    });
    pool.on('error', () => undefined);
    pools.push(pool);
    return pool.connect();
  };
  return {
    events,
    administrator,
    connect,
    newDatabase: async () => {
      const name = fresh('endpoint');
      const pool = await connect();
      await pool.batch(`CREATE DATABASE [${name}];`);
      await pool.batch(`ALTER DATABASE [${name}] SET READ_COMMITTED_SNAPSHOT ON;`);
      databases.push(name);
      return name;
    },
    newLogin: async () => {
      const account = { user: fresh('login'), password: password() };
      const pool = await connect();
      await pool.batch(`CREATE LOGIN [${account.user}] WITH PASSWORD = N'${account.password}';`);
      logins.push(account.user);
      return account;
    },
    stop: async () => {
      if (!isEmbedded) {
        const pool = await connect();
        for (const name of databases) {
          await pool.batch(`ALTER DATABASE [${name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE;`);
          await pool.batch(`DROP DATABASE [${name}];`);
        }
        for (const name of logins) await pool.batch(`DROP LOGIN [${name}];`);
      }
      await Promise.all(pools.map((pool) => pool.close().catch(() => undefined)));
      await stop();
    },
  };
};

/** The number that SQL Server gave the failure of `work`; undefined when it did not fail. */
export const failureOf = async (
  work: Promise<unknown>,
): Promise<{ number: number | undefined; message: string } | undefined> => {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return {
      number: 'number' in error && typeof error.number === 'number' ? error.number : undefined,
      message: error.message,
    };
  }
};

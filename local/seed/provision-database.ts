// A tenant's database and its two logins, as a database administrator sets them up once: one that migrates, one that the
// application uses and that may do nothing but what the migrations grant to its role. Running it again changes nothing but
// the passwords.

import mssql from 'mssql';

export type DatabaseLogin = { readonly user: string; readonly password: string };

/** A server and an administrator of it; loopback without TLS unless it says otherwise. */
export type DatabaseServer = DatabaseLogin & {
  readonly host?: string;
  readonly port: number;
  readonly isEncrypted?: boolean;
  readonly isCertificateTrusted?: boolean;
  /** PEM; in place of Node's own list. */
  readonly certificateAuthorities?: string;
};

export type TenantDatabase = {
  readonly database: string;
  /** Owns the database: enough for the migrations. */
  readonly owner: DatabaseLogin;
  /** In the role that the migrations make for the application. */
  readonly application: DatabaseLogin;
};

type DemoAddress = {
  readonly address: string;
  /** Not known when left out. */
  readonly language?: 'en' | 'es';
  readonly replacedAt?: Date;
};

export type DemoEmployee = {
  readonly id: string;
  readonly name: string;
  readonly payGroup: string;
  readonly addresses: readonly DemoAddress[];
};

const quoteName = (name: string): string => `[${name.replaceAll(']', ']]')}]`;
const quoteText = (text: string): string => `N'${text.replaceAll("'", "''")}'`;

const connect = (server: DatabaseServer, database: string): Promise<mssql.ConnectionPool> => {
  const pool = new mssql.ConnectionPool({
    server: server.host ?? '127.0.0.1',
    port: server.port,
    database,
    user: server.user,
    password: server.password,
    pool: { max: 1, min: 0 },
    options: {
      encrypt: server.isEncrypted ?? false,
      trustServerCertificate: server.isCertificateTrusted ?? false,
      ...(server.certificateAuthorities === undefined
        ? {}
        : { cryptoCredentialsDetails: { ca: server.certificateAuthorities } }),
    },
  });
  // Without a listener a late socket error would end the process.
  pool.on('error', () => undefined);
  return pool.connect();
};

/** Runs `work` as the server's administrator in one database. */
export const asAdministrator = async <T>(
  server: DatabaseServer,
  database: string,
  work: (pool: mssql.ConnectionPool) => Promise<T>,
): Promise<T> => {
  const pool = await connect(server, database);
  try {
    return await work(pool);
  } finally {
    await pool.close();
  }
};

const lookUps = {
  database: 'SELECT DB_ID(@name) AS [found];',
  login: 'SELECT SUSER_ID(@name) AS [found];',
} as const;

const isPresent = async (
  pool: mssql.ConnectionPool,
  kind: keyof typeof lookUps,
  name: string,
): Promise<boolean> => {
  const request = pool.request().input('name', mssql.NVarChar(128), name);
  const { recordset } = await request.query<{ found: number | null }>(lookUps[kind]);
  return recordset.some(({ found }) => found !== null);
};

const putLogin = async (pool: mssql.ConnectionPool, { user, password }: DatabaseLogin): Promise<void> => {
  const verb = (await isPresent(pool, 'login', user)) ? 'ALTER' : 'CREATE';
  await pool.batch(`${verb} LOGIN ${quoteName(user)} WITH PASSWORD = ${quoteText(password)};`);
};

/** SQL Server's numbers for a user, or a login's user, that is there already. */
const userExists: readonly (number | undefined)[] = [15023, 15063];

const putUser = async (pool: mssql.ConnectionPool, user: string, role: string): Promise<void> => {
  try {
    await pool.batch(`CREATE USER ${quoteName(user)} FOR LOGIN ${quoteName(user)};`);
  } catch (error) {
    if (!(error instanceof mssql.RequestError) || !userExists.includes(error.number)) throw error;
  }
  await pool.batch(`ALTER ROLE ${quoteName(role)} ADD MEMBER ${quoteName(user)};`);
};

/** The database and a login that owns it. */
export const createTenantDatabase = async (
  server: DatabaseServer,
  { database, owner }: TenantDatabase,
): Promise<void> => {
  await asAdministrator(server, 'master', async (pool) => {
    if (!(await isPresent(pool, 'database', database))) {
      await pool.batch(`CREATE DATABASE ${quoteName(database)};`);
      await pool.batch(`ALTER DATABASE ${quoteName(database)} SET READ_COMMITTED_SNAPSHOT ON;`);
    }
    await putLogin(pool, owner);
  });
  await asAdministrator(server, database, (pool) => putUser(pool, owner.user, 'db_owner'));
};

/** So that `credentials rotate-login` can be tried on a laptop. In master: the permission is one on the whole server. */
export const permitLoginRotation = (server: DatabaseServer, { user }: DatabaseLogin): Promise<void> =>
  asAdministrator(server, 'master', async (pool) => {
    await pool.batch(`GRANT ALTER ANY LOGIN TO ${quoteName(user)};`);
  });

const putEmployees = async (
  pool: mssql.ConnectionPool,
  employees: readonly DemoEmployee[],
): Promise<void> => {
  for (const { id, name, payGroup, addresses } of employees) {
    await pool
      .request()
      .input('id', mssql.VarChar(64), id)
      .input('name', mssql.NVarChar(200), name)
      .input('payGroup', mssql.VarChar(64), payGroup)
      .query(
        `INSERT INTO [dbo].[Employee] ([EmployeeId], [Name], [PayGroup]) SELECT @id, @name, @payGroup
WHERE NOT EXISTS (SELECT 1 FROM [dbo].[Employee] WHERE [EmployeeId] = @id);`,
      );
    for (const { address, language, replacedAt } of addresses) {
      await pool
        .request()
        .input('id', mssql.VarChar(64), id)
        .input('address', mssql.NVarChar(254), address)
        .input('language', mssql.Char(2), language ?? null)
        .input('replacedAt', mssql.DateTime2(3), replacedAt ?? null)
        .query(
          `INSERT INTO [dbo].[EmployeeEmail] ([EmployeeId], [Address], [Language], [ReplacedAt])
SELECT @id, @address, @language, @replacedAt
WHERE NOT EXISTS (SELECT 1 FROM [dbo].[EmployeeEmail] WHERE [EmployeeId] = @id AND [Address] = @address);`,
        );
    }
  }
};

/** After the migrations, which make the role and the tables: the application's login, and who works here. */
export const admitApplication = async (
  server: DatabaseServer,
  { database, application }: TenantDatabase,
  employees: readonly DemoEmployee[],
): Promise<void> => {
  await asAdministrator(server, 'master', (pool) => putLogin(pool, application));
  await asAdministrator(server, database, async (pool) => {
    await putUser(pool, application.user, 'DepositsApplication');
    if (employees.length > 0) await putEmployees(pool, employees);
  });
};

// A tenant's database and its two logins, as a database administrator sets them up once: one that migrates, one that the
// application uses and that may do nothing but what the migrations grant to its role. Running it again changes nothing but
// the passwords.

import mssql from 'mssql';

export type DatabaseServer = {
  readonly host: string;
  readonly port: number;
  readonly administrator: { readonly user: string; readonly password: string };
  readonly isEncrypted: boolean;
  readonly isCertificateTrusted: boolean;
};

export type DatabaseLogin = { readonly user: string; readonly password: string };

const quoteName = (name: string): string => `[${name.replaceAll(']', ']]')}]`;
const quoteText = (text: string): string => `N'${text.replaceAll("'", "''")}'`;

const connect = (server: DatabaseServer, database: string, login = server.administrator) =>
  new mssql.ConnectionPool({
    server: server.host,
    port: server.port,
    database,
    user: login.user,
    password: login.password,
    pool: { max: 1, min: 0 },
    options: { encrypt: server.isEncrypted, trustServerCertificate: server.isCertificateTrusted },
  }).connect();

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

const isPresent = async (pool: mssql.ConnectionPool, expression: string, name: string): Promise<boolean> => {
  const request = pool.request().input('name', mssql.NVarChar(128), name);
  const { recordset } = await request.query<{ found: unknown }>(`SELECT ${expression} AS [found];`);
  return recordset[0]?.found !== null;
};

const putLogin = async (pool: mssql.ConnectionPool, { user, password }: DatabaseLogin): Promise<void> => {
  const verb = (await isPresent(pool, 'SUSER_ID(@name)', user)) ? 'ALTER' : 'CREATE';
  await pool.batch(`${verb} LOGIN ${quoteName(user)} WITH PASSWORD = ${quoteText(password)};`);
};

const putUser = async (pool: mssql.ConnectionPool, user: string, role: string): Promise<void> => {
  if (!(await isPresent(pool, 'DATABASE_PRINCIPAL_ID(@name)', user))) {
    await pool.batch(`CREATE USER ${quoteName(user)} FOR LOGIN ${quoteName(user)};`);
  }
  await pool.batch(`ALTER ROLE ${quoteName(role)} ADD MEMBER ${quoteName(user)};`);
};

/** The database, and a login that owns it: enough for the migrations. */
export const putDatabase = async (
  server: DatabaseServer,
  database: string,
  owner: DatabaseLogin,
): Promise<void> => {
  await asAdministrator(server, 'master', async (pool) => {
    if (!(await isPresent(pool, 'DB_ID(@name)', database))) {
      await pool.batch(`CREATE DATABASE ${quoteName(database)};`);
      await pool.batch(`ALTER DATABASE ${quoteName(database)} SET READ_COMMITTED_SNAPSHOT ON;`);
    }
    await putLogin(pool, owner);
  });
  await asAdministrator(server, database, (pool) => putUser(pool, owner.user, 'db_owner'));
};

/** A login in the role that the migrations made for the application. */
export const putApplicationLogin = async (
  server: DatabaseServer,
  database: string,
  login: DatabaseLogin,
): Promise<void> => {
  await asAdministrator(server, 'master', (pool) => putLogin(pool, login));
  await asAdministrator(server, database, (pool) => putUser(pool, login.user, 'DepositsApplication'));
};

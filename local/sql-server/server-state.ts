// What belongs to the whole server: logins and databases, kept in PostgreSQL's own maintenance database and mirrored in memory.
import { createHash, randomBytes } from 'node:crypto';
import { hashPassword } from './password.ts';
import { type PostgresConnection, connectPostgres } from './postgres/connection.ts';
import type { Postgres } from './postgres/start-postgres.ts';
import { type Catalogue, keyOf, parseCatalogue } from './sql/catalogue.ts';
import { functionsSql, templateSql } from './sql/template.sql.ts';

export type Login = {
  id: number;
  name: string;
  hash: string;
  isAdministrator: boolean;
  /** ALTER ANY LOGIN. */
  mayAlterLogins: boolean;
};
export type Database = {
  id: number;
  name: string;
  postgresName: string;
  isReadCommittedSnapshot: boolean;
  catalogue: Promise<Catalogue> | undefined;
  /** Commits of definitions that PostgreSQL has been asked for and has not answered. */
  commitsUnderWay: number;
  /** Logins with a user here, lower case; as of the last committed change. */
  logins: Set<string>;
  sessions: number;
};

export type ServerState = Awaited<ReturnType<typeof openServerState>>;

const controlSql = `
CREATE SCHEMA mssql_server;
CREATE TABLE mssql_server.login (id int PRIMARY KEY, name text NOT NULL, hash text NOT NULL, is_administrator text NOT NULL, may_alter_logins text NOT NULL);
CREATE TABLE mssql_server.database (id int PRIMARY KEY, name text NOT NULL, postgres_name text NOT NULL, rcsi text NOT NULL);
CREATE ROLE mssql_guest NOLOGIN;
`;

// A folder may have been kept by an older version of the endpoint.
const columnsSql = `
ALTER TABLE mssql_server.login ADD COLUMN IF NOT EXISTS may_alter_logins text NOT NULL DEFAULT '0';
ALTER TABLE mssql_server.login DROP COLUMN IF EXISTS is_disabled;
ALTER TABLE mssql_server.database DROP COLUMN IF EXISTS snapshot;
`;

// A folder may have been kept by an older version of the endpoint, whose functions were others.
const functionsVersion = createHash('sha256').update(functionsSql).digest('hex');

const bringFunctionsUpToDate = async (
  control: PostgresConnection,
  databases: readonly string[],
  open: (postgresName: string) => Promise<PostgresConnection>,
): Promise<void> => {
  await control.query('CREATE TABLE IF NOT EXISTS mssql_server.version (functions text NOT NULL)');
  const { rows } = await control.query('SELECT functions FROM mssql_server.version');
  if (rows[0]?.[0] === functionsVersion) return;
  for (const name of databases) {
    const connection = await open(name);
    await connection.query(functionsSql);
    await connection.close();
  }
  await control.query('DELETE FROM mssql_server.version');
  await control.query('INSERT INTO mssql_server.version VALUES ($1)', [functionsVersion]);
};

const template = 'mssql_template';

const prepare = async (postgres: Postgres, control: PostgresConnection): Promise<void> => {
  await control.query(controlSql);
  await control.query(`CREATE DATABASE ${template}`);
  const inside = await connectPostgres({ ...address(postgres), database: template });
  await inside.query(templateSql);
  await inside.close();
  await control.query(`CREATE TABLE mssql_server.version (functions text NOT NULL);
    INSERT INTO mssql_server.version VALUES ('${functionsVersion}')`);
};

export const address = (postgres: Postgres) => ({
  socketFolder: postgres.socketFolder,
  user: postgres.superuser,
});

export const openServerState = async (
  postgres: Postgres,
  administrator: { user: string; password: string },
) => {
  const control = await connectPostgres({ ...address(postgres), database: 'postgres' });
  const known = await control.query("SELECT 1 FROM pg_database WHERE datname = 'mssql_template'");
  const isNew = known.rows.length === 0;
  if (isNew) await prepare(postgres, control);
  else await control.query(columnsSql);

  const logins = new Map<string, Login>();
  const databases = new Map<string, Database>();
  const toDatabase = (row: readonly (string | null)[]): Database => ({
    id: Number(row[0]),
    name: row[1] ?? '',
    postgresName: row[2] ?? '',
    isReadCommittedSnapshot: row[3] === '1',
    catalogue: undefined,
    commitsUnderWay: 0,
    logins: new Set(),
    sessions: 0,
  });
  const nextId = (values: Iterable<{ id: number }>): number =>
    Math.max(4, ...[...values].map(({ id }) => id)) + 1;

  const createDatabase = async (name: string, id = nextId(databases.values())): Promise<void> => {
    const postgresName = name === 'master' ? 'db_master' : `db_${id}_${randomBytes(4).toString('hex')}`;
    await control.query(`CREATE DATABASE ${postgresName} TEMPLATE ${template} STRATEGY file_copy`);
    const row = [String(id), name, postgresName, '0'];
    await control.query('INSERT INTO mssql_server.database VALUES ($1::int, $2, $3, $4)', row);
    databases.set(keyOf(name), toDatabase(row));
  };
  const saveLogin = async (login: Login): Promise<void> => {
    await control.query(
      `INSERT INTO mssql_server.login (id, name, hash, is_administrator, may_alter_logins) VALUES ($1::int, $2, $3, $4, $5)
       ON CONFLICT (id) DO UPDATE
       SET hash = excluded.hash, may_alter_logins = excluded.may_alter_logins`,
      [
        String(login.id),
        login.name,
        login.hash,
        login.isAdministrator ? '1' : '0',
        login.mayAlterLogins ? '1' : '0',
      ],
    );
    logins.set(keyOf(login.name), login);
  };

  const createLogin = async (name: string, password: string, isAdministrator = false): Promise<void> => {
    const id = Math.max(256, nextId(logins.values()));
    const hash = await hashPassword(password);
    await saveLogin({ id, name, hash, isAdministrator, mayAlterLogins: false });
  };

  for (const row of (
    await control.query('SELECT id, name, hash, is_administrator, may_alter_logins FROM mssql_server.login')
  ).rows) {
    const [id, name, hash, isAdministrator, mayAlterLogins] = row;
    logins.set(keyOf(name ?? ''), {
      id: Number(id),
      name: name ?? '',
      hash: hash ?? '',
      isAdministrator: isAdministrator === '1',
      mayAlterLogins: mayAlterLogins === '1',
    });
  }
  for (const row of (await control.query('SELECT * FROM mssql_server.database')).rows)
    databases.set(keyOf(row[1] ?? ''), toDatabase(row));
  if (isNew) await createDatabase('master', 1);
  else {
    const names = [template, ...[...databases.values()].map(({ postgresName }) => postgresName)];
    await bringFunctionsUpToDate(control, names, (database) =>
      connectPostgres({ ...address(postgres), database }),
    );
  }
  const before = logins.get(keyOf(administrator.user));
  if (before === undefined) await createLogin(administrator.user, administrator.password, true);
  else await saveLogin({ ...before, hash: await hashPassword(administrator.password) });

  const loadCatalogue = async (connection: PostgresConnection): Promise<Catalogue> => {
    const { rows } = await connection.query('SELECT mssql.catalogue()');
    return parseCatalogue(rows[0]?.[0] ?? '{}');
  };
  const noteLogins = (database: Database, catalogue: Catalogue): void => {
    database.logins = new Set(
      [...catalogue.principals.values()].flatMap(({ login }) => (login === undefined ? [] : [keyOf(login)])),
    );
  };
  /** The committed state, read once for every change. */
  const catalogueOf = (database: Database, connection: PostgresConnection): Promise<Catalogue> => {
    if (database.commitsUnderWay > 0) return loadCatalogue(connection);
    if (database.catalogue !== undefined) return database.catalogue;
    const loading = loadCatalogue(connection).then((catalogue) => {
      if (database.catalogue === loading) noteLogins(database, catalogue);
      return catalogue;
    });
    database.catalogue = loading;
    loading.catch(() => (database.catalogue === loading ? (database.catalogue = undefined) : undefined));
    return loading;
  };
  /**
   * Commits definitions. PostgreSQL lets go of locks before its answer is here, so a session that waited for one may look at the
   * catalogue first: until the answer, each reads it for itself.
   */
  const commitDefinitions = async (
    database: Database,
    connection: PostgresConnection,
    commit: () => Promise<void>,
  ): Promise<Catalogue> => {
    database.commitsUnderWay += 1;
    try {
      await commit();
    } finally {
      database.commitsUnderWay -= 1;
      database.catalogue = undefined;
    }
    return catalogueOf(database, connection);
  };
  const openDatabase = (database: Database): Promise<PostgresConnection> =>
    connectPostgres({ ...address(postgres), database: database.postgresName });

  // Databases kept from before: who may open them is asked without opening them.
  for (const database of databases.values()) {
    const connection = await openDatabase(database);
    await catalogueOf(database, connection);
    await connection.close();
  }

  let lastTransaction = 0n;
  return {
    logins,
    databases,
    control,
    createDatabase,
    createLogin,
    saveLogin,
    loadCatalogue,
    catalogueOf,
    commitDefinitions,
    openDatabase,
    nextTransaction: (): bigint => (lastTransaction += 1n),
    saveOptions: async (database: Database): Promise<void> => {
      await control.query('UPDATE mssql_server.database SET rcsi = $2 WHERE id = $1::int', [
        String(database.id),
        database.isReadCommittedSnapshot ? '1' : '0',
      ]);
    },
    dropDatabase: async (database: Database): Promise<void> => {
      await control.query(`DROP DATABASE ${database.postgresName}`);
      await control.query('DELETE FROM mssql_server.database WHERE id = $1::int', [String(database.id)]);
      databases.delete(keyOf(database.name));
    },
    dropLogin: async (login: Login): Promise<void> => {
      await control.query('DELETE FROM mssql_server.login WHERE id = $1::int', [String(login.id)]);
      logins.delete(keyOf(login.name));
    },
    cancel: async (processId: number): Promise<void> => {
      await control.query('SELECT pg_cancel_backend($1::int)', [String(processId)]);
    },
    terminate: async (processId: number): Promise<void> => {
      await control.query('SELECT pg_terminate_backend($1::int)', [String(processId)]).catch(() => undefined);
    },
    mayOpen: (login: Login, database: Database): boolean =>
      login.isAdministrator || database.name === 'master' || database.logins.has(keyOf(login.name)),
  };
};

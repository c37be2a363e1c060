// CREATE, ALTER and DROP DATABASE.
import type { Session } from '../session.ts';
import { keyOf } from '../sql/catalogue.ts';
import { SqlServerError } from '../values/errors.ts';
import type { Statement } from '../sql/syntax.ts';
import { noPermission, refuseInTransaction, requireAdministrator } from './require.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

const databaseNamed = (session: Session, name: string | undefined) => {
  const database = name === undefined ? session.database : session.state.databases.get(keyOf(name));
  if (database === undefined)
    throw new SqlServerError(
      5011,
      14,
      `User does not have permission to alter database '${name ?? ''}', the database does not exist, or the database is not in a state that allows access checks.`,
      5,
    );
  return database;
};

export const createDatabase = async (session: Session, { name }: Of<'createDatabase'>): Promise<void> => {
  if (!session.login.isAdministrator)
    throw new SqlServerError(262, 14, "CREATE DATABASE permission denied in database 'master'.");
  refuseInTransaction(session, 'CREATE DATABASE');
  if (session.state.databases.has(keyOf(name))) {
    throw new SqlServerError(
      1801,
      16,
      `Database '${name}' already exists. Choose a different database name.`,
      3,
    );
  }
  await session.state.createDatabase(name);
};

export const alterDatabase = async (session: Session, statement: Of<'alterDatabase'>): Promise<void> => {
  const database = databaseNamed(session, statement.name);
  if (!session.login.isAdministrator && !(database === session.database && (await session.isOwner())))
    throw noPermission();
  refuseInTransaction(session, 'ALTER DATABASE');
  database.isReadCommittedSnapshot = statement.isReadCommittedSnapshot;
  await session.state.saveOptions(database);
};

export const alterDatabaseAccess = async (
  session: Session,
  statement: Of<'alterDatabaseAccess'>,
  disconnectOthers: (database: string) => Promise<void>,
): Promise<void> => {
  requireAdministrator(session);
  const database = databaseNamed(session, statement.name);
  if (statement.isSingleUser) await disconnectOthers(database.name);
};

export const dropDatabase = async (session: Session, { name }: Of<'dropDatabase'>): Promise<void> => {
  if (!session.login.isAdministrator) throw noPermission();
  refuseInTransaction(session, 'DROP DATABASE');
  const database = session.state.databases.get(keyOf(name));
  if (database === undefined)
    throw new SqlServerError(
      3701,
      11,
      `Cannot drop the database '${name}', because it does not exist or you do not have permission.`,
    );
  if (database.name === 'master')
    throw new SqlServerError(3708, 16, `Cannot drop the database '${name}' because it is a system database.`);
  if (database.sessions > 0)
    throw new SqlServerError(
      3702,
      16,
      `Cannot drop database "${database.name}" because it is currently in use.`,
      3,
    );
  await session.state.dropDatabase(database);
};

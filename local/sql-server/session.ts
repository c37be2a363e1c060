// One TDS session on one PostgreSQL session: its database, options and transaction, and the one way statements reach PostgreSQL.
import { PostgresError, type PostgresConnection, type PostgresResult } from './postgres/connection.ts';
import type { Database, Login, ServerState } from './server-state.ts';
import { type Catalogue, keyOf, rolesOf } from './sql/catalogue.ts';
import { notSupported } from './values/errors.ts';
import { type ErrorContext, mapError } from './sql/map-error.ts';
import {
  type Identity,
  type Isolation,
  type Transaction,
  newTransaction,
  noSavepoint,
  nothingToCommit,
  nothingToRollBack,
  nothingToSaveIn,
  postgresLevel,
  snapshotNotAllowed,
} from './transaction.ts';

/** The client took the request back (attention): nothing but that is answered. */
export class Cancelled extends Error {}

export type Session = Awaited<ReturnType<typeof openSession>>;

const noContext: Omit<ErrorContext, 'catalogue' | 'database' | 'isolation' | 'processId'> = {
  command: 'SELECT',
  table: undefined,
};

export const openSession = async (
  state: ServerState,
  options: { login: Login; database: Database; number: number; application: string; host: string },
) => {
  const { login, number } = options;
  let database = options.database;
  let connection = await state.openDatabase(database);
  let transaction: Transaction | undefined;
  let isolation: Isolation = 'READ COMMITTED';
  let user = 'dbo';
  const settings = { xactAbort: false, noCount: false, lockTimeout: -1 };
  const identity: { identity: Identity } = { identity: 'none' };
  const known = Object.assign(identity, { rowCount: 0, error: 0 });
  let hasSessionLocks = false;
  const signal = { isCancelled: false, isClosed: false };

  const become = async (): Promise<void> => {
    if (login.isAdministrator) {
      user = 'dbo';
      return;
    }
    const catalogue = await state.catalogueOf(database, connection);
    const principal = [...catalogue.principals.values()].find(
      (one) => keyOf(one.login ?? '') === keyOf(login.name),
    );
    user = principal?.name ?? 'guest';
    await connection.query(`SET SESSION AUTHORIZATION "${principal?.postgresRole ?? 'mssql_guest'}"`);
  };
  database.sessions += 1;
  try {
    await become();
  } catch (error) {
    database.sessions -= 1;
    await connection.close();
    throw error;
  }

  const catalogue = (): Promise<Catalogue> =>
    transaction?.catalogue === undefined
      ? state.catalogueOf(database, connection)
      : Promise.resolve(transaction.catalogue);

  const context = async (about: Partial<ErrorContext>): Promise<ErrorContext> => ({
    ...noContext,
    catalogue: await catalogue(),
    database: database.name,
    isolation: transaction?.isolation ?? isolation,
    processId: number,
    ...about,
  });

  const endTransaction = (): void => {
    transaction = undefined;
  };

  const rollback = async (): Promise<Transaction | undefined> => {
    const ended = transaction;
    if (ended !== undefined) {
      endTransaction();
      if (ended.hasIdentity) known.identity = 'lost';
      await connection.query('ROLLBACK');
    }
    return ended;
  };

  const rollbackOpen = async (): Promise<Transaction> => {
    const ended = await rollback();
    if (ended !== undefined) return ended;
    throw nothingToRollBack();
  };

  /** Errors come back as SQL Server's; the statement alone is undone unless the whole transaction has to go. */
  const run = async (
    sql: string,
    values: readonly (string | null)[],
    about: Partial<ErrorContext>,
    name?: string,
  ): Promise<PostgresResult> => {
    if (signal.isCancelled) throw new Cancelled();
    const needsSavepoint = transaction !== undefined && !settings.xactAbort;
    // Names are looked up before, as the failed transaction would not answer.
    const about2 = await context(about);
    if (needsSavepoint) await connection.query('SAVEPOINT statement');
    try {
      const result = await connection.query(sql, values, name);
      if (needsSavepoint) await connection.query('RELEASE statement');
      return result;
    } catch (error) {
      if (!(error instanceof PostgresError)) throw error;
      if (needsSavepoint) await connection.query('ROLLBACK TO statement');
      if (error.failure.sqlState === '57014') throw new Cancelled();
      throw mapError(error.failure, about2);
    }
  };

  const use = async (next: Database): Promise<void> => {
    if (transaction !== undefined) throw notSupported('USE inside a transaction');
    const before = connection;
    connection = await state.openDatabase(next);
    database.sessions -= 1;
    database = next;
    database.sessions += 1;
    await become();
    if (settings.lockTimeout !== -1) await connection.query(lockTimeout(settings.lockTimeout));
    await before.close();
  };

  const lockTimeout = (milliseconds: number): string =>
    `SET lock_timeout = ${milliseconds < 0 ? 0 : Math.max(1, milliseconds)}`;

  return {
    state,
    login,
    number,
    settings,
    known,
    signal,
    catalogue,
    run,
    rollback,
    rollbackOpen,
    application: options.application,
    host: options.host,
    get database(): Database {
      return database;
    },
    get transaction(): Transaction | undefined {
      return transaction;
    },
    get isolation(): Isolation {
      return isolation;
    },
    set isolation(level: Isolation) {
      isolation = level;
    },
    get user(): string {
      return user;
    },
    get processId(): number {
      return connection.processId;
    },
    get connection(): PostgresConnection {
      return connection;
    },
    begin: async (level: Isolation = isolation, name = ''): Promise<Transaction> => {
      if (transaction !== undefined) {
        transaction.depth += 1;
        return transaction;
      }
      if (level === 'SNAPSHOT' && !database.isSnapshotAllowed) {
        throw snapshotNotAllowed(database.name);
      }
      await connection.query(`BEGIN ISOLATION LEVEL ${postgresLevel[level]}`);
      transaction = newTransaction(state.nextTransaction(), level, name);
      return transaction;
    },
    /** The transaction that ended, or undefined when only a nested level did. */
    commit: async (): Promise<Transaction | undefined> => {
      if (transaction === undefined) throw nothingToCommit();
      transaction.depth -= 1;
      if (transaction.depth > 0) return undefined;
      const ended = transaction;
      const about = await context({});
      endTransaction();
      try {
        await connection.query('COMMIT');
      } catch (error) {
        if (error instanceof PostgresError) throw mapError(error.failure, about);
        throw error;
      }
      if (ended.hasDefinitions) {
        database.catalogue = undefined;
        await state.catalogueOf(database, connection);
      }
      return ended;
    },
    savepoint: async (name: string): Promise<void> => {
      if (transaction === undefined) throw nothingToSaveIn();
      const stored = `client_${transaction.savepoints.length}`;
      await connection.query(`SAVEPOINT ${stored}`);
      transaction.savepoints.push({ name: keyOf(name), stored });
    },
    /** To a savepoint, which stays; the transaction that ended when the name was its own. */
    rollbackTo: async (name: string): Promise<Transaction | undefined> => {
      const open = transaction;
      if (open === undefined) return rollbackOpen();
      const index = open.savepoints.findLastIndex((savepoint) => savepoint.name === keyOf(name));
      const savepoint = open.savepoints[index];
      if (savepoint !== undefined) {
        await connection.query(`ROLLBACK TO ${savepoint.stored}`);
        open.savepoints.length = index + 1;
        if (open.hasIdentity) known.identity = 'lost';
        if (open.hasDefinitions) open.catalogue = await state.loadCatalogue(connection);
        return undefined;
      }
      if (open.name !== '' && keyOf(open.name) === keyOf(name)) return rollback();
      throw noSavepoint(name);
    },
    /** After a definition: this session sees it at once, the others when it is committed. */
    changed: async (): Promise<Catalogue> => {
      if (transaction === undefined) {
        database.catalogue = undefined;
        return state.catalogueOf(database, connection);
      }
      transaction.hasDefinitions = true;
      transaction.catalogue = await state.loadCatalogue(connection);
      return transaction.catalogue;
    },
    /** As granted by now, not as when this session began. */
    mayAlterLogins: (): boolean => state.logins.get(keyOf(login.name))?.mayAlterLogins === true,
    isOwner: async (): Promise<boolean> =>
      login.isAdministrator || rolesOf(await catalogue(), user).has('db_owner'),
    setLockTimeout: async (milliseconds: number): Promise<void> => {
      settings.lockTimeout = milliseconds;
      await connection.query(lockTimeout(milliseconds));
    },
    withLockTimeout: async <T>(milliseconds: number, work: () => Promise<T>): Promise<T> => {
      await connection.query(lockTimeout(milliseconds));
      try {
        return await work();
      } finally {
        await connection.query(lockTimeout(settings.lockTimeout)).catch(() => undefined);
      }
    },
    use,
    noteSessionLock: (): void => {
      hasSessionLocks = true;
    },
    /** As sp_reset_connection does it; the transaction may be kept. True when the database is another one now. */
    reset: async (keepsTransaction: boolean): Promise<boolean> => {
      if (!keepsTransaction) await rollback();
      isolation = 'READ COMMITTED';
      Object.assign(settings, { xactAbort: false, noCount: false });
      Object.assign(known, { identity: 'none', rowCount: 0, error: 0 });
      if (hasSessionLocks) await connection.query('SELECT pg_advisory_unlock_all()');
      hasSessionLocks = false;
      if (settings.lockTimeout !== -1) {
        settings.lockTimeout = -1;
        await connection.query(lockTimeout(-1));
      }
      const isElsewhere = database !== options.database && transaction === undefined;
      if (isElsewhere) await use(options.database);
      return isElsewhere;
    },
    cancel: async (): Promise<void> => {
      signal.isCancelled = true;
      await state.cancel(connection.processId);
    },
    close: async (): Promise<void> => {
      if (signal.isClosed) return;
      signal.isClosed = true;
      database.sessions -= 1;
      // Ended from outside, whatever it is doing: nobody waits for it, and its locks have to go.
      await state.terminate(connection.processId);
      await connection.close();
    },
  };
};

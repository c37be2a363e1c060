// One TDS session on one PostgreSQL session: its database, options and transaction, and the one way statements reach PostgreSQL.
import { PostgresError, type PostgresQuery, type PostgresResult } from './postgres/connection.ts';
import type { Database, Login, ServerState } from './server-state.ts';
import { type Catalogue, keyOf, rolesOf } from './sql/catalogue.ts';
import { notSupported } from './values/errors.ts';
import { type ErrorContext, mapError } from './sql/map-error.ts';
import { type Transaction, newTransaction, nothingToCommit, nothingToRollBack } from './transaction.ts';

/** The client took the request back (attention): nothing but that is answered. */
export class Cancelled extends Error {}

export type Session = Awaited<ReturnType<typeof openSession>>;

const noContext: Omit<ErrorContext, 'catalogue' | 'database' | 'processId'> = {
  command: 'SELECT',
  table: undefined,
};

export const openSession = async (
  state: ServerState,
  options: { login: Login; database: Database; number: number },
) => {
  const { login, number } = options;
  const { database } = options;
  const connection = await state.openDatabase(database);
  let transaction: Transaction | undefined;
  let user = 'dbo';
  const settings = { xactAbort: false, noCount: false };
  const known = { rowCount: 0 };
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
      await connection.query('ROLLBACK');
    }
    return ended;
  };

  const rollbackOpen = async (): Promise<Transaction> => {
    const ended = await rollback();
    if (ended !== undefined) return ended;
    throw nothingToRollBack();
  };

  /**
   * Errors come back as SQL Server's; the statement alone is undone unless the whole transaction has to go.
   * @param query its result, where it was sent already, with those before it
   */
  const run = async (
    query: PostgresQuery | Promise<PostgresResult>,
    about: Partial<ErrorContext>,
  ): Promise<PostgresResult> => {
    if (signal.isCancelled) throw new Cancelled();
    const needsSavepoint = transaction !== undefined && !settings.xactAbort;
    // Names are looked up before, as the failed transaction would not answer.
    const errorContext = await context(about);
    if (needsSavepoint) await connection.query('SAVEPOINT statement');
    try {
      const result = await (query instanceof Promise
        ? query
        : connection.query(query.text, query.values, query.name));
      if (needsSavepoint) await connection.query('RELEASE statement');
      return result;
    } catch (error) {
      if (!(error instanceof PostgresError)) throw error;
      if (needsSavepoint) await connection.query('ROLLBACK TO statement');
      if (error.failure.sqlState === '57014') throw new Cancelled();
      throw mapError(error.failure, errorContext);
    }
  };

  /** The most that a lock is waited for; no bound below zero. */
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
    database,
    /** After a failure PostgreSQL runs nothing more of the transaction, so what was sent behind it did not happen. */
    get mayRunTogether(): boolean {
      return transaction !== undefined && settings.xactAbort;
    },
    get transaction(): Transaction | undefined {
      return transaction;
    },
    get user(): string {
      return user;
    },
    processId: connection.processId,
    connection,
    begin: async (): Promise<Transaction> => {
      if (transaction !== undefined) throw notSupported('A transaction inside a transaction');
      await connection.query('BEGIN ISOLATION LEVEL READ COMMITTED');
      transaction = newTransaction(state.nextTransaction());
      return transaction;
    },
    commit: async (): Promise<Transaction> => {
      if (transaction === undefined) throw nothingToCommit();
      const ended = transaction;
      const errorContext = await context({});
      endTransaction();
      const commit = async (): Promise<void> => {
        await connection.query('COMMIT');
      };
      try {
        await (ended.hasDefinitions ? state.commitDefinitions(database, connection, commit) : commit());
      } catch (error) {
        if (error instanceof PostgresError) throw mapError(error.failure, errorContext);
        throw error;
      }
      return ended;
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
    withLockTimeout: async <T>(milliseconds: number, work: () => Promise<T>): Promise<T> => {
      await connection.query(lockTimeout(milliseconds));
      try {
        return await work();
      } finally {
        await connection.query(lockTimeout(-1)).catch(() => undefined);
      }
    },
    /** As sp_reset_connection does it; the transaction may be kept. */
    reset: async (keepsTransaction: boolean): Promise<void> => {
      if (!keepsTransaction) await rollback();
      Object.assign(settings, { xactAbort: false, noCount: false });
      known.rowCount = 0;
    },
    cancel: async (): Promise<void> => {
      signal.isCancelled = true;
      await state.cancel(connection.processId);
    },
    close: async (): Promise<void> => {
      if (signal.isClosed) return;
      signal.isClosed = true;
      database.sessions -= 1;
      // Ended from outside, whatever it is doing: its client is gone, and its locks have to go.
      await state.terminate(connection.processId);
      await connection.close();
    },
  };
};

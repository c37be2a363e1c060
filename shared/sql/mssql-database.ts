// The database port over the mssql driver. Each wait is cut to what the invocation's deadline leaves, and a connection whose
// state nobody knows is closed with its pool, never lent out again.

import mssql from 'mssql';
import { boundedMs, type Deadline } from '../platform/deadline.ts';
import type { Log } from '../platform/log.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { toDriverType } from './mssql-parameter.ts';
import { toSqlFailure, type SqlFailure } from './sql-failure.ts';
import { requestMs, type SqlLogin, type SqlPools } from './sql-pools.ts';
import type { SqlAnswer, SqlDatabase, SqlSession } from './sql-session.ts';
import type { ParameterTypes, ParameterValues, Statement } from './statement.ts';

export type SqlScope = {
  readonly deadline: Deadline;
  readonly log: Log;
  /** The longest that one request may take; a user's request has less patience than a migration. */
  readonly longestRequestMs?: number;
};

const timedOut = { code: 'ETIMEOUT' };

/** A request is cut off by the driver at the deadline; only what the driver does not cut off is given up this much later. */
const graceMs = 200;

/** Rejects when the deadline passes first. */
const withinDeadline = async <T>(deadline: Deadline, work: Promise<T>): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(timedOut), deadline.remainingMs() + graceMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
};

/** The driver takes a time limit for one request, but its type declarations do not know it (mssql lib/base/request.js). */
type Timed<Parent> = new (parent: Parent, overrides: { readonly requestTimeout: number }) => mssql.Request;
const PoolRequest: Timed<mssql.ConnectionPool> = mssql.Request;
const TransactionRequest: Timed<mssql.Transaction> = mssql.Request;

/** Ends the connection that a transaction holds, and with it the transaction on the server (mssql lib/tedious/transaction.js). */
const closeConnectionOf = (transaction: mssql.Transaction): void => {
  const connection: unknown = Reflect.get(transaction, '_acquiredConnection');
  if (typeof connection !== 'object' || connection === null || !('close' in connection)) return;
  if (typeof connection.close === 'function') Reflect.apply(connection.close, connection, []);
};

const isAlreadyEnded = (thrown: unknown): boolean =>
  thrown instanceof mssql.TransactionError && (thrown.code === 'EABORT' || thrown.code === 'ENOTBEGUN');

export const openMssqlDatabase = (pools: SqlPools, login: SqlLogin, scope: SqlScope): SqlDatabase => {
  const { deadline, log, longestRequestMs = requestMs } = scope;

  const report = (statement: string, failure: SqlFailure): Result<never, SqlFailure> => {
    const { kind: code, number, class: severity, state, constraint } = failure;
    const { tenantId } = login;
    log('sql.request.failed', { tenantId, statement, code, number, class: severity, state, constraint });
    return fail(failure);
  };

  const attempt = async <T>(statement: string, work: () => Promise<T>): Promise<Result<T, SqlFailure>> => {
    try {
      return succeed(await withinDeadline(deadline, work()));
    } catch (thrown) {
      return report(statement, toSqlFailure(thrown));
    }
  };

  const sessionOn = (newRequest: (requestTimeout: number) => mssql.Request): SqlSession => ({
    run: <P extends ParameterTypes>(statement: Statement<P>, values: ParameterValues<P>) =>
      attempt(statement.name, async (): Promise<SqlAnswer> => {
        const request = newRequest(boundedMs(deadline, longestRequestMs));
        for (const [name, type] of Object.entries(statement.parameters)) {
          request.input(name, toDriverType(type), values[name]);
        }
        const { recordsets } = await request.query<unknown>(statement.text);
        return { rowSets: Array.isArray(recordsets) ? recordsets : Object.values(recordsets) };
      }),
  });

  const openPool = async (): Promise<Result<mssql.ConnectionPool, SqlFailure>> => {
    const opened = await attempt('login', () => pools.open(login));
    if (!opened.ok) return opened;
    return opened.value.ok ? opened.value : report('login', opened.value.failure);
  };

  /** A transaction that cannot be ended in time keeps its connection, so its pool goes; the server ends it with the connection. */
  const rollBack = async (transaction: mssql.Transaction): Promise<void> => {
    try {
      await withinDeadline(deadline, transaction.rollback());
    } catch (thrown) {
      if (isAlreadyEnded(thrown)) return;
      closeConnectionOf(transaction);
      pools.discard(login);
    }
  };

  const begin = async (transaction: mssql.Transaction): Promise<Result<unknown, SqlFailure>> => {
    // The server may end the transaction by itself; the failed request tells, this event would only repeat it.
    transaction.on('rollback', () => undefined);
    const beginning = transaction.begin(mssql.ISOLATION_LEVEL.READ_COMMITTED);
    const begun = await attempt('begin', () => beginning);
    // Given up at the deadline, it may still begin: then it has to end, or its connection is never free again.
    if (!begun.ok) void beginning.then(() => rollBack(transaction)).catch(() => undefined);
    return begun;
  };

  const commit = async (transaction: mssql.Transaction): Promise<Result<void, SqlFailure>> => {
    const committed = await attempt('commit', () => transaction.commit());
    if (committed.ok) return committed;
    closeConnectionOf(transaction);
    pools.discard(login);
    // A number is the server's word that it did not commit; without one nobody knows.
    return committed.failure.number === undefined
      ? fail({ ...committed.failure, kind: 'commit-unknown' })
      : committed;
  };

  return {
    run: async (statement, values) => {
      const opened = await openPool();
      if (!opened.ok) return opened;
      const session = sessionOn((requestTimeout) => new PoolRequest(opened.value, { requestTimeout }));
      return session.run(statement, values);
    },

    transaction: async (work) => {
      const opened = await openPool();
      if (!opened.ok) return opened;
      const transaction = new mssql.Transaction(opened.value);
      const begun = await begin(transaction);
      if (!begun.ok) return begun;
      try {
        const result = await work(
          sessionOn((requestTimeout) => new TransactionRequest(transaction, { requestTimeout })),
        );
        if (!result.ok) {
          await rollBack(transaction);
          return result;
        }
        const committed = await commit(transaction);
        return committed.ok ? result : committed;
      } catch (thrown) {
        await rollBack(transaction);
        throw thrown;
      }
    },
  };
};

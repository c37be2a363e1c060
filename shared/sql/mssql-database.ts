// The database port over the mssql driver. Each wait is cut to what the invocation's deadline leaves. What is certain not to
// have happened is done again (repeat.ts); a refused password is recovered from before anything is asked (login-recovery.ts).

import mssql from 'mssql';
import { boundedMs, type Deadline } from '../platform/deadline.ts';
import type { Log } from '../platform/log.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { withRetries, type RetryTools } from '../platform/retry.ts';
import { closeConnectionOf, PoolRequest, TransactionRequest } from './driver-internals.ts';
import { tryLogins, type LoginSource } from './login-recovery.ts';
import { toDriverType } from './mssql-parameter.ts';
import { isAlreadyEnded, newTransaction } from './mssql-transaction.ts';
import { repeatRule } from './repeat.ts';
import { toSqlFailure, type SqlFailure } from './sql-failure.ts';
import type { SqlLogin, SqlPools } from './sql-pools.ts';
import type { SqlAnswer, SqlDatabase, SqlSession } from './sql-session.ts';
import type { ParameterTypes, ParameterValues, Statement } from './statement.ts';
import { timeLimits } from './time-limits.ts';

export type SqlScope = RetryTools & {
  readonly log: Log;
  /** The longest that one request may take; a user's request has less patience than a migration. */
  readonly longestRequestMs?: number;
  /** Where another version of the login comes from when the database refuses this one; without it none does. */
  readonly reopenLogin?: LoginSource['reopen'];
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

/** The driver's own error of a connection that never came to be: nothing was sent on it. */
const phaseOf = (thrown: unknown): 'before-login' | 'after-login' =>
  thrown instanceof mssql.ConnectionError ? 'before-login' : 'after-login';

/** One attempt: what it came to, and the failure that decides on another one. */
type Tried<R> = { readonly result: R; readonly failure: SqlFailure | undefined };

type Begun = { readonly transaction: mssql.Transaction; readonly login: SqlLogin };

export const openMssqlDatabase = (pools: SqlPools, first: SqlLogin, scope: SqlScope): SqlDatabase => {
  const { deadline, log, longestRequestMs = timeLimits.requestMs } = scope;
  const { reopenLogin: reopen = () => Promise.resolve(undefined) } = scope;
  const { tenantId } = first;

  const report = (statement: string, failure: SqlFailure): Result<never, SqlFailure> => {
    const { kind: code, number, class: severity, state, constraint, cause } = failure;
    const facts = { code, number, class: severity, state, constraint, cause };
    log('sql.request.failed', { tenantId, statement, ...facts });
    if (code === 'tenant-mismatch') {
      log('sql.tenant.mismatch', { tenantId });
      pools.purge(tenantId);
    }
    return fail(failure);
  };

  const attempt = async <T>(
    statement: string,
    work: () => Promise<T>,
    refine: (failure: SqlFailure) => SqlFailure = (failure) => failure,
  ): Promise<Result<T, SqlFailure>> => {
    try {
      return succeed(await withinDeadline(deadline, work()));
    } catch (thrown) {
      return report(statement, refine(toSqlFailure(thrown, phaseOf(thrown))));
    }
  };

  const send = async <P extends ParameterTypes>(
    request: mssql.Request,
    { text, parameters }: Statement<P>,
    values: ParameterValues<P>,
  ): Promise<SqlAnswer> => {
    for (const [name, type] of Object.entries(parameters)) {
      request.input(name, toDriverType(type), values[name]);
    }
    const { recordsets } = await request.query<unknown>(text);
    return { rowSets: Array.isArray(recordsets) ? recordsets : Object.values(recordsets) };
  };

  /** Of an open pool: a connection that it makes later may be refused all the same. */
  const refusedBy = (login: SqlLogin) => (failure: SqlFailure) =>
    failure.kind === 'login-refused' ? pools.refuse(login, failure) : failure;

  const openPool = async (login: SqlLogin): Promise<Result<mssql.ConnectionPool, SqlFailure>> => {
    const onSnapshotOff = (): void => log('sql.snapshot.off', { tenantId });
    const opened = await attempt('login', () => pools.open(login, onSnapshotOff));
    if (!opened.ok) return opened;
    return opened.value.ok ? opened.value : report('login', opened.value.failure);
  };

  const withPool = <T>(
    use: (pool: mssql.ConnectionPool, login: SqlLogin) => Promise<Result<T, SqlFailure>>,
  ): Promise<Result<T, SqlFailure>> =>
    tryLogins(
      { first, reopen },
      pools,
      async (login) => {
        const opened = await openPool(login);
        return opened.ok ? use(opened.value, login) : opened;
      },
      (way) => log('sql.login.recovered', { tenantId, way }),
    );

  const repeating = <R>(statement: string, tries: () => Promise<Tried<R>>): Promise<R> =>
    withRetries(
      scope,
      tries,
      ({ failure }) => failure && repeatRule(failure),
      ({ failure }, attempts, pauseMs) => {
        const { repeat: reason, number } = failure ?? {};
        log('sql.attempt.repeated', { tenantId, statement, reason, number, attempts, pauseMs });
      },
    ).then(({ result }) => result);

  /** A transaction that cannot be ended in time keeps its connection, so its pool goes; the server ends it with the connection. */
  const rollBack = async ({ transaction, login }: Begun): Promise<void> => {
    try {
      await withinDeadline(deadline, transaction.rollback());
    } catch (thrown) {
      if (isAlreadyEnded(thrown)) return;
      closeConnectionOf(transaction);
      pools.discard(login);
    }
  };

  const begin = async (pool: mssql.ConnectionPool, login: SqlLogin): Promise<Result<Begun, SqlFailure>> => {
    const transaction = newTransaction(pool);
    const beginning = transaction.begin(mssql.ISOLATION_LEVEL.READ_COMMITTED);
    const begun = await attempt('begin', () => beginning, refusedBy(login));
    if (begun.ok) return succeed({ transaction, login });
    // Given up at the deadline, it may still begin: then it has to end, or its connection is never free again.
    void beginning.then(() => rollBack({ transaction, login })).catch(() => undefined);
    return begun;
  };

  const commit = async ({ transaction, login }: Begun): Promise<Result<void, SqlFailure>> => {
    let isSent = true;
    const committed = await attempt('commit', async () => {
      try {
        await transaction.commit();
      } catch (thrown) {
        isSent = !isAlreadyEnded(thrown);
        throw thrown;
      }
    });
    if (committed.ok || !isSent) return committed;
    closeConnectionOf(transaction);
    pools.discard(login);
    // A number is the server's word that it did not commit; without one it is unknown.
    return committed.failure.number === undefined
      ? fail({ ...committed.failure, kind: 'commit-unknown', repeat: 'never' })
      : committed;
  };

  /** One try. The failure to judge is the one that ended the transaction, whatever `work` made of it. */
  const tryTransaction = async <T, F>(
    work: (session: SqlSession) => Promise<Result<T, F>>,
  ): Promise<Tried<Result<T, F | SqlFailure>>> => {
    const begun = await withPool(begin);
    if (!begun.ok) return { result: begun, failure: begun.failure };
    const { transaction, login } = begun.value;
    let ended: SqlFailure | undefined;
    const session: SqlSession = {
      run: async (statement, values) => {
        const requestTimeout = boundedMs(deadline, longestRequestMs);
        const answer = await attempt(statement.name, () =>
          send(new TransactionRequest(transaction, { requestTimeout }), statement, values),
        );
        if (!answer.ok && repeatRule(answer.failure)) ended ??= answer.failure;
        return answer;
      },
    };
    try {
      const result = await work(session);
      if (!result.ok) {
        await rollBack(begun.value);
        if (ended?.repeat === 'reconnect') pools.discard(login);
        return { result, failure: ended };
      }
      const committed = await commit(begun.value);
      if (committed.ok) return { result, failure: undefined };
      const isUnknown = committed.failure.kind === 'commit-unknown';
      return { result: committed, failure: isUnknown ? undefined : (ended ?? committed.failure) };
    } catch (thrown) {
      await rollBack(begun.value);
      throw thrown;
    }
  };

  return {
    run: (statement, values) =>
      repeating(statement.name, async () => {
        const result = await withPool((pool, login) =>
          attempt(
            statement.name,
            () => {
              const requestTimeout = boundedMs(deadline, longestRequestMs);
              return send(new PoolRequest(pool, { requestTimeout }), statement, values);
            },
            refusedBy(login),
          ),
        );
        return { result, failure: result.ok ? undefined : result.failure };
      }),
    transaction: (work) => repeating('transaction', () => tryTransaction(work)),
  };
};

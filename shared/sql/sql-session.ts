// Port: a tenant's database as the rest of the program sees it. A failure is a value with a number, never a driver's text.

import type { Result } from '../platform/result.ts';
import type { SqlFailure } from './sql-failure.ts';
import type { ParameterTypes, ParameterValues, Statement } from './statement.ts';

export type SqlAnswer = {
  /** One list of rows for each SELECT and each OUTPUT, in order; rows still have to be parsed. */
  readonly rowSets: readonly (readonly unknown[])[];
};

export interface SqlSession {
  /** One round trip. */
  run<P extends ParameterTypes>(
    statement: Statement<P>,
    values: ParameterValues<P>,
  ): Promise<Result<SqlAnswer, SqlFailure>>;
}

export interface SqlDatabase extends SqlSession {
  /** One round trip that reads: a transient failure is retried. Whatever writes belongs into a transaction. */
  run: SqlSession['run'];

  /**
   * Begins, runs `work`, then commits its success or rolls its failure back. What `work` throws rolls back and passes through.
   *
   * `work` may run several times: when the database has certainly taken back what it did (a deadlock, a connection lost before
   * COMMIT was sent), the whole transaction is done again. So it decides from what this session has told it and leaves no
   * traces outside. After a lost answer to COMMIT (`commit-unknown`) nothing is done again.
   */
  transaction<T, F>(work: (session: SqlSession) => Promise<Result<T, F>>): Promise<Result<T, F | SqlFailure>>;
}

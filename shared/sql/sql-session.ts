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
  /** Begins, runs `work`, then commits its success or rolls its failure back. What `work` throws rolls back and passes through. */
  transaction<T, F>(work: (session: SqlSession) => Promise<Result<T, F>>): Promise<Result<T, F | SqlFailure>>;
}

// Changes what is to be sent of one employee, under the employee's own lock, so that no write of the application comes between.

import * as v from 'valibot';
import type { EmployeeId } from '#shared/domain/employee-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { ComposedRequest } from '#shared/sql/composed-request';
import type { SqlFailure } from '#shared/sql/sql-failure';
import type { SqlDatabase } from '#shared/sql/sql-session';
import { lockAndLookRequest } from './payroll-statements.ts';

const lockRow = v.object({ lockResult: v.number() });
const openRow = v.object({ sequence: v.number() });

export type Refused = { readonly kind: 'refused'; readonly sentence: string };

const refuse = (sentence: string): Result<never, Refused> => fail({ kind: 'refused', sentence });

/** @param decide gets the numbers of the open events, the oldest first */
export const changeEmployee = async <T>(
  database: SqlDatabase,
  employeeId: EmployeeId,
  decide: (
    open: readonly number[],
  ) => Result<{ readonly request: ComposedRequest; readonly done: T }, string>,
): Promise<Result<Result<T, Refused>, SqlFailure>> => {
  const changed = await database.transaction<T, Refused | SqlFailure>(async (session) => {
    const look = lockAndLookRequest(employeeId);
    const answer = await session.run(look.statement, look.values);
    if (!answer.ok) return answer;
    const [lock] = look.rowsOf(answer.value, 'locks');
    if (v.parse(lockRow, lock).lockResult < 0)
      return refuse('the employee’s direct deposits are being changed just now; run it again');
    if (look.rowsOf(answer.value, 'employees').length === 0) return refuse('there is no such employee');
    const open = look.rowsOf(answer.value, 'open').map((row) => v.parse(openRow, row).sequence);
    const decided = decide(open);
    if (!decided.ok) return refuse(decided.failure);
    const { request, done } = decided.value;
    const written = await session.run(request.statement, request.values);
    return written.ok ? succeed(done) : written;
  });
  if (changed.ok) return succeed(succeed(changed.value));
  const { failure } = changed;
  return failure.kind === 'refused' ? succeed(fail(failure)) : fail(failure);
};

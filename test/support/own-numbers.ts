// For controls that take the locks away: a write whose receipt and whose event for the payroll suite have a number of their own, so that
// nothing but the locks is missing.

import type { SqlSession } from '#shared/sql/sql-session';

const nextSequence =
  '(SELECT COALESCE(MAX([Sequence]), 0) + 1 FROM [dbo].[PayrollOutbox] WHERE [EmployeeId] = @employeeId)';

export const runWithOwnNumbers = (
  session: SqlSession,
  ...[statement, values]: Parameters<SqlSession['run']>
): ReturnType<SqlSession['run']> => {
  const text = statement.text.replace(nextSequence, 'CAST(@sequence AS int)');
  if (text === statement.text) throw new Error('The write numbers its event in another way than it did');
  return session.run({ ...statement, text }, values);
};

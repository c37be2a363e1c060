// What a login may not do in its database and on its server, asked before anything is changed that would need it.

import { isRecord } from '../platform/exact-shape.ts';
import { succeed, type Result } from '../platform/result.ts';
import type { SqlFailure } from './sql-failure.ts';
import type { SqlDatabase } from './sql-session.ts';
import type { Statement } from './statement.ts';

/**
 * @param asks a query of one row: a column for each permission, named like it, with what HAS_PERMS_BY_NAME says (1: held;
 *   0: not held; NULL: the server knows no such permission or securable)
 * @returns the names of those that are not held
 */
export const missingPermissions = async (
  database: SqlDatabase,
  asks: Statement<Record<never, never>>,
): Promise<Result<readonly string[], SqlFailure>> => {
  const answer = await database.run(asks, {});
  if (!answer.ok) return answer;
  const row: unknown = answer.value.rowSets[0]?.[0];
  if (!isRecord(row)) throw new Error(`${asks.name} gave no row`);
  return succeed(
    Object.entries(row)
      .filter(([, value]) => value !== 1)
      .map(([name]) => name),
  );
};

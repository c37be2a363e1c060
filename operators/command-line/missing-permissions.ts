// What a login may not do in its database and on its server, asked before anything is changed that would need it.

import { isRecord } from '#shared/platform/exact-shape';
import { succeed, type Result } from '#shared/platform/result';
import type { SqlFailure } from '#shared/sql/sql-failure';
import type { SqlDatabase } from '#shared/sql/sql-session';
import type { Statement } from '#shared/sql/statement';

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

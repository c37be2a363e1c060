// The type that a mix of operands has (Data type precedence; Precision, scale, and length, Transact-SQL).
import { type SqlType, isBinary, isString, isUnicode, rankOf, sqlType } from '../values/types.ts';

/** The type that a mix of these operands has. */
export const commonType = (types: readonly (SqlType | undefined)[]): SqlType => {
  const known = types.filter((type) => type !== undefined);
  const [first, ...others] = known;
  if (first === undefined) return sqlType('int');
  return others.reduce((left, right) => {
    const winner = rankOf(right) > rankOf(left) ? right : left;
    if (isString(left) && isString(right)) {
      const length = left.length === -1 || right.length === -1 ? -1 : Math.max(left.length, right.length);
      return {
        ...winner,
        name: isUnicode(winner) ? 'nvarchar' : 'varchar',
        length,
        collation: left.collation,
      };
    }
    if (isBinary(left) && isBinary(right)) {
      const length = left.length === -1 || right.length === -1 ? -1 : Math.max(left.length, right.length);
      return sqlType('varbinary', { length });
    }
    return winner.name === left.name && winner.name === right.name && left.scale > right.scale
      ? left
      : winner;
  }, first);
};

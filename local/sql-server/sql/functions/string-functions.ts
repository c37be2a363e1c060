// CONCAT. Its result is cut where SQL Server cuts it: at 8,000 bytes unless an operand is (max).
import { stringOf, textOf } from '../convert.ts';
import { type SqlType, isString, isUnicode, sqlType } from '../../values/types.ts';
import { type FunctionTable, type SqlFunction, asString, cutTo } from './parts.ts';

const widthOf = (type: SqlType | undefined): number =>
  type === undefined ? 1 : isString(type) ? type.length : 40;

const concat: SqlFunction = {
  arity: [2, 254],
  emit: (args) => {
    const isWide = args.some(({ type }) => type !== undefined && isUnicode(type));
    const lengths = args.map(({ type }) => widthOf(type));
    const sum = lengths.reduce((all, size) => all + size, 0);
    const length = lengths.includes(-1) ? -1 : Math.min(isWide ? 4000 : 8000, sum);
    const text = args
      .map((part) => (part.type === undefined ? "''" : `coalesce(${textOf(asString(part))}, '')`))
      .join(' || ');
    const type = sqlType(isWide ? 'nvarchar' : 'varchar', { length });
    return length === -1 || sum <= length
      ? stringOf(`(${text})`, type, false)
      : cutTo(`(${text})`, type, false);
  },
};

export const stringFunctions = { CONCAT: concat } satisfies FunctionTable;

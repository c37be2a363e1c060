// Aggregates and ranking functions, also over windows.
import { sortable } from '../emit-condition.ts';
import { SqlServerError, notSupported } from '../../values/errors.ts';
import type { Emitted } from '../scope.ts';
import { type SqlType, isInteger, isNumber, isString, sqlType } from '../../values/types.ts';
import {
  type Call,
  type FunctionTable,
  type SqlFunction,
  bigint,
  int,
  missing,
  over,
  valueOf,
} from './parts.ts';

const aggregate = (call: Call, name: string, operand: string): string =>
  `${name}(${call.isDistinct ? 'DISTINCT ' : ''}${operand})`;

const counted = (type: SqlType, kept: string): SqlFunction => ({
  arity: [0, 1],
  emit: (args, scope, call) => {
    const [operand] = args;
    if (!call.isStar && operand === undefined) throw notSupported('COUNT without an argument');
    const inner =
      operand === undefined
        ? 'count(*)'
        : aggregate(call, 'count', call.isDistinct ? sortable(operand) : operand.sql);
    return valueOf(`(${inner}${over(scope, call)})::${kept}`, type, false);
  },
});

const invalid = (type: SqlType | undefined, name: string): SqlServerError =>
  new SqlServerError(8117, 16, `Operand data type ${type?.name ?? 'NULL'} is invalid for ${name} operator.`);

const extreme = (name: 'min' | 'max'): SqlFunction => ({
  arity: [1, 1],
  emit: ([operand = missing], scope, call) => {
    const { type } = operand;
    if (type === undefined || type.name === 'bit') throw invalid(type, name);
    if (type.name === 'uniqueidentifier' || type.name === 'datetimeoffset')
      throw notSupported(`${name.toUpperCase()} of ${type.name}`);
    return valueOf(`${name}(${isString(type) ? sortable(operand) : operand.sql})${over(scope, call)}`, type);
  },
});

const emitTotal = (name: 'sum' | 'avg', type: SqlType, sum: string): Emitted => {
  if (isInteger(type)) {
    const result = type.name === 'bigint' ? type : int;
    return valueOf(`trunc(${sum})::${result.name === 'int' ? 'int4' : 'int8'}`, result);
  }
  if (type.name !== 'decimal') return valueOf(`(${sum})::float8`, sqlType('float'));
  const scale = name === 'sum' ? type.scale : Math.max(6, type.scale);
  return valueOf(
    `${name === 'avg' ? `trunc(${sum}, ${scale})` : sum}::numeric(38,${scale})`,
    sqlType('decimal', { precision: 38, scale }),
  );
};

const total = (name: 'sum' | 'avg'): SqlFunction => ({
  arity: [1, 1],
  emit: ([operand = missing], scope, call) => {
    const { type } = operand;
    if (type === undefined || !isNumber(type) || type.name === 'bit') throw invalid(type, name);
    // real is added up as float.
    const sql = type.name === 'real' ? `(${operand.sql})::float8` : operand.sql;
    return emitTotal(name, type, `${aggregate(call, name, sql)}${over(scope, call)}`);
  },
});

const ranking = (sql: string): SqlFunction => ({
  arity: [0, 0],
  emit: (_, scope, call) => {
    if (call.over === undefined)
      throw new SqlServerError(10753, 15, `The function '${call.name}' must have an OVER clause.`);
    if (call.over.orderBy.length === 0)
      throw new SqlServerError(
        4112,
        15,
        `The function '${call.name}' must have an OVER clause with ORDER BY.`,
      );
    return valueOf(`${sql}${over(scope, call)}`, bigint);
  },
});

export const aggregateFunctions = {
  COUNT: counted(int, 'int4'),
  COUNT_BIG: counted(bigint, 'int8'),
  SUM: total('sum'),
  AVG: total('avg'),
  MIN: extreme('min'),
  MAX: extreme('max'),
  ROW_NUMBER: ranking('row_number()'),
  RANK: ranking('rank()'),
  DENSE_RANK: ranking('dense_rank()'),
} satisfies FunctionTable;

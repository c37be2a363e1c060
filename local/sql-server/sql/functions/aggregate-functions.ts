// Aggregates and ROW_NUMBER, also over windows.
import { sortable } from '../emit-condition.ts';
import { SqlServerError, notSupported } from '../../values/errors.ts';
import { type SqlType, isString } from '../../values/types.ts';
import { type FunctionTable, type SqlFunction, bigint, int, missing, over, valueOf } from './parts.ts';

const counted = (type: SqlType, kept: string): SqlFunction => ({
  arity: [0, 1],
  emit: (args, scope, call) => {
    const [operand] = args;
    if (!call.isStar && operand === undefined) throw notSupported('COUNT without an argument');
    const inner = operand === undefined ? 'count(*)' : `count(${operand.sql})`;
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
    if (type.name === 'uniqueidentifier') throw notSupported(`${name.toUpperCase()} of ${type.name}`);
    return valueOf(`${name}(${isString(type) ? sortable(operand) : operand.sql})${over(scope, call)}`, type);
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
  MIN: extreme('min'),
  MAX: extreme('max'),
  ROW_NUMBER: ranking('row_number()'),
} satisfies FunctionTable;

// + - * of whole numbers; the other operators, and those of strings and bytes, are refused.
import { commonType } from './common-type.ts';
import { convert } from './convert.ts';
import { notSupported } from '../values/errors.ts';
import type { Emitted } from './scope.ts';
import { isInteger, sqlType } from '../values/types.ts';

export const emitArithmetic = (operator: '+' | '-' | '*', left: Emitted, right: Emitted): Emitted => {
  const type = commonType([left.type, right.type]);
  if (!isInteger(type) || type.name === 'bit') throw notSupported(`The operator ${operator} on ${type.name}`);
  const sql = `(${convert(left, type).sql} ${operator} ${convert(right, type).sql})`;
  const nullable = left.nullable || right.nullable;
  return { sql: type.name === 'tinyint' ? `mssql.fit_tinyint((${sql})::numeric)` : sql, type, nullable };
};

export const emitMinus = (operand: Emitted): Emitted => {
  const { type, nullable } = operand;
  if (type === undefined || !isInteger(type) || type.name === 'bit')
    throw notSupported('The operator - here');
  // A negative tinyint is a smallint, as SQL Server has it.
  return { sql: `(-(${operand.sql}))`, type: type.name === 'tinyint' ? sqlType('smallint') : type, nullable };
};

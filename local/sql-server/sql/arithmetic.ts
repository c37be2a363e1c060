// Operators of numbers, strings and bytes.
import { commonType } from './common-type.ts';
import { convert, stringOf, textOf } from './convert.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import type { Emitted } from './scope.ts';
import {
  type SqlType,
  asDecimal,
  isBinary,
  isInteger,
  isNumber,
  isString,
  isUnicode,
  sqlType,
} from '../values/types.ts';

const concatenate = (left: Emitted, right: Emitted): Emitted => {
  const unsaid = sqlType('varchar', { length: 1 });
  const [a, b] = [left.type ?? unsaid, right.type ?? unsaid];
  const isWide = isUnicode(a) || isUnicode(b);
  const isLong = a.length === -1 || b.length === -1;
  const most = isWide ? 4000 : 8000;
  const length = isLong ? -1 : Math.min(most, a.length + b.length);
  const collation = left.isCoercible === true ? b.collation : a.collation;
  const type = sqlType(isWide ? 'nvarchar' : 'varchar', { length, collation });
  const whole = `(${textOf(left)} || ${textOf(right)})`;
  // Two strings that are not (max) make one that is not, and lose what does not fit.
  const text = !isLong && a.length + b.length > most ? `mssql.shorten(${whole}, ${most})` : whole;
  const result = stringOf(text, type, left.nullable || right.nullable);
  return left.isCoercible === true && right.isCoercible === true ? { ...result, isCoercible: true } : result;
};

// Precision and scale of results (Precision, scale, and length, Transact-SQL).
const decimalResult = (operator: string, left: SqlType, right: SqlType): SqlType => {
  const [a, b] = [asDecimal(left), asDecimal(right)];
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  let scale = Math.max(a.scale, b.scale);
  let precision = whole + scale + 1;
  if (operator === '*') [precision, scale] = [a.precision + b.precision + 1, a.scale + b.scale];
  if (operator === '/') {
    scale = Math.max(6, a.scale + b.precision + 1);
    precision = a.precision - a.scale + b.scale + scale;
  }
  if (operator === '%') precision = Math.min(a.precision - a.scale, b.precision - b.scale) + scale;
  if (precision <= 38) return sqlType('decimal', { precision, scale });
  const integral = precision - scale;
  if (operator === '+' || operator === '-')
    return sqlType('decimal', { precision: 38, scale: Math.max(0, Math.min(scale, 38 - whole)) });
  if (integral < 32) return sqlType('decimal', { precision: 38, scale: Math.min(scale, 38 - integral) });
  return sqlType('decimal', { precision: 38, scale: Math.min(scale, 6) });
};

const exactType = (value: Emitted, common: SqlType): SqlType =>
  value.digits === undefined ? (value.type ?? common) : sqlType('decimal', { precision: value.digits });

export const emitArithmetic = (operator: string, left: Emitted, right: Emitted): Emitted => {
  const nullable = left.nullable || right.nullable;
  const isText = (value: Emitted): boolean => value.type === undefined || isString(value.type);
  if (operator === '+' && isText(left) && isText(right) && (left.type ?? right.type) !== undefined)
    return concatenate(left, right);
  const type = commonType([left.type, right.type]);
  if (isBinary(type) && operator === '+') {
    const isLong = left.type?.length === -1 || right.type?.length === -1;
    const whole = `(${left.sql} || ${right.sql})`;
    return {
      sql: isLong ? whole : `mssql.cut(${whole}, 8000, false)`,
      type: sqlType('varbinary', { length: isLong ? -1 : 8000 }),
      nullable,
    };
  }
  if (!isNumber(type)) {
    if (isString(type))
      throw new SqlServerError(
        402,
        16,
        `The data types ${left.type?.name} and ${right.type?.name} are incompatible in the ${operator} operator.`,
      );
    throw notSupported(`The operator ${operator} on ${type.name}`);
  }
  if (type.name === 'bit') throw notSupported('Arithmetic on bit');
  if (operator === '&' || operator === '|' || operator === '^') {
    if (!isInteger(type)) throw notSupported(`The operator ${operator} on ${type.name}`);
    return {
      sql: `(${convert(left, type).sql} ${operator === '^' ? '#' : operator} ${convert(right, type).sql})`,
      type,
      nullable,
    };
  }
  if (type.name === 'decimal') {
    const [a, b] = [left, right].map((value) =>
      value.type !== undefined && isNumber(value.type) ? value : convert(value, type),
    );
    if (a === undefined || b === undefined) throw notSupported('Arithmetic');
    const result = decimalResult(operator, exactType(a, type), exactType(b, type));
    const [x, y] = [`(${a.sql})::numeric`, `(${b.sql})::numeric`];
    if (operator === '/')
      return {
        sql: `trunc(${x} / ${y}, ${result.scale})::numeric(${result.precision},${result.scale})`,
        type: result,
        nullable,
      };
    return {
      sql: `(${x} ${operator} ${y})::numeric(${result.precision},${result.scale})`,
      type: result,
      nullable,
    };
  }
  const sql = `(${convert(left, type).sql} ${operator} ${convert(right, type).sql})`;
  if (operator === '%' && !isInteger(type)) throw notSupported('The operator % on float');
  return { sql: type.name === 'tinyint' ? `mssql.fit_tinyint((${sql})::numeric)` : sql, type, nullable };
};

export const emitUnary = (operator: '-' | '+' | '~', operand: Emitted): Emitted => {
  if (operator === '+') return operand;
  if (operand.type === undefined || !isNumber(operand.type) || operand.type.name === 'bit')
    throw notSupported(`The operator ${operator} here`);
  if (operator === '~' && !isInteger(operand.type)) throw notSupported('The operator ~ here');
  // A negative tinyint is a smallint, as SQL Server has it.
  if (operand.type.name === 'tinyint')
    return { sql: `(${operator}(${operand.sql}))`, type: sqlType('smallint'), nullable: operand.nullable };
  const isWritten = operator === '-' && operand.digits !== undefined;
  return {
    sql: `(${operator}(${operand.sql}))`,
    type: operand.type,
    nullable: operand.nullable,
    ...(isWritten ? { digits: operand.digits } : {}),
  };
};

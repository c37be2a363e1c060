// Conversions between T-SQL types as PostgreSQL expressions (CAST, Transact-SQL): which are allowed, and which error a bad
// value gives.
import { SqlServerError, notSupported } from '../values/errors.ts';
import { type Emitted, quoteText } from './scope.ts';
import {
  type SqlType,
  isBinary,
  isInteger,
  isMoment,
  isString,
  isUnicode,
  keptAs,
  printType,
} from '../values/types.ts';

const ticksPerDay = '864000000000';
export const textOf = (value: Emitted): string => value.text ?? `mssql.raw(${value.sql})`;
export const stringOf = (text: string, type: SqlType, nullable: boolean): Emitted => ({
  sql: `(${text})::bpchar`,
  text,
  type,
  nullable,
});

type Conversion = 'explicit' | 'implicit';

const clash = (from: SqlType, to: SqlType, how: Conversion): SqlServerError =>
  how === 'implicit'
    ? new SqlServerError(206, 16, `Operand type clash: ${from.name} is incompatible with ${to.name}`, 2)
    : new SqlServerError(
        529,
        16,
        `Explicit conversion from data type ${from.name} to ${to.name} is not allowed.`,
        2,
      );
const needsConvert = (from: SqlType, to: SqlType): SqlServerError =>
  new SqlServerError(
    257,
    16,
    `Implicit conversion from data type ${from.name} to ${to.name} is not allowed. Use the CONVERT function to run this query.`,
    3,
  );

const toInteger = (value: Emitted, from: SqlType, to: SqlType): string => {
  const target = keptAs(to);
  if (isString(from)) {
    const source = quoteText(from.name);
    if (to.name === 'bit') return `mssql.parse_bit(${textOf(value)}, ${source})`;
    return `mssql.parse_integer(${textOf(value)}, ${source}, '${to.name}')::${target}`;
  }
  if (from.name === to.name) return value.sql;
  if (to.name === 'bit') return `mssql.to_bit((${value.sql})::float8)`;
  if (to.name === 'tinyint')
    return from.name === 'bit' ? value.sql : `mssql.to_tinyint((${value.sql})::numeric)`;
  return `(${value.sql})::${target}`;
};

const plainText = (value: Emitted, from: SqlType, to: SqlType): string => {
  if (isString(from)) return textOf(value);
  if (isInteger(from)) return `(${value.sql})::text`;
  if (from.name === 'uniqueidentifier') return `upper((${value.sql})::text)`;
  throw notSupported(`A conversion from ${from.name} to ${to.name}`);
};

// A number that does not fit is not cut: it becomes a star, and an error in nchar and nvarchar and of bigint.
const tooLong = (from: SqlType, to: SqlType): string =>
  !isUnicode(to) && from.name !== 'bigint'
    ? "'*'"
    : `mssql.fail(8115, 16, 'Arithmetic overflow error converting expression to data type ${to.name}.')::text`;

const toStringType = (value: Emitted, from: SqlType, to: SqlType): Emitted => {
  let text = plainText(value, from, to);
  if (!isUnicode(to) && isUnicode(from)) text = `mssql.cp1252(${text})`;
  const mayBeLonger = to.length !== -1 && (!isString(from) || from.length === -1 || from.length > to.length);
  if (isInteger(from) && to.length !== -1) {
    if (to.length < 41)
      text = `(CASE WHEN length(${text}) > ${to.length} THEN ${tooLong(from, to)} ELSE ${text} END)`;
  } else if (mayBeLonger) text = `mssql.shorten(${text}, ${to.length})`;
  if (to.name === 'char' || to.name === 'nchar') text = `rpad(${text}, ${to.length})`;
  return {
    ...stringOf(text, { ...to, collation: isString(from) ? from.collation : to.collation }, value.nullable),
    ...(value.isCoercible ? { isCoercible: true } : {}),
  };
};

const toBinary = (value: Emitted, from: SqlType, to: SqlType): string => {
  const isPadded = to.name === 'binary' || to.name === 'rowversion';
  const length = to.name === 'rowversion' ? 8 : to.length;
  if (length === -1) return value.sql;
  if (!isPadded && from.length !== -1 && from.length <= length) return value.sql;
  return `mssql.cut(${value.sql}, ${length}, ${isPadded})`;
};

const toMoment = (value: Emitted, from: SqlType, to: SqlType): string => {
  if (from.name === 'date' && to.name === 'date') return value.sql;
  if (from.name === 'datetime2' && to.name === 'datetime2' && from.scale <= to.scale) return value.sql;
  const days = `(${value.sql})::int8 * ${ticksPerDay}`;
  const known = from.name === 'date' ? days : value.sql;
  const ticks = isString(from) ? `mssql.parse_moment(${textOf(value)})` : known;
  return to.name === 'date'
    ? `((${ticks}) / ${ticksPerDay})::int4`
    : `mssql.round_ticks(${ticks}, ${to.scale})`;
};

export const convert = (value: Emitted, to: SqlType, how: Conversion = 'implicit'): Emitted => {
  const from = value.type;
  if (from === undefined) {
    const sql = `NULL::${keptAs(to)}`;
    return {
      sql,
      type: to,
      nullable: true,
      isCoercible: true,
      ...(isString(to) ? { text: 'NULL::text' } : {}),
    };
  }
  if (from.name === to.name && printType(from) === printType(to))
    return isString(to) ? value : { ...value, type: to };
  if (isString(to)) {
    if (how === 'implicit' && isBinary(from)) throw needsConvert(from, to);
    return toStringType(value, from, to);
  }
  const result = (sql: string): Emitted => ({ sql, type: to, nullable: value.nullable });
  if (isInteger(to)) {
    if (isString(from) || isInteger(from)) return result(toInteger(value, from, to));
    throw clash(from, to, how);
  }
  if (isBinary(to)) {
    if (isBinary(from)) return result(toBinary(value, from, to));
    if (how === 'implicit')
      throw isString(from) || isInteger(from) ? needsConvert(from, to) : clash(from, to, how);
    throw notSupported(`A conversion from ${from.name} to ${to.name}`);
  }
  if (to.name === 'uniqueidentifier') {
    if (isString(from)) return result(`mssql.parse_uuid(${textOf(value)})`);
    throw clash(from, to, how);
  }
  if (isString(from) || isMoment(from)) return result(toMoment(value, from, to));
  throw clash(from, to, how);
};

/** On its way into a column: too long is an error, not a cut. */
export const assign = (value: Emitted, column: { name: string; type: SqlType }, table: string): Emitted => {
  const { type } = column;
  const place = `${quoteText(`.dbo.${table}`)}, ${quoteText(column.name)}`;
  if (value.type !== undefined && isString(type) && type.length !== -1) {
    const wide = convert(value, { ...type, name: isUnicode(type) ? 'nvarchar' : 'varchar', length: -1 });
    const isPadded = type.name === 'char' || type.name === 'nchar';
    const fits =
      !isPadded &&
      wide.type !== undefined &&
      isString(wide.type) &&
      value.type.length !== -1 &&
      isString(value.type) &&
      value.type.length <= type.length;
    return fits
      ? wide
      : {
          sql: `mssql.fit(${textOf(wide)}, ${type.length}, ${isPadded}, ${place})`,
          type,
          nullable: value.nullable,
        };
  }
  if (
    value.type !== undefined &&
    isBinary(value.type) &&
    (type.name === 'binary' || type.name === 'varbinary') &&
    type.length !== -1
  ) {
    return {
      sql: `mssql.fit(${value.sql}, ${type.length}, ${type.name === 'binary'}, ${place})`,
      type,
      nullable: value.nullable,
    };
  }
  return convert(value, type);
};

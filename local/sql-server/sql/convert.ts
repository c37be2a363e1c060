// Conversions between T-SQL types as PostgreSQL expressions (CAST and CONVERT, Transact-SQL): which are allowed, how they round,
// and which error a bad value gives.
import { SqlServerError, notSupported } from '../values/errors.ts';
import { type Emitted, quoteText } from './scope.ts';
import {
  type SqlType,
  isBinary,
  isInteger,
  isMoment,
  isNumber,
  isString,
  isUnicode,
  keptAs,
  printType,
} from '../values/types.ts';

export type Conversion = 'explicit' | 'implicit';

const ticksPerDay = '864000000000';
export const textOf = (value: Emitted): string => value.text ?? `mssql.raw(${value.sql})`;
export const stringOf = (text: string, type: SqlType, nullable: boolean): Emitted => ({
  sql: `(${text})::bpchar`,
  text,
  type,
  nullable,
});

const clash = (from: SqlType, to: SqlType): SqlServerError =>
  new SqlServerError(206, 16, `Operand type clash: ${from.name} is incompatible with ${to.name}`, 2);
const notConvertible = (from: SqlType, to: SqlType): SqlServerError =>
  new SqlServerError(
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

const toNumber = (value: Emitted, from: SqlType, to: SqlType): string => {
  const target = keptAs(to);
  if (isString(from)) {
    const source = quoteText(from.name);
    if (to.name === 'bit') return `mssql.parse_bit(${textOf(value)}, ${source})`;
    if (to.name === 'tinyint') return `mssql.parse_integer(${textOf(value)}, ${source}, 'tinyint')::int2`;
    if (isInteger(to)) return `mssql.parse_integer(${textOf(value)}, ${source}, '${to.name}')::${target}`;
    return `mssql.parse_number(${textOf(value)}, ${source}, '${to.name === 'decimal' ? 'numeric' : to.name}')::${target}`;
  }
  if (isBinary(from) && isInteger(to) && to.name !== 'bit') {
    if (to.name === 'tinyint') throw notSupported('A conversion from binary to tinyint');
    return `(${value.sql})::${target}`;
  }
  if (!isNumber(from)) throw clash(from, to);
  if (from.name === to.name && to.name !== 'decimal') return value.sql;
  if (to.name === 'bit') return `mssql.to_bit((${value.sql})::float8)`;
  if (to.name === 'tinyint')
    return from.name === 'bit' ? value.sql : `mssql.to_tinyint((${value.sql})::numeric)`;
  if (isInteger(to) && !isInteger(from))
    return `trunc((${value.sql})::${from.name === 'decimal' ? 'numeric' : 'float8'})::${target}`;
  return `(${value.sql})::${target}`;
};

const numberText = (value: Emitted, from: SqlType): string => {
  if (from.name === 'float' || from.name === 'real')
    throw notSupported(`A conversion from ${from.name} to a string`);
  return `(${value.sql})::text`;
};

const styleSeparators: Record<number, { separator: string; scale?: number }> = {
  120: { separator: ' ', scale: 0 },
  121: { separator: ' ' },
  126: { separator: 'T' },
};

const momentText = (value: Emitted, from: SqlType, style: number | undefined): string => {
  const shape = styleSeparators[style ?? 121];
  if (shape === undefined || (style === undefined && from.name === 'datetime')) {
    throw notSupported(`A conversion from ${from.name} to a string with style ${style ?? 0}`);
  }
  if (from.name === 'date')
    return `mssql.moment_text((${value.sql})::int8 * ${ticksPerDay}, 0, ' ')::varchar(10)`;
  const scale = shape.scale ?? (from.name === 'datetime' ? 3 : from.scale);
  if (from.name === 'datetimeoffset') {
    const minutes = `abs((${value.sql}).minutes)`;
    const sign = `CASE WHEN (${value.sql}).minutes < 0 THEN '-' ELSE '+' END`;
    const zone = `${sign} || lpad((${minutes} / 60)::text, 2, '0') || ':' || lpad((${minutes} % 60)::text, 2, '0')`;
    return `mssql.moment_text(mssql.local_ticks(${value.sql}), ${scale}, '${shape.separator}') || ${shape.separator === 'T' ? "''" : "' '"} || ${zone}`;
  }
  return `mssql.moment_text(${value.sql}, ${scale}, '${shape.separator}')`;
};

const plainText = (value: Emitted, from: SqlType, style: number | undefined): string => {
  if (isString(from)) return textOf(value);
  if (isNumber(from)) return numberText(value, from);
  if (from.name === 'uniqueidentifier') return `upper((${value.sql})::text)`;
  if (isMoment(from)) return momentText(value, from, style);
  if (from.name === 'time') return `mssql.time_text(${value.sql}, ${style === 120 ? 0 : from.scale})`;
  if (style === 1) return `'0x' || upper(encode(${value.sql}, 'hex'))`;
  if (style === 2) return `upper(encode(${value.sql}, 'hex'))`;
  throw notSupported('A conversion from binary to a string without style 1 or 2');
};

// A number that does not fit is not cut: whole numbers become a star (not in nchar and nvarchar), others are an error.
const tooLong = (from: SqlType, to: SqlType): string => {
  if (!isUnicode(to) && ['tinyint', 'smallint', 'int'].includes(from.name)) return "'*'";
  const what = from.name === 'decimal' ? 'numeric' : 'expression';
  return `mssql.fail(8115, 16, 'Arithmetic overflow error converting ${what} to data type ${to.name}.')::text`;
};

const toStringType = (value: Emitted, from: SqlType, to: SqlType, style: number | undefined): Emitted => {
  let text = plainText(value, from, style);
  if (!isUnicode(to) && isUnicode(from)) text = `mssql.cp1252(${text})`;
  const mayBeLonger = to.length !== -1 && (!isString(from) || from.length === -1 || from.length > to.length);
  if (isNumber(from) && to.length !== -1) {
    if (to.length < 41)
      text = `(CASE WHEN length(${text}) > ${to.length} THEN ${tooLong(from, to)} ELSE ${text} END)`;
  } else if (mayBeLonger) text = `mssql.shorten(${text}, ${to.length})`;
  if (to.name === 'char' || to.name === 'nchar') text = `rpad(${text}, ${to.length})`;
  return {
    ...stringOf(text, { ...to, collation: isString(from) ? from.collation : to.collation }, value.nullable),
    ...(value.isCoercible ? { isCoercible: true } : {}),
  };
};

const toBinary = (value: Emitted, from: SqlType, to: SqlType, style: number | undefined): string => {
  const isPadded = to.name === 'binary' || to.name === 'rowversion';
  const length = to.name === 'rowversion' ? 8 : to.length;
  if (isString(from)) {
    if (style !== 1 && style !== 2)
      throw notSupported('A conversion from a string to binary without style 1 or 2');
    const hex = style === 1 ? `regexp_replace(${textOf(value)}, '^0[xX]', '')` : textOf(value);
    return length === -1
      ? `decode(${hex}, 'hex')`
      : `mssql.cut(decode(${hex}, 'hex'), ${length}, ${isPadded})`;
  }
  if (isInteger(from) && from.name !== 'bit' && from.name !== 'tinyint') {
    const size = from.name === 'smallint' ? 2 : from.name === 'int' ? 4 : 8;
    const bytes = `int${size}send(${value.sql})`;
    if (length === -1 || (!isPadded && length >= size)) return bytes;
    if (length >= size) return `(decode(repeat('00', ${length - size}), 'hex') || ${bytes})`;
    return `substr(${bytes}, ${size - length + 1})`;
  }
  if (from.name === 'uniqueidentifier' || !isBinary(from))
    throw notSupported(`A conversion from ${from.name} to ${to.name}`);
  if (length === -1) return value.sql;
  if (!isPadded && from.length !== -1 && from.length <= length) return value.sql;
  return `mssql.cut(${value.sql}, ${length}, ${isPadded})`;
};

const toMoment = (given: Emitted, from: SqlType, to: SqlType): string => {
  // A datetime is shown in whole milliseconds and is a multiple of 1/300 s to every finer type.
  const isFiner =
    from.name === 'datetime' &&
    (to.name === 'datetime2' || to.name === 'datetimeoffset' || to.name === 'time');
  const value = isFiner ? { ...given, sql: `mssql.exact_datetime(${given.sql})` } : given;
  const offset = isString(from)
    ? `mssql.parse_moment(${textOf(value)}, '${to.name}')`
    : from.name === 'datetimeoffset'
      ? value.sql
      : undefined;
  if (to.name === 'datetimeoffset') {
    if (offset !== undefined)
      return `ROW(mssql.round_ticks((${offset}).utc, ${to.scale}), (${offset}).minutes)::mssql.datetimeoffset`;
    const ticks = from.name === 'date' ? `(${value.sql})::int8 * ${ticksPerDay}` : value.sql;
    if (from.name === 'time') throw notSupported('A conversion from time to datetimeoffset');
    return `(CASE WHEN ${value.sql} IS NULL THEN NULL ELSE ROW(mssql.round_ticks(${ticks}, ${to.scale}), 0::int2)::mssql.datetimeoffset END)`;
  }
  if (from.name === 'date' && to.name === 'date') return value.sql;
  if (from.name === 'date' && to.name === 'time') throw clash(from, to);
  const ticks =
    offset !== undefined
      ? `mssql.local_ticks(${offset})`
      : from.name === 'date'
        ? `(${value.sql})::int8 * ${ticksPerDay}`
        : value.sql;
  if (to.name === 'date') {
    if (from.name === 'time') throw clash(from, to);
    return `((${ticks}) / ${ticksPerDay})::int4`;
  }
  if (to.name === 'time') return `mssql.round_ticks((${ticks}) % ${ticksPerDay}, ${to.scale})`;
  if (from.name === 'time') throw notSupported(`A conversion from time to ${to.name}`);
  if (to.name === 'datetime') return from.name === 'datetime' ? value.sql : `mssql.to_datetime(${ticks})`;
  return from.name === 'datetime2' && from.scale <= to.scale
    ? value.sql
    : `mssql.round_ticks(${ticks}, ${to.scale})`;
};

export const convert = (
  value: Emitted,
  to: SqlType,
  how: Conversion = 'implicit',
  style?: number,
): Emitted => {
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
    return toStringType(value, from, to, style);
  }
  const result = (sql: string): Emitted => ({ sql, type: to, nullable: value.nullable });
  if (isNumber(to)) {
    if (from.name === 'uniqueidentifier' || isMoment(from) || from.name === 'time')
      throw how === 'implicit' ? clash(from, to) : notConvertible(from, to);
    return result(toNumber(value, from, to));
  }
  if (isBinary(to)) {
    if (how === 'implicit' && !isBinary(from))
      throw isString(from) || isInteger(from) ? needsConvert(from, to) : clash(from, to);
    return result(toBinary(value, from, to, style));
  }
  if (to.name === 'uniqueidentifier') {
    if (isString(from)) return result(`mssql.parse_uuid(${textOf(value)})`);
    throw how === 'implicit' ? clash(from, to) : notConvertible(from, to);
  }
  if (isString(from) || isMoment(from) || from.name === 'time') return result(toMoment(value, from, to));
  throw how === 'implicit' ? clash(from, to) : notConvertible(from, to);
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

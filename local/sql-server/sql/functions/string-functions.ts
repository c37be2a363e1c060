// Functions of strings. Their results are cut where SQL Server cuts them: at 8,000 bytes unless an operand is (max).
import { convert, stringOf, textOf } from '../convert.ts';
import { notSupported } from '../../values/errors.ts';
import type { Emitted } from '../scope.ts';
import { type SqlType, isBinary, isString, isUnicode, sqlType } from '../../values/types.ts';
import {
  type FunctionTable,
  type SqlFunction,
  asInt,
  asString,
  bigint,
  countable,
  cutTo,
  int,
  longest,
  missing,
  valueOf,
  varying,
} from './parts.ts';

const change = (wrap: (text: string) => string): SqlFunction => ({
  arity: [1, 1],
  emit: ([operand = missing]) => {
    const text = asString(operand);
    return stringOf(wrap(textOf(text)), varying(text), operand.nullable);
  },
});

const end = (side: 'left' | 'right'): SqlFunction => ({
  arity: [2, 2],
  emit: ([operand = missing, count = missing]) =>
    stringOf(`mssql.${side}_part(${countable(operand)}, ${asInt(count)})`, varying(asString(operand)), true),
});

const substring: SqlFunction = {
  arity: [3, 3],
  emit: ([operand = missing, start = missing, count = missing]) => {
    const range = `from ${asInt(start)} for ${asInt(count)}`;
    if (operand.type !== undefined && isBinary(operand.type))
      return valueOf(
        `substring(${operand.sql} ${range})`,
        sqlType('varbinary', { length: operand.type.length }),
      );
    return stringOf(`substring(${countable(operand)} ${range})`, varying(asString(operand)), true);
  },
};

const collationOf = (value: Emitted): string => (value.type?.collation === 'bin2' ? '"C"' : 'mssql.ci');

const charIndex: SqlFunction = {
  arity: [2, 2],
  emit: ([needle = missing, hay = missing]) => {
    const collation = collationOf(hay.isCoercible === true ? needle : hay);
    const [a, b] = [textOf(asString(needle)), countable(hay)];
    const type = hay.type?.length === -1 ? bigint : int;
    // Nothing is found nowhere on SQL Server, and in front of everything in PostgreSQL.
    return valueOf(
      `(CASE WHEN ${a} = '' THEN 0 ELSE strpos((${b}) COLLATE ${collation}, (${a}) COLLATE ${collation}) END)${type.name === 'int' ? '' : '::int8'}`,
      type,
    );
  },
};

const unless = (operand: Emitted, whole: number): number => (operand.type?.length === -1 ? -1 : whole);

const replace: SqlFunction = {
  arity: [3, 3],
  emit: ([operand = missing, from = missing, to = missing]) => {
    const whole = asString(operand);
    const text = `replace((${textOf(whole)}) COLLATE ${collationOf(whole)}, ${textOf(asString(from))}, ${textOf(asString(to))})`;
    return cutTo(text, varying(whole, unless(whole, longest(whole.type))), true);
  },
};

const replicate: SqlFunction = {
  arity: [2, 2],
  emit: ([operand = missing, count = missing]) => {
    const whole = asString(operand);
    const text = `mssql.replicate(${textOf(whole)}, ${asInt(count)})`;
    return cutTo(text, varying(whole, unless(whole, longest(whole.type))), true);
  },
};

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

const fixedSizes: Partial<Record<SqlType['name'], number>> = {
  bit: 1,
  tinyint: 1,
  smallint: 2,
  int: 4,
  bigint: 8,
  float: 8,
  real: 4,
  uniqueidentifier: 16,
  date: 3,
  datetime: 8,
};

const dataLength: SqlFunction = {
  arity: [1, 1],
  emit: ([operand = missing]) => {
    const { type, nullable } = operand;
    if (type === undefined) return convert(missing, int);
    const result = type.length === -1 ? bigint : int;
    const cast = type.length === -1 ? 'int8' : 'int4';
    if (isString(type)) {
      const text = textOf(operand);
      return valueOf(
        `(${isUnicode(type) ? `mssql.units(${text}) * 2` : `length(${text})`})::${cast}`,
        result,
        nullable,
      );
    }
    if (isBinary(type)) return valueOf(`octet_length(${operand.sql})::${cast}`, result, nullable);
    const size = fixedSizes[type.name];
    if (size === undefined) throw notSupported(`DATALENGTH of ${type.name}`);
    return valueOf(`(CASE WHEN ${operand.sql} IS NULL THEN NULL ELSE ${size} END)`, int, nullable);
  },
};

const length: SqlFunction = {
  arity: [1, 1],
  emit: ([operand = missing]) => {
    const isLong = operand.type?.length === -1;
    const sql = `mssql.units(rtrim(${textOf(asString(operand))}, ' '))`;
    return valueOf(isLong ? `${sql}::int8` : sql, isLong ? bigint : int, operand.nullable);
  },
};

export const stringFunctions = {
  LEN: length,
  DATALENGTH: dataLength,
  // One character for one, as SQL Server does it: no ß that becomes SS.
  UPPER: change((text) => `upper((${text}) COLLATE pg_catalog.pg_c_utf8)`),
  LOWER: change((text) => `lower((${text}) COLLATE pg_catalog.pg_c_utf8)`),
  LTRIM: change((text) => `ltrim(${text}, ' ')`),
  RTRIM: change((text) => `rtrim(${text}, ' ')`),
  TRIM: change((text) => `btrim(${text}, ' ')`),
  LEFT: end('left'),
  RIGHT: end('right'),
  SUBSTRING: substring,
  CONCAT: concat,
  CHARINDEX: charIndex,
  REPLACE: replace,
  REPLICATE: replicate,
} satisfies FunctionTable;

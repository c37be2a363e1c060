// The T-SQL types that the endpoint knows, and how each is kept in PostgreSQL. Moments are whole numbers of 100 ns since
// 0001-01-01 (days for `date`), because PostgreSQL's own types stop at microseconds; strings are `bpchar`, whose comparison
// ignores trailing blanks as SQL Server's does.
export type TypeName =
  | 'bit'
  | 'tinyint'
  | 'smallint'
  | 'int'
  | 'bigint'
  | 'decimal'
  | 'float'
  | 'real'
  | 'char'
  | 'varchar'
  | 'nchar'
  | 'nvarchar'
  | 'binary'
  | 'varbinary'
  | 'rowversion'
  | 'uniqueidentifier'
  | 'date'
  | 'time'
  | 'datetime'
  | 'datetime2'
  | 'datetimeoffset';

export type Collation = 'ci' | 'bin2';

/** `length` in characters or bytes, -1 for max; `scale` also for time types. `collation` of strings only. */
export type SqlType = {
  readonly name: TypeName;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly collation: Collation;
};

export const sqlType = (name: TypeName, facets: Partial<Omit<SqlType, 'name'>> = {}): SqlType => ({
  name,
  length: 0,
  precision: 0,
  scale: 0,
  collation: 'ci',
  ...facets,
});

// Lowest precedence first: of two operands the later one's type wins (Data type precedence, Transact-SQL).
const precedence: readonly TypeName[] = [
  'binary',
  'varbinary',
  'rowversion',
  'char',
  'varchar',
  'nchar',
  'nvarchar',
  'uniqueidentifier',
  'bit',
  'tinyint',
  'smallint',
  'int',
  'bigint',
  'decimal',
  'real',
  'float',
  'time',
  'date',
  'datetime',
  'datetime2',
  'datetimeoffset',
];

const integers: readonly TypeName[] = ['bit', 'tinyint', 'smallint', 'int', 'bigint'];
const strings: readonly TypeName[] = ['char', 'varchar', 'nchar', 'nvarchar'];
const binaries: readonly TypeName[] = ['binary', 'varbinary', 'rowversion'];
const moments: readonly TypeName[] = ['date', 'datetime', 'datetime2', 'datetimeoffset'];

export const rankOf = (type: SqlType): number => precedence.indexOf(type.name);
export const isInteger = (type: SqlType): boolean => integers.includes(type.name);
export const isString = (type: SqlType): boolean => strings.includes(type.name);
export const isUnicode = (type: SqlType): boolean => type.name === 'nchar' || type.name === 'nvarchar';
export const isBinary = (type: SqlType): boolean => binaries.includes(type.name);
export const isMoment = (type: SqlType): boolean => moments.includes(type.name);
export const isNumber = (type: SqlType): boolean =>
  isInteger(type) || type.name === 'decimal' || type.name === 'float' || type.name === 'real';

const kept: Record<TypeName, string> = {
  bit: 'int2',
  tinyint: 'int2',
  smallint: 'int2',
  int: 'int4',
  bigint: 'int8',
  decimal: 'numeric',
  float: 'float8',
  real: 'float4',
  char: 'bpchar',
  varchar: 'bpchar',
  nchar: 'bpchar',
  nvarchar: 'bpchar',
  binary: 'bytea',
  varbinary: 'bytea',
  rowversion: 'bytea',
  uniqueidentifier: 'uuid',
  date: 'int4',
  time: 'int8',
  datetime: 'int8',
  datetime2: 'int8',
  datetimeoffset: 'mssql.datetimeoffset',
};

/** The PostgreSQL type that holds values of this type. */
export const keptAs = (type: SqlType): string =>
  type.name === 'decimal' ? `numeric(${type.precision},${type.scale})` : kept[type.name];

/** As one writes it in T-SQL; also the form kept in the catalogue. */
export const printType = (type: SqlType): string => {
  if (type.name === 'decimal') return `decimal(${type.precision},${type.scale})`;
  if (isString(type) || type.name === 'binary' || type.name === 'varbinary') {
    return `${type.name}(${type.length === -1 ? 'max' : type.length})`;
  }
  if (type.name === 'time' || type.name === 'datetime2' || type.name === 'datetimeoffset')
    return `${type.name}(${type.scale})`;
  return type.name;
};

const digits: Partial<Record<TypeName, number>> = { bit: 1, tinyint: 3, smallint: 5, int: 10, bigint: 19 };

/** A whole-number type seen as a decimal. */
export const asDecimal = (type: SqlType): SqlType =>
  type.name === 'decimal' ? type : sqlType('decimal', { precision: digits[type.name] ?? 38, scale: 0 });

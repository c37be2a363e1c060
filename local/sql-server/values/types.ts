// The T-SQL types that the endpoint knows, and how each is kept in PostgreSQL. Moments are whole numbers of 100 ns since
// 0001-01-01 (days for `date`), because PostgreSQL's own types stop at microseconds; strings are `bpchar`, whose comparison
// ignores trailing blanks as SQL Server's does.
export type TypeName =
  | 'bit'
  | 'tinyint'
  | 'smallint'
  | 'int'
  | 'bigint'
  | 'char'
  | 'varchar'
  | 'nchar'
  | 'nvarchar'
  | 'binary'
  | 'varbinary'
  | 'rowversion'
  | 'uniqueidentifier'
  | 'date'
  | 'datetime2';

export type Collation = 'ci' | 'bin2';

/** `length` in characters or bytes, -1 for max; `scale` of datetime2 only. `collation` of strings only. */
export type SqlType = {
  readonly name: TypeName;
  readonly length: number;
  readonly scale: number;
  readonly collation: Collation;
};

export const sqlType = (name: TypeName, facets: Partial<Omit<SqlType, 'name'>> = {}): SqlType => ({
  name,
  length: 0,
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
  'date',
  'datetime2',
];

const integers: readonly TypeName[] = ['bit', 'tinyint', 'smallint', 'int', 'bigint'];
const strings: readonly TypeName[] = ['char', 'varchar', 'nchar', 'nvarchar'];
const binaries: readonly TypeName[] = ['binary', 'varbinary', 'rowversion'];
const moments: readonly TypeName[] = ['date', 'datetime2'];

export const rankOf = (type: SqlType): number => precedence.indexOf(type.name);
export const isInteger = (type: SqlType): boolean => integers.includes(type.name);
export const isString = (type: SqlType): boolean => strings.includes(type.name);
export const isUnicode = (type: SqlType): boolean => type.name === 'nchar' || type.name === 'nvarchar';
export const isBinary = (type: SqlType): boolean => binaries.includes(type.name);
export const isMoment = (type: SqlType): boolean => moments.includes(type.name);

const kept: Record<TypeName, string> = {
  bit: 'int2',
  tinyint: 'int2',
  smallint: 'int2',
  int: 'int4',
  bigint: 'int8',
  char: 'bpchar',
  varchar: 'bpchar',
  nchar: 'bpchar',
  nvarchar: 'bpchar',
  binary: 'bytea',
  varbinary: 'bytea',
  rowversion: 'bytea',
  uniqueidentifier: 'uuid',
  date: 'int4',
  datetime2: 'int8',
};

/** The PostgreSQL type that holds values of this type. */
export const keptAs = (type: SqlType): string => kept[type.name];

/** As one writes it in T-SQL; also the form kept in the catalogue. */
export const printType = (type: SqlType): string => {
  if (isString(type) || type.name === 'binary' || type.name === 'varbinary') {
    return `${type.name}(${type.length === -1 ? 'max' : type.length})`;
  }
  return type.name === 'datetime2' ? `${type.name}(${type.scale})` : type.name;
};

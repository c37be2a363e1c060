// A type as T-SQL writes it, and the collations that the endpoint knows.
import type { Cursor } from './cursor.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import { type Collation, type SqlType, type TypeName, sqlType } from '../values/types.ts';

const synonyms: Record<string, string> = {
  integer: 'int',
  timestamp: 'rowversion',
  character: 'char',
  sysname: 'sysname',
};

const plain: Record<string, TypeName> = {
  bit: 'bit',
  tinyint: 'tinyint',
  smallint: 'smallint',
  int: 'int',
  bigint: 'bigint',
  date: 'date',
  uniqueidentifier: 'uniqueidentifier',
  rowversion: 'rowversion',
};
const sized: Record<string, { name: TypeName; most: number }> = {
  char: { name: 'char', most: 8000 },
  varchar: { name: 'varchar', most: 8000 },
  nchar: { name: 'nchar', most: 4000 },
  nvarchar: { name: 'nvarchar', most: 4000 },
  binary: { name: 'binary', most: 8000 },
  varbinary: { name: 'varbinary', most: 8000 },
};
const parseLength = (cursor: Cursor, kind: { name: TypeName; most: number }, unsaid: number): number => {
  if (!cursor.takeSymbol('(')) return unsaid;
  const isVariable = kind.name.includes('var');
  const length = isVariable && cursor.take('MAX') ? -1 : cursor.integer();
  cursor.expectSymbol(')');
  if (length === 0 || length > kind.most) {
    throw new SqlServerError(
      131,
      15,
      `The size (${length}) given to the type '${kind.name}' exceeds the maximum allowed (${kind.most}).`,
    );
  }
  return length;
};

/** `unsaidLength`: 1 in a definition, 30 in CAST and CONVERT. */
export const parseType = (cursor: Cursor, unsaidLength = 1): SqlType => {
  const written = cursor.name().toLowerCase();
  const name = synonyms[written] ?? written;
  if (name === 'sysname') return sqlType('nvarchar', { length: 128 });
  const simple = plain[name];
  if (simple !== undefined) return sqlType(simple, simple === 'rowversion' ? { length: 8 } : {});
  const kind = sized[name];
  if (kind !== undefined) return sqlType(kind.name, { length: parseLength(cursor, kind, unsaidLength) });
  if (name === 'datetime2') {
    const scale = cursor.isSymbol('(') ? cursor.inParentheses(() => cursor.integer()) : 7;
    if (scale > 7)
      throw new SqlServerError(1002, 15, `Line ${cursor.peek().line}: Specified scale ${scale} is invalid.`);
    return sqlType('datetime2', { scale });
  }
  throw notSupported(`The type ${written}`);
};

const collations: Record<string, Collation> = {
  latin1_general_bin2: 'bin2',
  sql_latin1_general_cp1_ci_as: 'ci',
  database_default: 'ci',
};

export const parseCollation = (cursor: Cursor): Collation => {
  const name = cursor.name();
  const collation = collations[name.toLowerCase()];
  if (collation === undefined) throw notSupported(`The collation ${name}`);
  return collation;
};

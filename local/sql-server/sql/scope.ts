// What an expression may name: the tables in reach (inner ones first), the batch's variables, and the parameters that the
// PostgreSQL statement collects on the way.
import type { Catalogue, CatalogueTable } from './catalogue.ts';
import { keyOf } from './catalogue.ts';
import { SqlServerError } from '../values/errors.ts';
import type { ObjectName } from './syntax.ts';
import { type SqlType, isString, keptAs } from '../values/types.ts';

export type Emitted = {
  sql: string;
  type: SqlType | undefined;
  nullable: boolean;
  /** The string as PostgreSQL `text`, trailing blanks kept. */
  text?: string;
  /** A literal or variable takes the other side's collation. */
  isCoercible?: boolean;
  isColumn?: boolean;
  isIdentity?: boolean;
};

export type SourceColumn = {
  name: string;
  sql: string;
  type: SqlType;
  nullable: boolean;
  isIdentity: boolean;
};
export type SourceTable = { alias: string; columns: SourceColumn[] };

export type Compilation = {
  catalogue: Catalogue;
  database: string;
  variables: ReadonlyMap<string, SqlType>;
  /** `@name` for a variable, `name` for something the session knows. */
  params: string[];
  aliases: number;
};

export type Scope = {
  compilation: Compilation;
  tables: SourceTable[];
  parent: Scope | undefined;
};

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const quoteText = (text: string): string => {
  if (text.includes('\0'))
    throw new SqlServerError(
      50000,
      16,
      'A string with the character U+0000 is not supported by the embedded endpoint.',
    );
  return text.includes('\\')
    ? `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${text.replaceAll("'", "''")}'`;
};

export const newScope = (compilation: Compilation, parent?: Scope): Scope => ({
  compilation,
  tables: [],
  parent,
});

export const newAlias = (scope: Scope): string => {
  scope.compilation.aliases += 1;
  return `t${scope.compilation.aliases}`;
};

export const parameter = (compilation: Compilation, key: string): string => {
  const known = compilation.params.indexOf(key);
  if (known !== -1) return `$${known + 1}`;
  compilation.params.push(key);
  return `$${compilation.params.length}`;
};

export const emitVariable = (scope: Scope, name: string): Emitted => {
  const type = scope.compilation.variables.get(name);
  if (type === undefined) throw new SqlServerError(137, 15, `Must declare the scalar variable "${name}".`, 2);
  const place = parameter(scope.compilation, name);
  if (isString(type))
    return {
      sql: `(${place}::text)::bpchar`,
      text: `${place}::text`,
      type,
      nullable: true,
      isCoercible: true,
    };
  return { sql: `${place}::${keptAs(type)}`, type, nullable: true };
};

export const findTable = (scope: Scope, name: ObjectName): CatalogueTable => {
  const table =
    name.schema === undefined || keyOf(name.schema) === 'dbo'
      ? scope.compilation.catalogue.tables.get(keyOf(name.name))
      : undefined;
  if (table === undefined) {
    throw new SqlServerError(
      208,
      16,
      `Invalid object name '${name.schema === undefined ? '' : `${name.schema}.`}${name.name}'.`,
    );
  }
  return table;
};

export const columnOf = (sql: string, column: Omit<SourceColumn, 'sql'>): Emitted => ({
  sql,
  type: column.type,
  nullable: column.nullable,
  isColumn: true,
  ...(column.isIdentity ? { isIdentity: true } : {}),
  ...(isString(column.type) ? { text: `mssql.raw(${sql})` } : {}),
});

export const emitColumn = (scope: Scope, table: string | undefined, name: string): Emitted => {
  const key = keyOf(name);
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const reach =
      table === undefined ? at.tables : at.tables.filter((known) => keyOf(known.alias) === keyOf(table));
    const found = reach.flatMap((known) => known.columns.filter((column) => keyOf(column.name) === key));
    if (found.length > 1) throw new SqlServerError(209, 16, `Ambiguous column name '${name}'.`);
    const [column] = found;
    if (column !== undefined) return columnOf(column.sql, column);
    if (table !== undefined && reach.length > 0)
      throw new SqlServerError(207, 16, `Invalid column name '${name}'.`);
  }
  if (table !== undefined)
    throw new SqlServerError(4104, 16, `The multi-part identifier "${table}.${name}" could not be bound.`);
  throw new SqlServerError(207, 16, `Invalid column name '${name}'.`);
};

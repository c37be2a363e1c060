// What definitions of tables share: names, notes that carry the T-SQL type, and columns as a scope.
import { createHash } from 'node:crypto';
import { type Catalogue, type ColumnNote, keyOf } from './catalogue.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import { type Compilation, type Scope, newScope, quote } from './scope.ts';
import type { ColumnDefinition, StatementBody, TableConstraint } from './syntax.ts';
import { isString, printType } from '../values/types.ts';

export type Definition<K extends string> = Extract<StatementBody, { kind: K }>;

export const checkName = (name: string): string => {
  if (Buffer.byteLength(name) > 63) throw notSupported('A name longer than 63 bytes');
  return name;
};

export const noteOf = (column: ColumnDefinition, defaultName: string | undefined): string => {
  const note: ColumnNote = { type: printType(column.type), collation: column.type.collation };
  if (column.identity !== undefined) note.identity = true;
  if (defaultName !== undefined) note.defaultName = defaultName;
  return JSON.stringify(note);
};

export const randomTail = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex');

export const collate = (column: ColumnDefinition): string =>
  isString(column.type) ? ` COLLATE ${column.type.collation === 'ci' ? 'mssql.ci' : '"C"'}` : '';

export const columnScope = (
  compilation: Compilation,
  table: string,
  columns: readonly { name: string; type: ColumnDefinition['type'] }[],
): Scope => {
  const scope = newScope(compilation);
  scope.tables.push({
    alias: table,
    columns: columns.map(({ name, type }) => ({
      name,
      type,
      sql: quote(name),
      nullable: true,
      isIdentity: false,
    })),
  });
  return scope;
};

export const sequenceOf = (table: string, column: string): string =>
  `mssql.${quote(`identity_${randomTail(table, column).slice(0, 24)}`)}`;

export const hasRealKey = (catalogue: Catalogue, name: string): boolean =>
  catalogue.keys.some(
    (key) => keyOf(key.name) === keyOf(name) && key.kind !== 'index' && key.kind !== 'uniqueIndex',
  ) || catalogue.tables.has(keyOf(name));

export const nameFor = (
  compilation: Compilation,
  table: string,
  constraint: TableConstraint,
  prefix: string,
): string => {
  if (constraint.name === undefined)
    return `${prefix}__${table.slice(0, 20)}__${randomTail(table, JSON.stringify(constraint)).slice(0, 16).toUpperCase()}`;
  if (hasRealKey(compilation.catalogue, constraint.name)) {
    throw new SqlServerError(
      2714,
      16,
      `There is already an object named '${constraint.name}' in the database.`,
      5,
    );
  }
  return checkName(constraint.name);
};

// What stands after FROM: tables, derived tables, rows of values, views of the catalogue, and how they are joined.
import type { Column } from '../values/column.ts';
import { commonType } from './common-type.ts';
import { convert } from './convert.ts';
import { emitCondition } from './emit-condition.ts';
import { emitExpression } from './emit-expression.ts';
import { emitInner } from './emit-select.ts';
import { type Scope, type SourceTable, findTable, newAlias, newScope, quote } from './scope.ts';
import { printItem } from './select-items.ts';
import type { SelectCore, Source } from './syntax.ts';
import { emitSystemTable } from './system-tables.ts';
import { sqlType } from '../values/types.ts';

const asSource = (
  alias: string,
  written: string,
  columns: readonly Column[],
  names: readonly string[],
): SourceTable => ({
  alias: written,
  columns: columns.map((column, index) => ({
    name: names[index] ?? column.name,
    sql: `${alias}.c${index + 1}`,
    type: column.type,
    nullable: column.nullable,
    isIdentity: column.isIdentity ?? false,
  })),
});

const emitSource = (scope: Scope, source: Source): string => {
  const alias = newAlias(scope);
  if (source.kind === 'derived') {
    const { sql, columns } = emitInner(newScope(scope.compilation, { ...scope, tables: [] }), source.select);
    scope.tables.push(asSource(alias, source.alias, columns, source.columns));
    return `(${sql}) AS ${alias}(${columns.map((_, index) => `c${index + 1}`).join(', ')})`;
  }
  if (source.kind === 'values') {
    const rows = source.rows.map((row) => row.map((value) => emitExpression(scope, value)));
    const types = (rows[0] ?? []).map((_, index) => commonType(rows.map((row) => row[index]?.type)));
    const columns = types.map((type, index): Column => ({
      name: source.columns[index] ?? '',
      type,
      nullable: true,
    }));
    scope.tables.push(asSource(alias, source.alias, columns, source.columns));
    const text = rows
      .map(
        (row) =>
          `(${row.map((value, index) => printItem({ name: '', value: { ...convert(value, types[index] ?? sqlType('int')), isColumn: false } })).join(', ')})`,
      )
      .join(', ');
    return `(VALUES ${text}) AS ${alias}(${columns.map((_, index) => `c${index + 1}`).join(', ')})`;
  }
  const written = source.alias ?? source.name.name;
  const system = emitSystemTable(scope, source.name, alias);
  if (system !== undefined) {
    scope.tables.push({ alias: written, columns: system.columns });
    return system.sql;
  }
  const table = findTable(scope, source.name);
  scope.tables.push({
    alias: written,
    columns: table.columns.map((column) => ({ ...column, sql: `${alias}.${quote(column.name)}` })),
  });
  return `dbo.${quote(table.name)} AS ${alias}`;
};

// The right side of a left join can be NULL.
const makeNullable = (scope: Scope, from: number): void => {
  for (const table of scope.tables.slice(from))
    table.columns = table.columns.map((column) => ({ ...column, nullable: true }));
};

export const emitFrom = (scope: Scope, core: SelectCore): string => {
  if (core.from.length === 0) return '';
  let sql = core.from.map((source) => emitSource(scope, source)).join(', ');
  for (const join of core.joins) {
    const before = scope.tables.length;
    const source = emitSource(scope, join.source);
    if (join.kind === 'left') makeNullable(scope, before);
    sql += ` ${join.kind.toUpperCase()} JOIN ${source}`;
    if (join.on !== undefined) sql += ` ON ${emitCondition(scope, join.on)}`;
  }
  return ` FROM ${sql}`;
};

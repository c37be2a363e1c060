// Keys, foreign keys and checks of a table.
import { keyOf } from './catalogue.ts';
import { emitCondition } from './emit-condition.ts';
import { SqlServerError } from '../values/errors.ts';
import { type Compilation, findTable, newScope, quote } from './scope.ts';
import type { ColumnDefinition, TableConstraint } from './syntax.ts';
import { columnScope, nameFor } from './table-parts.ts';

export const refuseKeyType = (
  columns: readonly { name: string; type: ColumnDefinition['type'] }[],
  names: readonly string[],
  table: string,
): string[] =>
  names.map((name) => {
    const column = columns.find((known) => keyOf(known.name) === keyOf(name));
    if (column === undefined)
      throw new SqlServerError(1911, 16, `Column name '${name}' does not exist in the target table or view.`);
    if (column.type.length === -1) {
      throw new SqlServerError(
        1919,
        16,
        `Column '${column.name}' in table '${table}' is of a type that is invalid for use as a key column in an index.`,
      );
    }
    return column.name;
  });

export type Shape = {
  name: string;
  columns: readonly { name: string; type: ColumnDefinition['type']; nullable?: boolean }[];
};

export const keyList = (names: readonly string[]): string => names.map(quote).join(', ');

export const emitConstraint = (
  compilation: Compilation,
  table: Shape,
  constraint: Exclude<TableConstraint, { kind: 'default' }>,
): string => {
  switch (constraint.kind) {
    case 'primaryKey':
    case 'unique': {
      const names = refuseKeyType(
        table.columns,
        constraint.columns.map(({ name }) => name),
        table.name,
      );
      const isPrimary = constraint.kind === 'primaryKey';
      // SQL Server takes two NULLs for the same value.
      const nulls = isPrimary ? 'PRIMARY KEY' : 'UNIQUE NULLS NOT DISTINCT';
      return `CONSTRAINT ${quote(nameFor(compilation, table.name, constraint, isPrimary ? 'PK' : 'UQ'))} ${nulls} (${keyList(names)})`;
    }
    case 'foreignKey': {
      const target =
        keyOf(constraint.table.name) === keyOf(table.name)
          ? table
          : findTable(newScope(compilation), constraint.table);
      const names = refuseKeyType(table.columns, constraint.columns, table.name);
      const own = compilation.catalogue.keys.find(
        (key) => key.kind === 'primaryKey' && key.table === target.name,
      );
      const references =
        constraint.references.length > 0
          ? refuseKeyType(target.columns, constraint.references, target.name)
          : (own?.columns ?? []);
      return `CONSTRAINT ${quote(nameFor(compilation, table.name, constraint, 'FK'))} FOREIGN KEY (${keyList(names)}) REFERENCES dbo.${quote(target.name)} (${keyList(references)}) ON DELETE ${constraint.onDelete.toUpperCase()}`;
    }
    case 'check': {
      const condition = emitCondition(
        columnScope(compilation, table.name, table.columns),
        constraint.condition,
      );
      return `CONSTRAINT ${quote(nameFor(compilation, table.name, constraint, 'CK'))} CHECK (${condition})`;
    }
  }
};

// ALTER TABLE as PostgreSQL definitions.
import { type CatalogueColumn, keyOf } from './catalogue.ts';
import { emitColumn, emitDefault, ownConstraints } from './emit-column.ts';
import { type Shape, emitConstraint } from './emit-constraint.ts';
import { SqlServerError } from '../values/errors.ts';
import { type Compilation, findTable, newScope, quote, quoteText } from './scope.ts';
import type { Definition } from './table-parts.ts';
import { printType } from '../values/types.ts';

export const emitAddColumns = (compilation: Compilation, statement: Definition<'addColumns'>): string[] => {
  const table = findTable(newScope(compilation), statement.table);
  const place = `ALTER TABLE dbo.${quote(table.name)}`;
  const shape: Shape = { name: table.name, columns: [...table.columns, ...statement.columns] };
  const steps: string[] = [];
  for (const column of statement.columns) {
    if (table.columns.some((known) => keyOf(known.name) === keyOf(column.name))) {
      throw new SqlServerError(
        2705,
        16,
        `Column names in each table must be unique. Column name '${column.name}' in table 'dbo.${table.name}' is specified more than once.`,
      );
    }
    // Without WITH VALUES, a nullable column's default is for new rows only.
    const ownDefault = column.constraints.find((constraint) => constraint.kind === 'default');
    const isLater = ownDefault !== undefined && column.isNullable !== false;
    const bare = isLater
      ? { ...column, constraints: column.constraints.filter((constraint) => constraint.kind !== 'default') }
      : column;
    const { definition, before } = emitColumn(compilation, shape, bare, false);
    const { after } = emitColumn(compilation, shape, column, false);
    steps.push(...before, `${place} ADD COLUMN ${definition}`);
    if (isLater)
      steps.push(
        `${place} ALTER COLUMN ${quote(column.name)} SET DEFAULT ${emitDefault(compilation, table.name, column, ownDefault)}`,
      );
    steps.push(...after);
  }
  for (const constraint of [...ownConstraints(statement.columns), ...statement.constraints]) {
    if (constraint.kind === 'default') {
      const column = shape.columns.find((known) => keyOf(known.name) === keyOf(constraint.column));
      if (column === undefined)
        throw new SqlServerError(
          1911,
          16,
          `Column name '${constraint.column}' does not exist in the target table or view.`,
        );
      steps.push(
        `${place} ALTER COLUMN ${quote(column.name)} SET DEFAULT ${emitDefault(compilation, table.name, column, constraint)}`,
      );
      steps.push(
        `COMMENT ON COLUMN dbo.${quote(table.name)}.${quote(column.name)} IS ${quoteText(JSON.stringify({ type: printType(column.type), collation: column.type.collation, defaultName: constraint.name }))}`,
      );
    } else steps.push(`${place} ADD ${emitConstraint(compilation, shape, constraint)}`);
  }
  return steps;
};

const noteWithoutDefault = (column: CatalogueColumn): string =>
  JSON.stringify({ type: printType(column.type), collation: column.type.collation });

export const emitDropConstraint = (
  compilation: Compilation,
  statement: Definition<'dropConstraint'>,
): string[] => {
  const table = findTable(newScope(compilation), statement.table);
  return statement.names.flatMap((name) => {
    const key = compilation.catalogue.keys.find(
      (known) => known.table === table.name && keyOf(known.name) === keyOf(name),
    );
    if (key !== undefined && key.kind !== 'index' && key.kind !== 'uniqueIndex')
      return [`ALTER TABLE dbo.${quote(table.name)} DROP CONSTRAINT ${quote(key.name)}`];
    const column = table.columns.find((known) => keyOf(known.defaultName ?? '') === keyOf(name));
    if (column === undefined) throw new SqlServerError(3728, 16, `'${name}' is not a constraint.`);
    return [
      `ALTER TABLE dbo.${quote(table.name)} ALTER COLUMN ${quote(column.name)} DROP DEFAULT`,
      `COMMENT ON COLUMN dbo.${quote(table.name)}.${quote(column.name)} IS ${quoteText(noteWithoutDefault(column))}`,
    ];
  });
};

// A column's definition, with what has to be made before it and noted after it.
import { assign } from './convert.ts';
import type { Shape } from './emit-constraint.ts';
import { emitExpression } from './emit-expression.ts';
import { type Compilation, newScope, quote, quoteText } from './scope.ts';
import type { ColumnDefinition, TableConstraint } from './syntax.ts';
import { checkName, collate, noteOf, sequenceOf } from './table-parts.ts';
import { keptAs } from '../values/types.ts';

export const emitDefault = (
  compilation: Compilation,
  table: string,
  column: { name: string; type: ColumnDefinition['type'] },
  constraint: Extract<TableConstraint, { kind: 'default' }>,
): string => assign(emitExpression(newScope(compilation), constraint.value), column, table).sql;

export const emitColumn = (
  compilation: Compilation,
  table: Shape,
  column: ColumnDefinition,
  isKey: boolean,
): { definition: string; before: string[]; after: string[] } => {
  const place = `dbo.${quote(table.name)}`;
  const before: string[] = [];
  const after: string[] = [];
  let text = `${quote(checkName(column.name))} ${keptAs(column.type)}${collate(column)}`;
  const ownDefault = column.constraints.find((constraint) => constraint.kind === 'default');
  if (column.identity !== undefined) {
    const sequence = sequenceOf(table.name, column.name);
    before.push(
      `CREATE SEQUENCE ${sequence} AS int8 INCREMENT BY ${column.identity.increment} MINVALUE -9223372036854775808 START WITH ${column.identity.seed}`,
    );
    text += ` DEFAULT mssql.next_identity(${quoteText(sequence)}::regclass)`;
  } else if (column.type.name === 'rowversion') text += ' DEFAULT mssql.next_rowversion()';
  else if (ownDefault !== undefined)
    text += ` DEFAULT ${emitDefault(compilation, table.name, column, ownDefault)}`;
  const isRequired =
    column.isNullable === false ||
    isKey ||
    column.identity !== undefined ||
    (column.type.name === 'rowversion' && column.isNullable !== true);
  if (isRequired) text += ' NOT NULL';
  after.push(
    `COMMENT ON COLUMN ${place}.${quote(column.name)} IS ${quoteText(noteOf(column, ownDefault?.name))}`,
  );
  return { definition: text, before, after };
};

export const ownConstraints = (
  columns: readonly ColumnDefinition[],
): Exclude<TableConstraint, { kind: 'default' }>[] =>
  columns.flatMap((column) => column.constraints.filter((constraint) => constraint.kind !== 'default'));

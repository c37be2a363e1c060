// The select list: values with their names, and how they are printed.
import type { Column } from '../values/column.ts';
import { keyOf } from './catalogue.ts';
import { emitExpression } from './emit-expression.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import type { Emitted, Scope } from './scope.ts';
import type { Expression, SelectItem } from './syntax.ts';
import { isString, sqlType } from '../values/types.ts';

export type Item = { name: string; value: Emitted };

export const emitItems = (scope: Scope, items: readonly SelectItem[]): Item[] =>
  items.flatMap((item): Item[] => {
    if (item.kind === 'assign') throw notSupported('A variable set here');
    if (item.kind === 'value') {
      const value = emitExpression(scope, item.expression);
      return [
        {
          name: item.alias ?? (item.expression.kind === 'column' ? columnName(scope, item.expression) : ''),
          value,
        },
      ];
    }
    const { table } = item;
    const tables =
      table === undefined
        ? scope.tables
        : scope.tables.filter((known) => keyOf(known.alias) === keyOf(table));
    if (tables.length === 0)
      throw new SqlServerError(
        107,
        15,
        `The column prefix '${table ?? ''}' does not match with a table name or alias name used in the query.`,
      );
    return tables.flatMap((known) =>
      known.columns.map((column) => ({
        name: column.name,
        value: emitExpression(
          { ...scope, tables: [known] },
          { kind: 'column', table: undefined, name: column.name },
        ),
      })),
    );
  });

// The name as the table has it, not as the query wrote it.
const columnName = (scope: Scope, expression: Extract<Expression, { kind: 'column' }>): string => {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    for (const table of at.tables) {
      if (expression.table !== undefined && keyOf(table.alias) !== keyOf(expression.table)) continue;
      const column = table.columns.find((known) => keyOf(known.name) === keyOf(expression.name));
      if (column !== undefined) return column.name;
    }
  }
  return expression.name;
};

export const withType = ({ name, value }: Item): Column => ({
  name,
  type: value.type ?? sqlType('int'),
  nullable: value.nullable,
  ...(value.isIdentity ? { isIdentity: true } : {}),
  ...(value.isColumn ? {} : { isExpression: true }),
});

export const printItem = ({ value }: Item): string =>
  value.type === undefined
    ? 'NULL::int4'
    : isString(value.type) && !value.isColumn
      ? `(${value.sql}) COLLATE ${value.type.collation === 'ci' ? 'mssql.ci' : '"C"'}`
      : value.sql;

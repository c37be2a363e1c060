// CREATE INDEX as PostgreSQL definitions.
import { keyOf } from './catalogue.ts';
import { emitCondition } from './emit-condition.ts';
import { refuseKeyType } from './emit-constraint.ts';
import { SqlServerError } from '../values/errors.ts';
import { type Compilation, findTable, newScope, quote, quoteText } from './scope.ts';
import { type Definition, columnScope, randomTail } from './table-parts.ts';

// Index names are a table's own on SQL Server and a schema's in PostgreSQL.
const storedIndex = (table: string, name: string): string =>
  `index_${randomTail(keyOf(table), keyOf(name)).slice(0, 24)}`;

export const emitCreateIndex = (compilation: Compilation, statement: Definition<'createIndex'>): string[] => {
  const table = findTable(newScope(compilation), statement.table);
  if (
    compilation.catalogue.keys.some(
      (key) => key.table === table.name && keyOf(key.name) === keyOf(statement.name),
    )
  ) {
    throw new SqlServerError(
      1913,
      16,
      `The operation failed because an index or statistics with name '${statement.name}' already exists on table 'dbo.${table.name}'.`,
    );
  }
  const names = refuseKeyType(
    table.columns,
    statement.columns.map(({ name }) => name),
    table.name,
  );
  const columns = names.map(
    (name, index) => `${quote(name)}${statement.columns[index]?.isDescending === true ? ' DESC' : ''}`,
  );
  const where =
    statement.where === undefined
      ? ''
      : ` WHERE ${emitCondition(columnScope(compilation, table.name, table.columns), statement.where)}`;
  const stored = quote(storedIndex(table.name, statement.name));
  return [
    `CREATE ${statement.isUnique ? 'UNIQUE ' : ''}INDEX ${stored} ON dbo.${quote(table.name)} (${columns.join(', ')})${statement.isUnique ? ' NULLS NOT DISTINCT' : ''}${where}`,
    `COMMENT ON INDEX dbo.${stored} IS ${quoteText(statement.name)}`,
  ];
};

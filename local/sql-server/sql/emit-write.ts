// INSERT, UPDATE and DELETE: values converted to their columns' types, rowversion stamped here, OUTPUT as RETURNING.
import type { Column } from '../values/column.ts';
import { type CatalogueColumn, type CatalogueTable, keyOf } from './catalogue.ts';
import { assign } from './convert.ts';
import { emitCondition } from './emit-condition.ts';
import { emitExpression } from './emit-expression.ts';
import { emitSelect, emitTop } from './emit-select.ts';
import { SqlServerError } from '../values/errors.ts';
import { type Compilation, type Scope, findTable, newAlias, newScope, quote } from './scope.ts';
import type { Expression, OutputItem, StatementBody } from './syntax.ts';

export type EmittedWrite = {
  sql: string;
  columns: Column[] | undefined;
  table: CatalogueTable;
};

type Write<K extends string> = Extract<StatementBody, { kind: K }>;

const findColumn = (table: CatalogueTable, name: string): CatalogueColumn => {
  const column = table.columns.find((known) => keyOf(known.name) === keyOf(name));
  if (column === undefined) throw new SqlServerError(207, 16, `Invalid column name '${name}'.`);
  return column;
};

const refuseTwice = (columns: readonly CatalogueColumn[]): void => {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name))
      throw new SqlServerError(
        264,
        16,
        `The column name '${name}' is specified more than once in the SET clause or column list of an INSERT.`,
      );
    seen.add(name);
  }
};

const emitOutput = (
  table: CatalogueTable,
  output: readonly OutputItem[],
  missing?: OutputItem['from'],
): { sql: string; columns: Column[] | undefined } => {
  if (output.length === 0) return { sql: '', columns: undefined };
  const picked = output.flatMap((item) => {
    if (item.from === missing) {
      throw new SqlServerError(
        4104,
        16,
        `The multi-part identifier "${item.from}.${item.column ?? '*'}" could not be bound.`,
      );
    }
    const columns = item.column === undefined ? table.columns : [findColumn(table, item.column)];
    const row = item.from === 'inserted' ? 'new' : 'old';
    return columns.map((column) => ({
      sql: `${row}.${quote(column.name)}`,
      column: {
        name: item.alias ?? column.name,
        type: column.type,
        nullable: column.nullable,
        isIdentity: column.isIdentity,
      },
    }));
  });
  return {
    sql: ` RETURNING ${picked.map(({ sql }) => sql).join(', ')}`,
    columns: picked.map(({ column }) => column),
  };
};

const emitValue = (
  scope: Scope,
  value: Expression,
  column: CatalogueColumn,
  table: CatalogueTable,
): string => {
  if (value.kind === 'default') return 'DEFAULT';
  return assign(emitExpression(scope, value), column, table.name).sql;
};

const refuseGenerated = (
  column: CatalogueColumn,
  table: CatalogueTable,
  value: Expression | undefined,
): void => {
  if (value?.kind === 'default') return;
  if (column.isIdentity) {
    throw new SqlServerError(
      544,
      16,
      `Cannot insert explicit value for identity column in table '${table.name}' when IDENTITY_INSERT is set to OFF.`,
    );
  }
  if (column.type.name === 'rowversion') {
    throw new SqlServerError(
      273,
      16,
      'Cannot insert an explicit value into a timestamp column. Use INSERT with a column list to exclude the timestamp column, or insert a DEFAULT into the timestamp column.',
    );
  }
};

export const emitInsert = (compilation: Compilation, statement: Write<'insert'>): EmittedWrite => {
  const scope = newScope(compilation);
  const table = findTable(scope, statement.table);
  const named = statement.columns.map((name) => findColumn(table, name));
  refuseTwice(named);
  const isEmpty = statement.rows?.length === 1 && statement.rows[0]?.length === 0;
  const columns =
    named.length > 0 ? named : isEmpty ? [] : table.columns.filter((column) => !column.isIdentity);
  const into = columns.length === 0 ? '' : ` (${columns.map((column) => quote(column.name)).join(', ')})`;
  let source: string;
  if (isEmpty) source = 'DEFAULT VALUES';
  else if (statement.rows !== undefined) {
    const rows = statement.rows.map((row) => {
      if (row.length < columns.length) {
        throw named.length > 0
          ? new SqlServerError(
              109,
              15,
              'There are more columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement.',
            )
          : new SqlServerError(
              213,
              16,
              'Column name or number of supplied values does not match table definition.',
            );
      }
      if (row.length > columns.length) {
        throw named.length > 0
          ? new SqlServerError(
              110,
              15,
              'There are fewer columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement.',
            )
          : new SqlServerError(
              213,
              16,
              'Column name or number of supplied values does not match table definition.',
            );
      }
      columns.forEach((column, index) => refuseGenerated(column, table, row[index]));
      return `(${columns.map((column, index) => emitValue(scope, row[index] ?? { kind: 'default' }, column, table)).join(', ')})`;
    });
    source = `VALUES ${rows.join(', ')}`;
  } else {
    const { select } = statement;
    if (select === undefined) throw new SqlServerError(102, 15, 'Incorrect syntax in INSERT.');
    columns.forEach((column) => refuseGenerated(column, table, undefined));
    const inner = emitSelect(scope, select);
    if (inner.columns.length !== columns.length) {
      throw new SqlServerError(
        inner.columns.length < columns.length ? 120 : 121,
        15,
        'The number of SELECT values must match the number of INSERT columns.',
      );
    }
    const values = columns.map((column, index) => {
      const from = inner.columns[index];
      return assign(
        { sql: `s.c${index + 1}`, type: from?.type, nullable: from?.nullable ?? true },
        column,
        table.name,
      ).sql;
    });
    source = `SELECT ${values.join(', ')} FROM (${inner.sql}) AS s(${columns.map((_, index) => `c${index + 1}`).join(', ')})`;
  }
  const output = emitOutput(table, statement.output, 'deleted');
  return {
    sql: `INSERT INTO dbo.${quote(table.name)}${into} ${source}${output.sql}`,
    columns: output.columns,
    table,
  };
};

const emitTarget = (scope: Scope, table: CatalogueTable): string => {
  const alias = newAlias(scope);
  scope.tables.push({
    alias: table.name,
    columns: table.columns.map((column) => ({ ...column, sql: `${alias}.${quote(column.name)}` })),
  });
  return alias;
};

const emitWhere = (
  scope: Scope,
  alias: string,
  table: CatalogueTable,
  statement: Write<'update'> | Write<'delete'>,
): string => {
  const where = statement.where === undefined ? '' : ` WHERE ${emitCondition(scope, statement.where)}`;
  if (statement.top === undefined) return where;
  const count = emitTop(newScope(scope.compilation), statement.top);
  return ` WHERE ${alias}.ctid IN (SELECT ${alias}.ctid FROM dbo.${quote(table.name)} AS ${alias}${where} LIMIT ${count} FOR UPDATE)`;
};

export const emitUpdate = (compilation: Compilation, statement: Write<'update'>): EmittedWrite => {
  const scope = newScope(compilation);
  const table = findTable(scope, statement.table);
  const alias = emitTarget(scope, table);
  const targets = statement.set.map(({ column }) => findColumn(table, column));
  refuseTwice(targets);
  const set = statement.set.map(({ value }, index) => {
    const column = targets[index];
    if (column === undefined) return '';
    if (column.type.name === 'rowversion')
      throw new SqlServerError(272, 16, 'Cannot update a timestamp column.');
    if (column.isIdentity)
      throw new SqlServerError(8102, 16, `Cannot update identity column '${column.name}'.`);
    return `${quote(column.name)} = ${emitValue(scope, value, column, table)}`;
  });
  for (const column of table.columns) {
    if (column.type.name === 'rowversion') set.push(`${quote(column.name)} = mssql.next_rowversion()`);
  }
  const output = emitOutput(table, statement.output);
  const sql = `UPDATE dbo.${quote(table.name)} AS ${alias} SET ${set.join(', ')}${emitWhere(scope, alias, table, statement)}${output.sql}`;
  return { sql, columns: output.columns, table };
};

export const emitDelete = (compilation: Compilation, statement: Write<'delete'>): EmittedWrite => {
  const scope = newScope(compilation);
  const table = findTable(scope, statement.table);
  const alias = emitTarget(scope, table);
  const output = emitOutput(table, statement.output, 'inserted');
  const sql = `DELETE FROM dbo.${quote(table.name)} AS ${alias}${emitWhere(scope, alias, table, statement)}${output.sql}`;
  return { sql, columns: output.columns, table };
};

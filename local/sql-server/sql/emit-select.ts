// SELECT: sources, clauses and set operators. Answers the PostgreSQL text and the columns with their T-SQL types.
import type { Column } from '../tds/columns.ts';
import { keyOf } from './catalogue.ts';
import { convert } from './convert.ts';
import { emitCondition, sortable } from './emit-condition.ts';
import { commonType, emitExpression } from './emit-expression.ts';
import { SqlServerError, notSupported } from './errors.ts';
import { type Emitted, type Scope, type SourceTable, findTable, newAlias, newScope, quote } from './scope.ts';
import type { Expression, OrderItem, Select, SelectCore, SelectItem, Source } from './syntax.ts';
import { emitSystemTable } from './system-tables.ts';
import { isNumber, isString, sqlType } from './types.ts';

export type EmittedSelect = { sql: string; columns: Column[] };

type Item = { name: string; value: Emitted };

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
    const { sql, columns } = emitSelect(newScope(scope.compilation, { ...scope, tables: [] }), source.select);
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
          `(${row.map((value, index) => convert(value, types[index] ?? sqlType('int')).sql).join(', ')})`,
      )
      .join(', ');
    return `(VALUES ${text}) AS ${alias}(${columns.map((_, index) => `c${index + 1}`).join(', ')})`;
  }
  const written = source.alias ?? source.name.name;
  const common =
    source.name.schema === undefined ? scope.commonTables.get(keyOf(source.name.name)) : undefined;
  if (common !== undefined) {
    scope.tables.push({
      alias: written,
      columns: common.columns.map((column, index) => ({ ...column, sql: `${alias}.c${index + 1}` })),
    });
    return `${common.sql} AS ${alias}`;
  }
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

// The side of an outer join that may be missing can be NULL.
const makeNullable = (scope: Scope, from: number, to: number): void => {
  for (let index = from; index < to; index += 1) {
    const table = scope.tables[index];
    if (table !== undefined) table.columns = table.columns.map((column) => ({ ...column, nullable: true }));
  }
};

const emitFrom = (scope: Scope, core: SelectCore): string => {
  if (core.from.length === 0) return '';
  let sql = core.from.map((source) => emitSource(scope, source)).join(', ');
  for (const join of core.joins) {
    const before = scope.tables.length;
    const source = emitSource(scope, join.source);
    if (join.kind === 'left' || join.kind === 'full') makeNullable(scope, before, scope.tables.length);
    if (join.kind === 'right' || join.kind === 'full') makeNullable(scope, 0, before);
    sql += ` ${join.kind.toUpperCase()} JOIN ${source}`;
    if (join.on !== undefined) sql += ` ON ${emitCondition(scope, join.on)}`;
  }
  return ` FROM ${sql}`;
};

const emitItems = (scope: Scope, items: readonly SelectItem[]): Item[] =>
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

const withType = ({ name, value }: Item): Column => ({
  name,
  type: value.type ?? sqlType('int'),
  nullable: value.nullable,
  ...(value.isIdentity ? { isIdentity: true } : {}),
  ...(value.isColumn ? {} : { isExpression: true }),
});

const printOrder = (value: string, nullable: boolean, isDescending: boolean): string =>
  `${value}${isDescending ? ' DESC' : ''}${nullable ? (isDescending ? ' NULLS LAST' : ' NULLS FIRST') : ''}`;

const emitOrderItem = (scope: Scope, item: OrderItem, items: readonly Item[]): string => {
  const { expression } = item;
  let value: Emitted | undefined;
  if (expression.kind === 'number') value = items[Number(expression.text) - 1]?.value;
  else if (expression.kind === 'column' && expression.table === undefined)
    value = items.find(({ name }) => keyOf(name) === keyOf(expression.name))?.value;
  value ??= emitExpression(scope, expression);
  return printOrder(sortable(value), value.nullable, item.isDescending);
};

export const emitOrder = (scope: Scope, order: readonly OrderItem[]): string =>
  order.map((item) => emitOrderItem(scope, item, [])).join(', ');

const count = (scope: Scope, expression: Expression, clause: 'TOP' | 'OFFSET' | 'FETCH'): string => {
  const value = emitExpression(scope, expression);
  if (expression.kind === 'number') return value.sql;
  if (value.type === undefined || !isNumber(value.type))
    throw notSupported(`${clause} of something that is not a number`);
  return `mssql.not_negative((${value.sql})::numeric, '${clause}')`;
};

const printItem = ({ value }: Item): string =>
  value.type === undefined
    ? 'NULL::int4'
    : isString(value.type) && !value.isColumn
      ? `(${value.sql}) COLLATE ${value.type.collation === 'ci' ? 'mssql.ci' : '"C"'}`
      : value.sql;

type Core = { sql: string; items: Item[]; scope: Scope };

const emitCore = (outer: Scope, core: SelectCore, isAlone: boolean): Core => {
  const scope = newScope(outer.compilation, outer);
  const from = emitFrom(scope, core);
  const items = emitItems(scope, core.items);
  let sql = `SELECT ${core.isDistinct ? 'DISTINCT ' : ''}${items.map(printItem).join(', ')}${from}`;
  if (core.where !== undefined) sql += ` WHERE ${emitCondition(scope, core.where)}`;
  if (core.groupBy.length > 0)
    sql += ` GROUP BY ${core.groupBy.map((value) => emitExpression(scope, value).sql).join(', ')}`;
  if (core.having !== undefined) sql += ` HAVING ${emitCondition(scope, core.having)}`;
  if (core.top !== undefined && !isAlone) {
    sql = `(${sql} LIMIT ${count(scope, core.top, 'TOP')})`;
  }
  return { sql, items, scope };
};

const emitCommonTables = (scope: Scope, select: Select): string => {
  if (select.with.length === 0) return '';
  const parts = select.with.map((common) => {
    const { sql, columns } = emitSelect(scope, common.select);
    const alias = newAlias(scope);
    const source = asSource(alias, common.name, columns, common.columns);
    scope.commonTables.set(keyOf(common.name), { ...source, sql: alias });
    return `${alias}(${columns.map((_, index) => `c${index + 1}`).join(', ')}) AS (${sql})`;
  });
  return `WITH ${parts.join(', ')} `;
};

const combine = (scope: Scope, select: Select): { sql: string; items: Item[] } => {
  const cores = [
    emitCore(scope, select.first, false),
    ...select.rest.map(({ core }) => emitCore(scope, core, false)),
  ];
  const [first] = cores;
  if (first === undefined) throw notSupported('An empty SELECT');
  if (cores.some((core) => core.items.length !== first.items.length)) {
    throw new SqlServerError(
      205,
      16,
      'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.',
    );
  }
  const items = first.items.map((item, index): Item => {
    const values = cores.map((core) => core.items[index]?.value);
    return {
      name: item.name,
      value: {
        sql: `u.c${index + 1}`,
        type: commonType(values.map((value) => value?.type)),
        nullable: values.some((value) => value?.nullable ?? true),
      },
    };
  });
  // Each part is converted to the common types from the outside, so that DISTINCT and friends see what they saw.
  const parts = cores.map((core) => {
    const names = core.items.map((_, index) => `c${index + 1}`);
    const values = core.items.map((item, index) => {
      const type = items[index]?.value.type ?? sqlType('int');
      return printItem({
        name: '',
        value: convert(
          { sql: `p.c${index + 1}`, type: item.value.type ?? sqlType('int'), nullable: item.value.nullable },
          type,
        ),
      });
    });
    return `(SELECT ${values.join(', ')} FROM (${core.sql}) AS p(${names.join(', ')}))`;
  });
  const sql = select.rest.reduce(
    (left, { operator }, index) => `(${left} ${operator.toUpperCase()} ${parts[index + 1] ?? ''})`,
    parts[0] ?? '',
  );
  return {
    sql: `SELECT * FROM (${sql}) AS u(${items.map((_, index) => `c${index + 1}`).join(', ')})`,
    items,
  };
};

export const emitSelect = (outer: Scope, select: Select): EmittedSelect => {
  const scope = newScope(outer.compilation, outer);
  const head = emitCommonTables(scope, select);
  const isAlone = select.rest.length === 0;
  const core = isAlone ? emitCore(scope, select.first, true) : { ...combine(scope, select), scope };
  let { sql } = core;
  if (select.orderBy.length > 0) {
    sql += ` ORDER BY ${select.orderBy.map((item) => emitOrderItem(core.scope, item, core.items)).join(', ')}`;
  }
  if (isAlone && select.first.top !== undefined) {
    if (select.offset !== undefined)
      throw new SqlServerError(
        10741,
        15,
        'A TOP can not be used in the same query or sub-query as a OFFSET.',
      );
    sql += ` LIMIT ${count(core.scope, select.first.top, 'TOP')}`;
  }
  if (select.fetch !== undefined) sql += ` LIMIT ${count(core.scope, select.fetch, 'FETCH')}`;
  if (select.offset !== undefined) sql += ` OFFSET ${count(core.scope, select.offset, 'OFFSET')}`;
  return { sql: head + sql, columns: core.items.map(withType) };
};

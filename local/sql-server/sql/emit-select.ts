// SELECT: sources, clauses and set operators. Answers the PostgreSQL text and the columns with their T-SQL types.
import type { Column } from '../tds/columns.ts';
import { keyOf } from './catalogue.ts';
import { convert } from './convert.ts';
import { emitCondition, sortable } from './emit-condition.ts';
import { commonType } from './common-type.ts';
import { emitExpression } from './emit-expression.ts';
import { SqlServerError, notSupported } from './errors.ts';
import { type Emitted, type Scope, type SourceTable, findTable, newAlias, newScope, quote } from './scope.ts';
import type { Expression, OrderItem, Select, SelectCore, SelectItem, Source } from './syntax.ts';
import { emitSystemTable } from './system-tables.ts';
import { isInteger, isString, sqlType } from './types.ts';

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
  if (expression.kind === 'number' && items.length > 0) {
    value = items[Number(expression.text) - 1]?.value;
    if (value === undefined) {
      throw new SqlServerError(
        108,
        15,
        `The ORDER BY position number ${expression.text} is out of range of the number of items in the select list.`,
      );
    }
  } else if (expression.kind === 'column' && expression.table === undefined)
    value = items.find(({ name }) => keyOf(name) === keyOf(expression.name))?.value;
  value ??= emitExpression(scope, expression);
  return printOrder(sortable(value), value.nullable, item.isDescending);
};

// After DISTINCT only what was selected can be sorted by.
const emitDistinctOrder = (scope: Scope, item: OrderItem, items: readonly Item[]): string => {
  const wanted = emitOrderItem(scope, item, items);
  const index = items.findIndex(
    ({ value }) => printOrder(sortable(value), value.nullable, item.isDescending) === wanted,
  );
  const found = items[index];
  if (found === undefined) {
    throw new SqlServerError(
      145,
      15,
      'ORDER BY items must appear in the select list if SELECT DISTINCT is specified.',
    );
  }
  const value = { ...found.value, sql: `d.c${index + 1}`, isColumn: true };
  return printOrder(sortable(value), value.nullable, item.isDescending);
};

export const emitOrder = (scope: Scope, order: readonly OrderItem[]): string =>
  order.map((item) => emitOrderItem(scope, item, [])).join(', ');

export const emitCount = (
  scope: Scope,
  expression: Expression,
  clause: 'TOP' | 'OFFSET' | 'FETCH',
): string => {
  const value = emitExpression(scope, expression);
  if (value.type === undefined || !isInteger(value.type))
    throw new SqlServerError(
      1060,
      15,
      'The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.',
    );
  return `mssql.not_negative((${value.sql})::numeric, '${clause}')`;
};

const printItem = ({ value }: Item): string =>
  value.type === undefined
    ? 'NULL::int4'
    : isString(value.type) && !value.isColumn
      ? `(${value.sql}) COLLATE ${value.type.collation === 'ci' ? 'mssql.ci' : '"C"'}`
      : value.sql;

// Two moments with different offsets can be the same to SQL Server, and never are to PostgreSQL.
const refuseOffsets = (values: readonly (Emitted | undefined)[], where: string): void => {
  if (values.some((value) => value?.type?.name === 'datetimeoffset'))
    throw notSupported(`A datetimeoffset in ${where}`);
};

const printGroup = (value: Emitted): string => {
  refuseOffsets([value], 'GROUP BY');
  return printItem({ name: '', value });
};

type Core = { sql: string; items: Item[]; scope: Scope };

const emitCore = (outer: Scope, core: SelectCore, isAlone: boolean): Core => {
  const scope = newScope(outer.compilation, outer);
  const from = emitFrom(scope, core);
  const items = emitItems(scope, core.items);
  if (core.isDistinct)
    refuseOffsets(
      items.map(({ value }) => value),
      'DISTINCT',
    );
  let sql = `SELECT ${core.isDistinct ? 'DISTINCT ' : ''}${items.map(printItem).join(', ')}${from}`;
  if (core.where !== undefined) sql += ` WHERE ${emitCondition(scope, core.where)}`;
  if (core.groupBy.length > 0)
    sql += ` GROUP BY ${core.groupBy.map((value) => printGroup(emitExpression(scope, value))).join(', ')}`;
  if (core.having !== undefined) sql += ` HAVING ${emitCondition(scope, core.having)}`;
  if (core.top !== undefined && !isAlone) {
    sql = `(${sql} LIMIT ${emitCount(scope, core.top, 'TOP')})`;
  }
  return { sql, items, scope };
};

const emitCommonTables = (scope: Scope, select: Select): string => {
  if (select.with.length === 0) return '';
  const parts = select.with.map((common) => {
    const { sql, columns } = emitInner(scope, common.select);
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
    refuseOffsets(values, select.rest[0]?.operator.toUpperCase() ?? '');
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
  // INTERSECT binds stronger than the others, which go from left to right; PostgreSQL has the same rule.
  const sql = select.rest.reduce(
    (left, { operator }, index) => `${left} ${operator.toUpperCase()} ${parts[index + 1] ?? ''}`,
    parts[0] ?? '',
  );
  return {
    sql: `SELECT * FROM (${sql}) AS u(${items.map((_, index) => `c${index + 1}`).join(', ')})`,
    items,
  };
};

/** A SELECT inside another statement, which has no order of its own. */
const emitInner = (outer: Scope, select: Select): EmittedSelect => {
  if (select.orderBy.length > 0 && select.first.top === undefined && select.offset === undefined) {
    throw new SqlServerError(
      1033,
      15,
      'The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, and common table expressions, unless TOP, OFFSET or FOR XML is also specified.',
    );
  }
  return emitSelect(outer, select);
};

export const emitSelect = (outer: Scope, select: Select): EmittedSelect => {
  const scope = newScope(outer.compilation, outer);
  const head = emitCommonTables(scope, select);
  const isAlone = select.rest.length === 0;
  const core = isAlone ? emitCore(scope, select.first, true) : { ...combine(scope, select), scope };
  let { sql } = core;
  if (select.orderBy.length > 0 && isAlone && select.first.isDistinct) {
    sql = `SELECT * FROM (${sql}) AS d(${core.items.map((_, index) => `c${index + 1}`).join(', ')}) ORDER BY ${select.orderBy.map((item) => emitDistinctOrder(core.scope, item, core.items)).join(', ')}`;
  } else if (select.orderBy.length > 0) {
    sql += ` ORDER BY ${select.orderBy.map((item) => emitOrderItem(core.scope, item, core.items)).join(', ')}`;
  }
  if (isAlone && select.first.top !== undefined) {
    if (select.offset !== undefined)
      throw new SqlServerError(
        10741,
        15,
        'A TOP can not be used in the same query or sub-query as a OFFSET.',
      );
    sql += ` LIMIT ${emitCount(core.scope, select.first.top, 'TOP')}`;
  }
  if (select.fetch !== undefined) sql += ` LIMIT ${emitCount(core.scope, select.fetch, 'FETCH')}`;
  if (select.offset !== undefined) sql += ` OFFSET ${emitCount(core.scope, select.offset, 'OFFSET')}`;
  return { sql: head + sql, columns: core.items.map(withType) };
};

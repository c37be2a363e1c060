// SELECT: clauses and set operators. Answers the PostgreSQL text and the columns with their T-SQL types.
import type { Column } from '../values/column.ts';
import { keyOf } from './catalogue.ts';
import { commonType } from './common-type.ts';
import { convert } from './convert.ts';
import { emitCondition } from './emit-condition.ts';
import { emitExpression } from './emit-expression.ts';
import { emitDistinctOrder, emitOrderItem } from './emit-order.ts';
import { asSource, emitFrom } from './emit-sources.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import { type Scope, newAlias, newScope } from './scope.ts';
import { type Item, emitItems, printGroup, printItem, refuseOffsets, withType } from './select-items.ts';
import type { Expression, Select, SelectCore } from './syntax.ts';
import { isInteger, sqlType } from '../values/types.ts';

export type EmittedSelect = { sql: string; columns: Column[] };

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
export const emitInner = (outer: Scope, select: Select): EmittedSelect => {
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

// SELECT: clauses and UNION ALL. Answers the PostgreSQL text and the columns with their T-SQL types.
import type { Column } from '../values/column.ts';
import { commonType } from './common-type.ts';
import { convert } from './convert.ts';
import { emitCondition } from './emit-condition.ts';
import { emitExpression } from './emit-expression.ts';
import { emitOrderItem } from './emit-order.ts';
import { emitFrom } from './emit-sources.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import { type Scope, newScope } from './scope.ts';
import { type Item, emitItems, printItem, withType } from './select-items.ts';
import type { Expression, Select, SelectCore } from './syntax.ts';
import { isInteger, sqlType } from '../values/types.ts';

export type EmittedSelect = { sql: string; columns: Column[] };

export const emitTop = (scope: Scope, expression: Expression): string => {
  const value = emitExpression(scope, expression);
  if (value.type === undefined || !isInteger(value.type))
    throw new SqlServerError(
      1060,
      15,
      'The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.',
    );
  return `mssql.top((${value.sql})::int8)`;
};

type Core = { sql: string; items: Item[]; scope: Scope };

const emitCore = (outer: Scope, core: SelectCore, isAlone: boolean): Core => {
  const scope = newScope(outer.compilation, outer);
  const from = emitFrom(scope, core);
  const items = emitItems(scope, core.items);
  let sql = `SELECT ${items.map(printItem).join(', ')}${from}`;
  if (core.where !== undefined) sql += ` WHERE ${emitCondition(scope, core.where)}`;
  if (core.groupBy.length > 0)
    sql += ` GROUP BY ${core.groupBy.map((value) => printItem({ name: '', value: emitExpression(scope, value) })).join(', ')}`;
  if (core.top !== undefined && !isAlone) {
    sql = `(${sql} LIMIT ${emitTop(scope, core.top)})`;
  }
  return { sql, items, scope };
};

const combine = (scope: Scope, select: Select): { sql: string; items: Item[] } => {
  const cores = [
    emitCore(scope, select.first, false),
    ...select.rest.map((core) => emitCore(scope, core, false)),
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
  // Each part is converted to the common types from the outside.
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
  return {
    sql: `SELECT * FROM (${parts.join(' UNION ALL ')}) AS u(${items.map((_, index) => `c${index + 1}`).join(', ')})`,
    items,
  };
};

/** A SELECT inside another statement, which has no order of its own. */
export const emitInner = (outer: Scope, select: Select): EmittedSelect => {
  if (select.orderBy.length > 0 && select.first.top === undefined) {
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
  const isAlone = select.rest.length === 0;
  const core = isAlone ? emitCore(scope, select.first, true) : { ...combine(scope, select), scope };
  let { sql } = core;
  if (select.orderBy.length > 0)
    sql += ` ORDER BY ${select.orderBy.map((item) => emitOrderItem(core.scope, item, core.items)).join(', ')}`;
  if (isAlone && select.first.top !== undefined) sql += ` LIMIT ${emitTop(core.scope, select.first.top)}`;
  return { sql, columns: core.items.map(withType) };
};

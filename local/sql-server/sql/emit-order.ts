// ORDER BY: by value, name or position, with NULLs where SQL Server has them (first).
import { keyOf } from './catalogue.ts';
import { sortable } from './emit-condition.ts';
import { emitExpression } from './emit-expression.ts';
import { SqlServerError } from '../values/errors.ts';
import type { Emitted, Scope } from './scope.ts';
import type { Item } from './select-items.ts';
import type { OrderItem } from './syntax.ts';

const printOrder = (value: string, nullable: boolean, isDescending: boolean): string =>
  `${value}${isDescending ? ' DESC' : ''}${nullable ? (isDescending ? ' NULLS LAST' : ' NULLS FIRST') : ''}`;

export const emitOrderItem = (scope: Scope, item: OrderItem, items: readonly Item[]): string => {
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

export const emitOrder = (scope: Scope, order: readonly OrderItem[]): string =>
  order.map((item) => emitOrderItem(scope, item, [])).join(', ');

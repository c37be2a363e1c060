// What a function of T-SQL is made of here: how many arguments it takes and the PostgreSQL it becomes.
import { convert, stringOf } from '../convert.ts';
import { emitOrder } from '../emit-order.ts';
import { sortable } from '../emit-condition.ts';
import { emitExpression } from '../emit-expression.ts';
import { type Emitted, type Scope, parameter } from '../scope.ts';
import type { Expression } from '../syntax.ts';
import { type SqlType, isString, sqlType } from '../../values/types.ts';

export type Call = Extract<Expression, { kind: 'call' }>;
export type SqlFunction = {
  arity: readonly [number, number];
  emit: (args: readonly Emitted[], scope: Scope, call: Call) => Emitted;
};
export type FunctionTable = Readonly<Record<string, SqlFunction>>;

export const int = sqlType('int');
export const bigint = sqlType('bigint');
export const sysname = sqlType('nvarchar', { length: 128 });
export const missing: Emitted = { sql: 'NULL', type: undefined, nullable: true };

export const asString = (value: Emitted): Emitted =>
  value.type !== undefined && isString(value.type)
    ? value
    : convert(value, sqlType('nvarchar', { length: -1 }));
export const valueOf = (sql: string, type: SqlType, nullable = true): Emitted => ({ sql, type, nullable });

/** Something the session knows, as a parameter of the statement. */
export const session = (scope: Scope, key: string, kept: string): string =>
  `${parameter(scope.compilation, key)}::${kept}`;

/** A text cut to what its type can hold. */
export const cutTo = (text: string, type: SqlType, nullable: boolean): Emitted =>
  stringOf(type.length === -1 ? text : `mssql.shorten(${text}, ${type.length})`, type, nullable);

export const over = (scope: Scope, call: Call): string => {
  if (call.over === undefined) return '';
  const partition = call.over.partitionBy.map((part) => sortable(emitExpression(scope, part)));
  const order = call.over.orderBy.length === 0 ? '' : ` ORDER BY ${emitOrder(scope, call.over.orderBy)}`;
  return ` OVER (${partition.length === 0 ? '' : `PARTITION BY ${partition.join(', ')}`}${order})`;
};

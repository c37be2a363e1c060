// Search conditions: comparisons in the common type of both sides, strings in their collation.
import { convert, textOf } from './convert.ts';
import { commonType } from './common-type.ts';
import { emitExpression } from './emit-expression.ts';
import { emitSelect } from './emit-select.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import type { Emitted, Scope } from './scope.ts';
import type { Condition, Expression } from './syntax.ts';
import { type Collation, isString, isUnicode, sqlType } from '../values/types.ts';

const collationOf = (left: Emitted, right: Emitted): Collation => {
  const [a, b] = [left.type, right.type];
  if (a === undefined || !isString(a)) return b?.collation ?? 'ci';
  if (b === undefined || !isString(b)) return a.collation;
  if (left.isCoercible) return b.collation;
  if (right.isCoercible || a.collation === b.collation) return a.collation;
  throw new SqlServerError(
    468,
    16,
    'Cannot resolve the collation conflict between "Latin1_General_BIN2" and "SQL_Latin1_General_CP1_CI_AS" in the comparison operation.',
    9,
  );
};

const withCollation = (value: Emitted, collation: Collation): string =>
  `(${value.sql}) COLLATE ${collation === 'ci' ? 'mssql.ci' : '"C"'}`;

/** What an ORDER BY, a comparison or a key sorts by. */
export const sortable = (value: Emitted): string => {
  if (value.type?.name === 'uniqueidentifier') return `mssql.uuid_order(${value.sql})`;
  // A column has the collation already.
  if (value.type !== undefined && isString(value.type) && value.isColumn !== true)
    return withCollation(value, value.type.collation);
  return value.sql;
};

export const compare = (left: Emitted, right: Emitted, operator: string): string => {
  const type = commonType([left.type, right.type]);
  // Integers of different sizes compare as they are, which keeps an index of use.
  const [a, b] = isString(type)
    ? [convertText(left), convertText(right)]
    : [left, right].map((value) => (value.type?.name === type.name ? value : convert(value, type)));
  if (a === undefined || b === undefined) throw notSupported('This comparison');
  if (isString(type)) {
    const collation = collationOf(left, right);
    return `${withCollation(a, collation)} ${operator} ${withCollation(b, collation)}`;
  }
  const isEquality = operator === '=' || operator === '<>';
  if (type.name === 'uniqueidentifier' && !isEquality) return `${sortable(a)} ${operator} ${sortable(b)}`;
  return `${a.sql} ${operator} ${b.sql}`;
};

const convertText = (value: Emitted): Emitted =>
  value.type !== undefined && isString(value.type)
    ? value
    : convert(value, sqlType('nvarchar', { length: -1 }));

const emitLike = (scope: Scope, condition: Extract<Condition, { kind: 'like' }>): string => {
  const operand = convertText(emitExpression(scope, condition.operand));
  const pattern = convertText(emitExpression(scope, condition.pattern));
  const escape =
    condition.escape === undefined ? "''" : textOf(convertText(emitExpression(scope, condition.escape)));
  const collation = collationOf(operand, pattern) === 'ci' ? 'mssql.ci' : '"C"';
  const match = (text: string): string =>
    `(${text}) COLLATE ${collation} LIKE mssql.like_pattern(${textOf(pattern)}, ${collation !== '"C"'}) ESCAPE ${escape}`;
  const isPlain = [operand, pattern].every(({ type }) => type === undefined || !isUnicode(type));
  // Blanks at the end of what is searched count in Unicode only (LIKE, Transact-SQL, Remarks).
  const matched = isPlain
    ? `${match(textOf(operand))} OR ${match(`mssql.blanks_as(${textOf(operand)}, ${textOf(pattern)})`)}`
    : match(textOf(operand));
  return `(${condition.isNot ? 'NOT ' : ''}(${matched}))`;
};

const emitIn = (scope: Scope, operand: Expression, list: Expression[]): string => {
  const left = emitExpression(scope, operand);
  return list.map((item) => compare(left, emitExpression(scope, item), '=')).join(' OR ');
};

export const emitCondition = (scope: Scope, condition: Condition): string => {
  const not = (isNot: boolean, sql: string): string => (isNot ? `(NOT (${sql}))` : `(${sql})`);
  switch (condition.kind) {
    case 'and':
    case 'or':
      return `(${emitCondition(scope, condition.left)} ${condition.kind} ${emitCondition(scope, condition.right)})`;
    case 'not':
      return `(NOT ${emitCondition(scope, condition.operand)})`;
    case 'compare':
      return `(${compare(emitExpression(scope, condition.left), emitExpression(scope, condition.right), condition.operator)})`;
    case 'between': {
      const operand = emitExpression(scope, condition.operand);
      const [low, high] = [emitExpression(scope, condition.low), emitExpression(scope, condition.high)];
      return not(condition.isNot, `${compare(operand, low, '>=')} AND ${compare(operand, high, '<=')}`);
    }
    case 'in':
      return not(condition.isNot, emitIn(scope, condition.operand, condition.list));
    case 'inSelect': {
      const left = emitExpression(scope, condition.operand);
      const { sql, columns } = emitSelect(scope, condition.select);
      const [column] = columns;
      if (column === undefined || columns.length !== 1)
        throw notSupported('IN with a subquery of several columns');
      const right: Emitted = { sql: 's.c1', type: column.type, nullable: column.nullable };
      const match = `SELECT ${compare(left, right, '=')} FROM (${sql}) AS s(c1)`;
      // TRUE IN (…) is unknown, not false, when a comparison is: as IN itself.
      return not(condition.isNot, `TRUE IN (${match})`);
    }
    case 'like':
      return emitLike(scope, condition);
    case 'isNull':
      return not(condition.isNot, `${emitExpression(scope, condition.operand).sql} IS NULL`);
    case 'exists':
      return `EXISTS (${emitSelect(scope, condition.select).sql})`;
  }
};

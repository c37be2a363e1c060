// Expressions with their T-SQL types: every node either has a faithful PostgreSQL form or is refused.
import { emitArithmetic, emitMinus } from './arithmetic.ts';
import { commonType } from './common-type.ts';
import { convert, stringOf, textOf } from './convert.ts';
import { emitCondition } from './emit-condition.ts';
import { emitSelect } from './emit-select.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import { emitCall } from './functions/emit-call.ts';
import { emitBinary, emitNumber, emitString } from './literals.ts';
import { type Emitted, type Scope, emitColumn, emitVariable, parameter } from './scope.ts';
import type { Condition, Expression } from './syntax.ts';
import { isString, sqlType } from '../values/types.ts';

const isCondition = (value: Condition | Expression): value is Condition =>
  ['and', 'or', 'not', 'compare', 'between', 'in', 'inSelect', 'like', 'isNull', 'exists'].includes(
    value.kind,
  );

const emitCase = (scope: Scope, expression: Extract<Expression, { kind: 'case' }>): Emitted => {
  const results = expression.branches.map(({ then }) => emitExpression(scope, then));
  const otherwise =
    expression.otherwise === undefined ? undefined : emitExpression(scope, expression.otherwise);
  const all = otherwise === undefined ? results : [...results, otherwise];
  const type = commonType(all.map((value) => value.type));
  const branches = expression.branches.map(({ when }, index) => {
    const condition =
      expression.operand === undefined
        ? isCondition(when)
          ? emitCondition(scope, when)
          : ''
        : isCondition(when)
          ? ''
          : emitCondition(scope, { kind: 'compare', operator: '=', left: expression.operand, right: when });
    const result = results[index];
    return { condition, value: convert(result ?? { sql: 'NULL', type: undefined, nullable: true }, type) };
  });
  const last = otherwise === undefined ? undefined : convert(otherwise, type);
  const print = (pick: (value: Emitted) => string): string =>
    `(CASE ${branches.map(({ condition, value }) => `WHEN ${condition} THEN ${pick(value)}`).join(' ')}${last === undefined ? '' : ` ELSE ${pick(last)}`} END)`;
  const nullable = otherwise === undefined || all.some((value) => value.nullable);
  if (isString(type)) return stringOf(print(textOf), type, nullable);
  return { sql: print((value) => value.sql), type, nullable };
};

const emitCast = (scope: Scope, { operand, type }: Extract<Expression, { kind: 'cast' }>): Emitted => ({
  ...convert(emitExpression(scope, operand), type, 'explicit'),
  isCoercible: false,
});

const emitVariableOrGlobal = (scope: Scope, name: string): Emitted => {
  if (!name.startsWith('@@')) return emitVariable(scope, name);
  const place = (kept: string): string => `${parameter(scope.compilation, name.slice(2))}::${kept}`;
  switch (name) {
    case '@@rowcount':
    case '@@trancount':
      return { sql: place('int4'), type: sqlType('int'), nullable: false };
    case '@@spid':
      return { sql: place('int2'), type: sqlType('smallint'), nullable: false };
    default:
      throw notSupported(`${name.toUpperCase()}`);
  }
};

const largest = 2_000_000;

/** Some forms print an operand more than once: nested, they grow without bound. */
export const emitExpression = (scope: Scope, expression: Expression): Emitted => {
  const emitted = emitKind(scope, expression);
  if (emitted.sql.length > largest) throw notSupported('An expression this large');
  return emitted;
};

const emitKind = (scope: Scope, expression: Expression): Emitted => {
  switch (expression.kind) {
    case 'column':
      return emitColumn(scope, expression.table, expression.name);
    case 'variable':
      return emitVariableOrGlobal(scope, expression.name);
    case 'string':
      return emitString(expression.value, expression.isNational);
    case 'number':
      return emitNumber(expression.text);
    case 'binary':
      return emitBinary(expression.hex);
    case 'null':
      return { sql: 'NULL', type: undefined, nullable: true };
    case 'default':
      throw new SqlServerError(156, 15, "Incorrect syntax near the keyword 'DEFAULT'.");
    case 'minus':
      return emitMinus(emitExpression(scope, expression.operand));
    case 'arithmetic':
      return emitArithmetic(
        expression.operator,
        emitExpression(scope, expression.left),
        emitExpression(scope, expression.right),
      );
    case 'call':
      return emitCall(scope, expression);
    case 'cast':
      return emitCast(scope, expression);
    case 'case':
      return emitCase(scope, expression);
    case 'collate': {
      const operand = emitExpression(scope, expression.operand);
      if (operand.type === undefined || !isString(operand.type))
        throw new SqlServerError(447, 16, 'Expression type is invalid for COLLATE clause.');
      return {
        ...operand,
        type: { ...operand.type, collation: expression.collation },
        isCoercible: false,
        isColumn: false,
      };
    }
    case 'subquery': {
      const { sql, columns } = emitSelect(scope, expression.select);
      const [column] = columns;
      if (column === undefined || columns.length !== 1) {
        throw new SqlServerError(
          116,
          16,
          'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.',
        );
      }
      return { sql: `(${sql})`, type: column.type, nullable: true };
    }
  }
};

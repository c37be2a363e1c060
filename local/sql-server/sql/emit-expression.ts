// Expressions with their T-SQL types: every node either has a faithful PostgreSQL form or is refused.
import { convert, stringOf, textOf } from './convert.ts';
import { emitCondition } from './emit-condition.ts';
import { emitSelect } from './emit-select.ts';
import { SqlServerError, notSupported } from './errors.ts';
import { emitCall } from './functions.ts';
import { type Emitted, type Scope, emitColumn, emitVariable, parameter, quoteText } from './scope.ts';
import type { Condition, Expression } from './syntax.ts';
import {
  type SqlType,
  asDecimal,
  isBinary,
  isInteger,
  isNumber,
  isString,
  isUnicode,
  rankOf,
  sqlType,
} from './types.ts';

const intType = sqlType('int');

const emitNumber = (text: string): Emitted => {
  if (/e/i.test(text)) return { sql: `${text}::float8`, type: sqlType('float'), nullable: false };
  if (!text.includes('.')) {
    if (BigInt(text) <= 2147483647n) return { sql: text, type: intType, nullable: false };
    return {
      sql: `${text}::numeric`,
      type: sqlType('decimal', { precision: BigInt(text).toString().length }),
      nullable: false,
    };
  }
  const [whole = '', fraction = ''] = text.split('.');
  const digits = whole.replace(/^0+/, '');
  const precision = Math.max(1, digits.length + fraction.length);
  return {
    sql: `${text.endsWith('.') ? `${text}0` : text}::numeric`,
    type: sqlType('decimal', { precision, scale: fraction.length }),
    nullable: false,
  };
};

export const emitString = (value: string, isNational: boolean): Emitted => {
  const type = sqlType(isNational ? 'nvarchar' : 'varchar', { length: Math.max(1, value.length) });
  return { ...stringOf(`${quoteText(value)}::text`, type, false), isCoercible: true };
};

/** The type that a mix of these operands has. */
export const commonType = (types: readonly (SqlType | undefined)[]): SqlType => {
  const known = types.filter((type) => type !== undefined);
  const [first, ...others] = known;
  if (first === undefined) return intType;
  return others.reduce((left, right) => {
    const winner = rankOf(right) > rankOf(left) ? right : left;
    if (isString(left) && isString(right)) {
      const length = left.length === -1 || right.length === -1 ? -1 : Math.max(left.length, right.length);
      return {
        ...winner,
        name: isUnicode(winner) ? 'nvarchar' : 'varchar',
        length,
        collation: left.collation,
      };
    }
    if (isBinary(left) && isBinary(right)) {
      const length = left.length === -1 || right.length === -1 ? -1 : Math.max(left.length, right.length);
      return sqlType('varbinary', { length });
    }
    if (winner.name === 'decimal' && isNumber(left) && isNumber(right)) {
      const [a, b] = [asDecimal(left), asDecimal(right)];
      const scale = Math.max(a.scale, b.scale);
      return sqlType('decimal', {
        scale,
        precision: Math.min(38, scale + Math.max(a.precision - a.scale, b.precision - b.scale)),
      });
    }
    return winner.name === left.name && winner.name === right.name && left.scale > right.scale
      ? left
      : winner;
  }, first);
};

const concatenate = (left: Emitted, right: Emitted): Emitted => {
  const [a, b] = [
    left.type ?? sqlType('varchar', { length: 1 }),
    right.type ?? sqlType('varchar', { length: 1 }),
  ];
  const isWide = isUnicode(a) || isUnicode(b);
  const total = a.length === -1 || b.length === -1 ? -1 : Math.min(isWide ? 4000 : 8000, a.length + b.length);
  const collation = left.isCoercible ? b.collation : a.collation;
  const type = sqlType(isWide ? 'nvarchar' : 'varchar', { length: total, collation });
  const result = stringOf(`(${textOf(left)} || ${textOf(right)})`, type, left.nullable || right.nullable);
  return left.isCoercible && right.isCoercible ? { ...result, isCoercible: true } : result;
};

// Precision and scale of results (Precision, scale, and length, Transact-SQL).
const decimalResult = (operator: string, left: SqlType, right: SqlType): SqlType => {
  const [a, b] = [asDecimal(left), asDecimal(right)];
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  let scale = Math.max(a.scale, b.scale);
  let precision = whole + scale + 1;
  if (operator === '*') [precision, scale] = [a.precision + b.precision + 1, a.scale + b.scale];
  if (operator === '/') {
    scale = Math.max(6, a.scale + b.precision + 1);
    precision = a.precision - a.scale + b.scale + scale;
  }
  if (operator === '%') precision = Math.min(a.precision - a.scale, b.precision - b.scale) + scale;
  if (precision <= 38) return sqlType('decimal', { precision, scale });
  const integral = precision - scale;
  if (operator === '+' || operator === '-')
    return sqlType('decimal', { precision: 38, scale: Math.max(0, Math.min(scale, 38 - whole)) });
  if (integral < 32) return sqlType('decimal', { precision: 38, scale: Math.min(scale, 38 - integral) });
  return sqlType('decimal', { precision: 38, scale: Math.min(scale, 6) });
};

const emitArithmetic = (operator: string, left: Emitted, right: Emitted): Emitted => {
  const nullable = left.nullable || right.nullable;
  const isText = (value: Emitted): boolean => value.type === undefined || isString(value.type);
  if (operator === '+' && isText(left) && isText(right) && (left.type ?? right.type) !== undefined)
    return concatenate(left, right);
  const type = commonType([left.type, right.type]);
  if (isBinary(type) && operator === '+') {
    return { sql: `(${left.sql} || ${right.sql})`, type: sqlType('varbinary', { length: 8000 }), nullable };
  }
  if (!isNumber(type)) {
    if (isString(type))
      throw new SqlServerError(
        402,
        16,
        `The data types ${left.type?.name} and ${right.type?.name} are incompatible in the ${operator} operator.`,
      );
    throw notSupported(`The operator ${operator} on ${type.name}`);
  }
  if (type.name === 'bit') throw notSupported('Arithmetic on bit');
  if (operator === '&' || operator === '|' || operator === '^') {
    if (!isInteger(type)) throw notSupported(`The operator ${operator} on ${type.name}`);
    return {
      sql: `(${convert(left, type).sql} ${operator === '^' ? '#' : operator} ${convert(right, type).sql})`,
      type,
      nullable,
    };
  }
  if (type.name === 'decimal') {
    const [a, b] = [left, right].map((value) =>
      value.type !== undefined && isNumber(value.type) ? value : convert(value, type),
    );
    if (a === undefined || b === undefined) throw notSupported('Arithmetic');
    const result = decimalResult(operator, a.type ?? type, b.type ?? type);
    const [x, y] = [`(${a.sql})::numeric`, `(${b.sql})::numeric`];
    if (operator === '/')
      return {
        sql: `trunc(${x} / ${y}, ${result.scale})::numeric(${result.precision},${result.scale})`,
        type: result,
        nullable,
      };
    return {
      sql: `(${x} ${operator} ${y})::numeric(${result.precision},${result.scale})`,
      type: result,
      nullable,
    };
  }
  const sql = `(${convert(left, type).sql} ${operator} ${convert(right, type).sql})`;
  if (operator === '%' && !isInteger(type)) throw notSupported('The operator % on float');
  return { sql: type.name === 'tinyint' ? `mssql.to_tinyint(${sql}::numeric)` : sql, type, nullable };
};

const emitUnary = (operator: '-' | '+' | '~', operand: Emitted): Emitted => {
  if (operator === '+') return operand;
  if (operand.type === undefined || !isNumber(operand.type) || operand.type.name === 'bit')
    throw notSupported(`The operator ${operator} here`);
  if (operator === '~' && !isInteger(operand.type)) throw notSupported('The operator ~ here');
  // A negative tinyint is a smallint, as SQL Server has it.
  if (operand.type.name === 'tinyint')
    return { sql: `(${operator}(${operand.sql}))`, type: sqlType('smallint'), nullable: operand.nullable };
  return { sql: `(${operator}(${operand.sql}))`, type: operand.type, nullable: operand.nullable };
};

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

const emitCast = (
  scope: Scope,
  { operand, type, style, isTry }: Extract<Expression, { kind: 'cast' }>,
): Emitted => {
  if (isTry) throw notSupported('TRY_CAST and TRY_CONVERT');
  return { ...convert(emitExpression(scope, operand), type, 'explicit', style), isCoercible: false };
};

const emitVariableOrGlobal = (scope: Scope, name: string): Emitted => {
  if (!name.startsWith('@@')) return emitVariable(scope, name);
  const place = (key: string, kept: string): string => `${parameter(scope.compilation, key)}::${kept}`;
  switch (name) {
    case '@@rowcount':
    case '@@error':
    case '@@trancount':
      return { sql: place(name.slice(2), 'int4'), type: intType, nullable: false };
    case '@@spid':
      return { sql: place('spid', 'int2'), type: sqlType('smallint'), nullable: false };
    case '@@identity':
      return emitCall(scope, {
        kind: 'call',
        name: 'SCOPE_IDENTITY',
        args: [],
        isStar: false,
        isDistinct: false,
        over: undefined,
      });
    case '@@servername':
      return stringOf(place('servername', 'text'), sqlType('nvarchar', { length: 128 }), true);
    case '@@version':
      return stringOf(place('version', 'text'), sqlType('nvarchar', { length: 300 }), false);
    default:
      throw notSupported(`${name.toUpperCase()}`);
  }
};

export const emitExpression = (scope: Scope, expression: Expression): Emitted => {
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
      return {
        sql: `'\\x${expression.hex}'::bytea`,
        type: sqlType('varbinary', { length: Math.max(1, expression.hex.length / 2) }),
        nullable: false,
      };
    case 'null':
      return { sql: 'NULL', type: undefined, nullable: true };
    case 'default':
      throw new SqlServerError(156, 15, "Incorrect syntax near the keyword 'DEFAULT'.");
    case 'unary':
      if (
        expression.operator === '-' &&
        expression.operand.kind === 'number' &&
        expression.operand.text === '2147483648'
      ) {
        return { sql: '(-2147483648)', type: intType, nullable: false };
      }
      return emitUnary(expression.operator, emitExpression(scope, expression.operand));
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

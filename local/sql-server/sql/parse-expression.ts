// Expressions of T-SQL by precedence (Operator Precedence, Transact-SQL): minus, then *, then + and -.
import type { Cursor } from './cursor.ts';
import { notSupported, refuseLongChain } from '../values/errors.ts';
import { parseCondition } from './parse-condition.ts';
import { parseSelect } from './parse-select.ts';
import { parseCollation, parseType } from './parse-type.ts';
import type { Expression, OrderItem, Over } from './syntax.ts';

const parseOver = (cursor: Cursor): Over =>
  cursor.inParentheses(() => {
    const partitionBy = cursor.take('PARTITION', 'BY') ? cursor.list(() => parseExpression(cursor)) : [];
    const orderBy = cursor.take('ORDER', 'BY') ? parseOrder(cursor) : [];
    return { partitionBy, orderBy };
  });

export const parseOrder = (cursor: Cursor): OrderItem[] =>
  cursor.list(() => {
    const expression = parseExpression(cursor);
    const isDescending = cursor.take('DESC');
    if (!isDescending) cursor.take('ASC');
    return { expression, isDescending };
  });

const parseCase = (cursor: Cursor): Expression => cursor.nested(() => parseBranches(cursor));

const parseBranches = (cursor: Cursor): Expression => {
  const operand = cursor.isWord('WHEN') ? undefined : parseExpression(cursor);
  const branches: Extract<Expression, { kind: 'case' }>['branches'] = [];
  while (cursor.take('WHEN')) {
    const when = operand === undefined ? parseCondition(cursor) : parseExpression(cursor);
    cursor.expect('THEN');
    branches.push({ when, then: parseExpression(cursor) });
  }
  if (branches.length === 0) cursor.fail();
  const otherwise = cursor.take('ELSE') ? parseExpression(cursor) : undefined;
  cursor.expect('END');
  return { kind: 'case', operand, branches, otherwise };
};

const parseCast = (cursor: Cursor): Expression =>
  cursor.inParentheses(() => {
    const operand = parseExpression(cursor);
    cursor.expect('AS');
    return { kind: 'cast', operand, type: parseType(cursor, 30) };
  });

// Functions whose first argument is a bare word.
const takesDatePart = new Set(['DATEADD', 'DATEDIFF', 'DATEDIFF_BIG', 'DATEPART', 'DATENAME', 'DATETRUNC']);

const parseCall = (cursor: Cursor, name: string): Expression => {
  cursor.expectSymbol('(');
  const call = { kind: 'call' as const, name, isStar: false };
  let args: Expression[] = [];
  if (cursor.takeSymbol('*')) call.isStar = true;
  else if (takesDatePart.has(name)) {
    args.push({ kind: 'string', value: cursor.name().toLowerCase(), isNational: false });
    while (cursor.takeSymbol(',')) args.push(parseExpression(cursor));
  } else if (!cursor.isSymbol(')')) {
    if (cursor.isWord('DISTINCT')) throw notSupported(`DISTINCT in ${name}`);
    args = cursor.list(() => parseExpression(cursor));
  }
  cursor.expectSymbol(')');
  const over = cursor.take('OVER') ? parseOver(cursor) : undefined;
  return { ...call, args, over };
};

const parseNamed = (cursor: Cursor): Expression => {
  const isCallable = cursor.peek().kind === 'name';
  const first = cursor.name();
  if (isCallable && cursor.isSymbol('(')) {
    const name = first.toUpperCase();
    if (name === 'CAST') return parseCast(cursor);
    if (/^(?:TRY_CAST|CONVERT|TRY_CONVERT|IIF)$/.test(name)) throw notSupported(`The function ${name}`);
    return parseCall(cursor, name);
  }
  if (!cursor.takeSymbol('.')) return { kind: 'column', table: undefined, name: first };
  const second = cursor.name();
  if (!cursor.takeSymbol('.')) return { kind: 'column', table: first, name: second };
  return { kind: 'column', table: second, name: cursor.name() };
};

const parsePrimary = (cursor: Cursor): Expression => {
  const token = cursor.peek();
  switch (token.kind) {
    case 'string':
    case 'national':
      cursor.next();
      return { kind: 'string', value: token.text, isNational: token.kind === 'national' };
    case 'number':
      cursor.next();
      return { kind: 'number', text: token.text };
    case 'binary':
      cursor.next();
      return {
        kind: 'binary',
        hex: token.text.slice(2).padStart(Math.ceil((token.text.length - 2) / 2) * 2, '0'),
      };
    case 'variable':
      cursor.next();
      return { kind: 'variable', name: token.text.toLowerCase() };
    case 'symbol':
      if (!cursor.isSymbol('(')) return cursor.fail();
      return cursor.inParentheses(() =>
        cursor.isWord('SELECT') ? { kind: 'subquery', select: parseSelect(cursor) } : parseExpression(cursor),
      );
    case 'name':
    case 'quoted':
      if (cursor.take('NULL')) return { kind: 'null' };
      if (cursor.take('CASE')) return parseCase(cursor);
      // Reserved words that are also functions.
      if ((cursor.isWord('LEFT') || cursor.isWord('RIGHT')) && cursor.isSymbol('(', 1))
        return parseCall(cursor, cursor.next().text.toUpperCase());
      return parseNamed(cursor);
    case 'end':
      return cursor.fail();
  }
};

const parseUnary = (cursor: Cursor): Expression => {
  if (cursor.isSymbol('+') || cursor.isSymbol('~'))
    throw notSupported(`The operator ${cursor.peek().text} here`);
  if (cursor.takeSymbol('-')) return { kind: 'minus', operand: cursor.nested(() => parseUnary(cursor)) };
  let expression = parsePrimary(cursor);
  while (cursor.isWord('COLLATE')) {
    cursor.next();
    expression = { kind: 'collate', operand: expression, collation: parseCollation(cursor) };
  }
  if (cursor.isWord('AT') && cursor.isWord('TIME', 1)) throw notSupported('AT TIME ZONE');
  return expression;
};

const refusedOperators = ['/', '%', '&', '|', '^'];

const parseLevel = (
  cursor: Cursor,
  operators: readonly ('+' | '-' | '*')[],
  operand: () => Expression,
): Expression => {
  let left = operand();
  for (let terms = 1; ; terms += 1) {
    refuseLongChain(terms);
    const refused = refusedOperators.find((symbol) => cursor.isSymbol(symbol));
    if (refused !== undefined) throw notSupported(`The operator ${refused}`);
    const operator = operators.find((symbol) => cursor.takeSymbol(symbol));
    if (operator === undefined) return left;
    left = { kind: 'arithmetic', operator, left, right: operand() };
  }
};

export const parseExpression = (cursor: Cursor): Expression =>
  parseLevel(cursor, ['+', '-'], () => parseLevel(cursor, ['*'], () => parseUnary(cursor)));

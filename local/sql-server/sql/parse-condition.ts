// Search conditions of T-SQL: AND, OR, NOT and the predicates.
import type { Cursor } from './cursor.ts';
import { notSupported, refuseLongChain } from '../values/errors.ts';
import { parseExpression } from './parse-expression.ts';
import { parseSelect } from './parse-select.ts';
import type { Comparison, Condition, Expression } from './syntax.ts';

const comparisons: Record<string, Comparison> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '>': '>',
  '<=': '<=',
  '>=': '>=',
  '!<': '>=',
  '!>': '<=',
};

// Whether the parenthesis here holds a condition (and not an expression that a comparison follows): decided by what comes
// after an expression can no longer be read, so both are tried, the condition first.
const isConditionInParentheses = (cursor: Cursor): boolean => {
  let depth = 0;
  for (let ahead = 0; ; ahead += 1) {
    const token = cursor.peek(ahead);
    if (token.kind === 'end') return false;
    if (token.kind === 'symbol' && token.text === '(') {
      if (depth === 1 || ahead === 0) {
        const next = cursor.peek(ahead + 1);
        if (next.kind === 'name' && next.text.toUpperCase() === 'SELECT') {
          if (ahead === 0) return false;
        }
      }
      depth += 1;
    } else if (token.kind === 'symbol' && token.text === ')') {
      depth -= 1;
      if (depth === 0) break;
    } else if (depth === 1) {
      if (token.kind === 'symbol' && comparisons[token.text] !== undefined) return true;
      if (token.kind === 'name' && /^(?:AND|OR|NOT|IS|LIKE|IN|BETWEEN|EXISTS)$/i.test(token.text))
        return true;
    }
  }
  // ((…)): look at what stands after it.
  const first = cursor.peek(1);
  if (first.kind !== 'symbol' || first.text !== '(') return false;
  return isNestedCondition(cursor);
};

const isNestedCondition = (cursor: Cursor): boolean => {
  for (let ahead = 0, depth = 0; ; ahead += 1) {
    const token = cursor.peek(ahead);
    if (token.kind === 'end') return false;
    if (token.kind === 'symbol' && token.text === '(') depth += 1;
    else if (token.kind === 'symbol' && token.text === ')') {
      depth -= 1;
      if (depth === 0) return false;
    } else if (token.kind === 'symbol' && comparisons[token.text] !== undefined) return true;
    else if (token.kind === 'name' && /^(?:AND|OR|NOT|IS|LIKE|IN|BETWEEN|EXISTS)$/i.test(token.text))
      return true;
    else if (token.kind === 'name' && /^(?:CASE|SELECT)$/i.test(token.text)) return false;
  }
};

const parseAfterOperand = (cursor: Cursor, operand: Expression): Condition => {
  const symbol = cursor.peek().kind === 'symbol' ? comparisons[cursor.peek().text] : undefined;
  if (symbol !== undefined) {
    cursor.next();
    if (cursor.isWord('ALL') || cursor.isWord('ANY') || cursor.isWord('SOME'))
      throw notSupported('A comparison with ALL or ANY');
    return { kind: 'compare', operator: symbol, left: operand, right: parseExpression(cursor) };
  }
  if (cursor.take('IS')) {
    const isNot = cursor.take('NOT');
    cursor.expect('NULL');
    return { kind: 'isNull', isNot, operand };
  }
  const isNot = cursor.take('NOT');
  if (cursor.take('BETWEEN')) {
    const low = parseExpression(cursor);
    cursor.expect('AND');
    return { kind: 'between', isNot, operand, low, high: parseExpression(cursor) };
  }
  if (cursor.take('LIKE')) {
    const pattern = parseExpression(cursor);
    return {
      kind: 'like',
      isNot,
      operand,
      pattern,
      escape: cursor.take('ESCAPE') ? parseExpression(cursor) : undefined,
    };
  }
  if (cursor.take('IN')) {
    return cursor.inParentheses(() =>
      cursor.isWord('SELECT')
        ? { kind: 'inSelect', isNot, operand, select: parseSelect(cursor) }
        : { kind: 'in', isNot, operand, list: cursor.list(() => parseExpression(cursor)) },
    );
  }
  return cursor.fail();
};

const parsePredicate = (cursor: Cursor): Condition => {
  if (cursor.take('NOT')) return { kind: 'not', operand: cursor.nested(() => parsePredicate(cursor)) };
  if (cursor.take('EXISTS'))
    return { kind: 'exists', select: cursor.inParentheses(() => parseSelect(cursor)) };
  if (cursor.isSymbol('(') && isConditionInParentheses(cursor))
    return cursor.inParentheses(() => parseCondition(cursor));
  return parseAfterOperand(cursor, parseExpression(cursor));
};

const parseAnd = (cursor: Cursor): Condition => {
  let left = parsePredicate(cursor);
  for (let terms = 1; cursor.take('AND'); terms += 1) {
    refuseLongChain(terms);
    left = { kind: 'and', left, right: parsePredicate(cursor) };
  }
  return left;
};

export const parseCondition = (cursor: Cursor): Condition => {
  let left = parseAnd(cursor);
  for (let terms = 1; cursor.take('OR'); terms += 1) {
    refuseLongChain(terms);
    left = { kind: 'or', left, right: parseAnd(cursor) };
  }
  return left;
};

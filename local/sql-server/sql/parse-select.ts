// SELECT with its clauses and UNION ALL. Table hints, query options and the other set operators are refused.
import type { Cursor } from './cursor.ts';
import { notSupported } from '../values/errors.ts';
import { parseCondition } from './parse-condition.ts';
import { parseExpression, parseOrder } from './parse-expression.ts';
import type { Expression, Join, Select, SelectCore, SelectItem, Source } from './syntax.ts';

const parseAlias = (cursor: Cursor): string | undefined => {
  if (cursor.take('AS')) return cursor.peek().kind === 'string' ? cursor.next().text : cursor.name();
  return cursor.isName() && !isClauseStart(cursor) ? cursor.name() : undefined;
};

// Words that are names elsewhere but begin a clause here.
const isClauseStart = (cursor: Cursor): boolean =>
  ['OFFSET', 'OUTPUT', 'WINDOW', 'PIVOT', 'UNPIVOT', 'GO', 'OUTER'].some((word) => cursor.isWord(word));

const parseItem = (cursor: Cursor): SelectItem => {
  if (cursor.takeSymbol('*')) return { kind: 'star', table: undefined };
  if (cursor.isName() && cursor.isSymbol('.', 1) && cursor.isSymbol('*', 2)) {
    const table = cursor.name();
    cursor.next();
    cursor.next();
    return { kind: 'star', table };
  }
  if (cursor.peek().kind === 'variable' && cursor.isSymbol('=', 1)) {
    const variable = cursor.next().text.toLowerCase();
    cursor.next();
    return { kind: 'assign', variable, expression: parseExpression(cursor) };
  }
  if (cursor.isName() && cursor.isSymbol('=', 1)) {
    const alias = cursor.name();
    cursor.next();
    return { kind: 'value', expression: parseExpression(cursor), alias };
  }
  const expression = parseExpression(cursor);
  return { kind: 'value', expression, alias: parseAlias(cursor) };
};

const refuseHints = (cursor: Cursor): void => {
  if (cursor.isWord('WITH') && cursor.isSymbol('(', 1)) throw notSupported('A table hint');
};

const parseColumnNames = (cursor: Cursor): string[] =>
  cursor.isSymbol('(') ? cursor.inParentheses(() => cursor.list(() => cursor.name())) : [];

const parseSource = (cursor: Cursor): Source => {
  if (cursor.isSymbol('(')) {
    const inner = cursor.inParentheses(() =>
      cursor.take('VALUES')
        ? cursor.list(() => cursor.inParentheses(() => cursor.list(() => parseExpression(cursor))))
        : parseSelect(cursor),
    );
    const alias = parseAlias(cursor) ?? cursor.fail();
    const columns = parseColumnNames(cursor);
    return Array.isArray(inner)
      ? { kind: 'values', rows: inner, alias, columns }
      : { kind: 'derived', select: inner, alias, columns };
  }
  const name = cursor.objectName();
  if (cursor.isSymbol('(')) throw notSupported('A table-valued function');
  const alias = parseAlias(cursor);
  refuseHints(cursor);
  return { kind: 'table', name, alias };
};

const parseJoinKind = (cursor: Cursor): Join['kind'] | undefined => {
  if (cursor.take('JOIN') || cursor.take('INNER', 'JOIN')) return 'inner';
  if (cursor.take('CROSS', 'JOIN')) return 'cross';
  if (cursor.isWords('CROSS', 'APPLY') || cursor.isWords('OUTER', 'APPLY')) throw notSupported('APPLY');
  if (cursor.take('LEFT', 'JOIN') || cursor.take('LEFT', 'OUTER', 'JOIN')) return 'left';
  if (cursor.isWord('RIGHT') || cursor.isWord('FULL')) throw notSupported('A right or full join');
  return undefined;
};

const parseFrom = (cursor: Cursor): Pick<SelectCore, 'from' | 'joins'> => {
  if (!cursor.take('FROM')) return { from: [], joins: [] };
  const from = [parseSource(cursor)];
  const joins: Join[] = [];
  let hasComma = false;
  for (;;) {
    const isComma = cursor.takeSymbol(',');
    hasComma ||= isComma;
    const kind = isComma ? 'cross' : parseJoinKind(cursor);
    if (kind === undefined) return { from, joins };
    // A comma binds weaker than a JOIN.
    if (hasComma && !isComma) throw notSupported('A comma and a JOIN after it in one FROM');
    const source = parseSource(cursor);
    if (kind !== 'cross') cursor.expect('ON');
    joins.push({ kind, source, on: kind === 'cross' ? undefined : parseCondition(cursor) });
  }
};

export const parseTop = (cursor: Cursor): Expression | undefined => {
  if (!cursor.take('TOP')) return undefined;
  const count = cursor.isSymbol('(')
    ? cursor.inParentheses(() => parseExpression(cursor))
    : parseExpression(cursor);
  if (cursor.isWord('PERCENT') || cursor.isWords('WITH', 'TIES'))
    throw notSupported('TOP with PERCENT or TIES');
  return count;
};

const parseCore = (cursor: Cursor): SelectCore => {
  cursor.expect('SELECT');
  if (cursor.isWord('DISTINCT')) throw notSupported('DISTINCT');
  cursor.take('ALL');
  const top = parseTop(cursor);
  const items = cursor.list(() => parseItem(cursor));
  if (cursor.isWord('INTO')) throw notSupported('SELECT INTO');
  const { from, joins } = parseFrom(cursor);
  const where = cursor.take('WHERE') ? parseCondition(cursor) : undefined;
  const groupBy = cursor.take('GROUP', 'BY') ? cursor.list(() => parseExpression(cursor)) : [];
  if (cursor.isWord('HAVING')) throw notSupported('HAVING');
  return { top, items, from, joins, where, groupBy };
};

const refusedAfterCore = ['EXCEPT', 'INTERSECT', 'OFFSET', 'OPTION', 'FOR'];

export const parseSelect = (cursor: Cursor): Select => {
  if (cursor.isWord('WITH')) throw notSupported('A common table expression');
  const first = parseCore(cursor);
  const rest: Select['rest'] = [];
  while (cursor.take('UNION')) {
    if (!cursor.take('ALL')) throw notSupported('UNION without ALL');
    rest.push(parseCore(cursor));
  }
  const orderBy = cursor.take('ORDER', 'BY') ? parseOrder(cursor) : [];
  const refused = refusedAfterCore.find((word) => cursor.isWord(word));
  if (refused !== undefined) throw notSupported(`${refused} after SELECT`);
  return { first, rest, orderBy };
};

// A place in the tokens of a batch, with the few moves that the parsers are made of.
import { notSupported, syntaxError, tooDeep } from '../values/errors.ts';
import type { ObjectName } from './syntax.ts';
import type { Token } from './tokenize.ts';

export type Cursor = ReturnType<typeof createCursor>;

const reserved = new Set(
  (
    'ADD ALL ALTER AND ANY AS ASC BEGIN BETWEEN BY CASE CHECK COLLATE COLUMN COMMIT CONSTRAINT CREATE CROSS DECLARE DEFAULT DELETE DENY DESC DISTINCT ' +
    'DROP ELSE END EXCEPT EXEC EXECUTE EXISTS FETCH FOR FOREIGN FROM FULL GRANT GROUP HAVING IF IN INNER INSERT INTERSECT INTO IS JOIN KEY ' +
    'LEFT LIKE MERGE NOT NULL OF OFF ON OPTION OR ORDER OUTER OVER PRIMARY REFERENCES REVOKE RIGHT ROLLBACK SELECT SET TABLE THEN TO TOP TRAN ' +
    'TRANSACTION UNION UNIQUE UPDATE USE VALUES WHEN WHERE WHILE WITH RETURN PRINT RAISERROR THROW WAITFOR TRUNCATE SAVE'
  ).split(' '),
);

const deepest = 100;

export const createCursor = (tokens: readonly Token[]) => {
  let position = 0;
  const last = tokens[tokens.length - 1] ?? { kind: 'end' as const, text: '', line: 1, start: 0, end: 0 };
  const peek = (ahead = 0): Token => tokens[position + ahead] ?? last;
  const next = (): Token => {
    const token = peek();
    position += 1;
    return token;
  };
  const isWord = (word: string, ahead = 0): boolean => {
    const token = peek(ahead);
    return token.kind === 'name' && token.text.toUpperCase() === word;
  };
  const isWords = (...words: string[]): boolean => words.every((word, index) => isWord(word, index));
  const isSymbol = (symbol: string, ahead = 0): boolean =>
    peek(ahead).kind === 'symbol' && peek(ahead).text === symbol;
  const fail = (): never => {
    throw Object.assign(syntaxError(peek().text), { line: peek().line });
  };
  const take = (...words: string[]): boolean => {
    if (!isWords(...words)) return false;
    position += words.length;
    return true;
  };
  const takeSymbol = (symbol: string): boolean => {
    if (!isSymbol(symbol)) return false;
    position += 1;
    return true;
  };
  const expect = (...words: string[]): void => {
    for (const word of words) if (!take(word)) fail();
  };
  const expectSymbol = (symbol: string): void => {
    if (!takeSymbol(symbol)) fail();
  };
  const isName = (ahead = 0): boolean => {
    const token = peek(ahead);
    return token.kind === 'quoted' || (token.kind === 'name' && !reserved.has(token.text.toUpperCase()));
  };
  const name = (): string => (isName() ? next().text : fail());
  const list = <T>(item: () => T): T[] => {
    const items = [item()];
    while (takeSymbol(',')) items.push(item());
    return items;
  };
  let depth = 0;
  /** Everything that can nest goes through here, so that no text can exhaust the stack. */
  const nested = <T>(inner: () => T): T => {
    depth += 1;
    if (depth > deepest) throw tooDeep();
    const value = inner();
    depth -= 1;
    return value;
  };
  const inParentheses = <T>(inner: () => T): T => {
    expectSymbol('(');
    const value = nested(inner);
    expectSymbol(')');
    return value;
  };
  const objectName = (): ObjectName => {
    const first = name();
    if (first.startsWith('#')) throw notSupported('A temporary table');
    if (!takeSymbol('.')) return { schema: undefined, name: first };
    const second = name();
    if (isSymbol('.')) throw notSupported('A name with a database in front');
    return { schema: first, name: second };
  };
  const integer = (): number => {
    const token = next();
    const value = Number(token.text);
    if (token.kind !== 'number' || !Number.isInteger(value)) {
      position -= 1;
      return fail();
    }
    return value;
  };
  return {
    peek,
    next,
    isWord,
    isWords,
    isSymbol,
    fail,
    take,
    takeSymbol,
    expect,
    expectSymbol,
    isName,
    name,
    list,
    nested,
    inParentheses,
    objectName,
    integer,
  };
};

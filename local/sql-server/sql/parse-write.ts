// INSERT, UPDATE and DELETE with OUTPUT to the client.
import type { Cursor } from './cursor.ts';
import { notSupported } from '../values/errors.ts';
import { parseCondition } from './parse-condition.ts';
import { parseExpression } from './parse-expression.ts';
import { parseSelect, parseTop } from './parse-select.ts';
import type { Expression, OutputItem, StatementBody } from './syntax.ts';

const parseOutput = (cursor: Cursor): OutputItem[] => {
  if (!cursor.take('OUTPUT')) return [];
  const items = cursor.list((): OutputItem => {
    const source = cursor.name().toLowerCase();
    if (source !== 'inserted' && source !== 'deleted') throw notSupported('An expression in OUTPUT');
    cursor.expectSymbol('.');
    if (cursor.takeSymbol('*')) return { from: source, column: undefined, alias: undefined };
    const column = cursor.name();
    const alias =
      cursor.take('AS') || (cursor.isName() && !cursor.isWord('VALUES')) ? cursor.name() : undefined;
    return { from: source, column, alias };
  });
  if (cursor.isWord('INTO')) throw notSupported('OUTPUT INTO');
  return items;
};

const parseValue = (cursor: Cursor): Expression =>
  cursor.take('DEFAULT') ? { kind: 'default' } : parseExpression(cursor);

export const parseInsert = (cursor: Cursor): StatementBody => {
  cursor.expect('INSERT');
  if (cursor.isWord('TOP')) throw notSupported('INSERT TOP');
  cursor.take('INTO');
  const table = cursor.objectName();
  if (cursor.isWord('WITH')) throw notSupported('A table hint');
  const columns = cursor.isSymbol('(') ? cursor.inParentheses(() => cursor.list(() => cursor.name())) : [];
  const output = parseOutput(cursor);
  const base = { kind: 'insert' as const, table, columns, output };
  if (cursor.take('DEFAULT', 'VALUES')) return { ...base, rows: [[]], select: undefined };
  if (cursor.take('VALUES')) {
    const rows = cursor.list(() => cursor.inParentheses(() => cursor.list(() => parseValue(cursor))));
    return { ...base, rows, select: undefined };
  }
  if (cursor.isWord('EXEC') || cursor.isWord('EXECUTE')) throw notSupported('INSERT EXEC');
  return { ...base, rows: undefined, select: parseSelect(cursor) };
};

const parseAssignment = (cursor: Cursor): { column: string; value: Expression } => {
  if (cursor.peek().kind === 'variable') throw notSupported('A variable set by UPDATE');
  let column = cursor.name();
  if (cursor.takeSymbol('.')) column = cursor.name();
  cursor.expectSymbol('=');
  return { column, value: parseValue(cursor) };
};

const parseWhere = (cursor: Cursor) => {
  if (cursor.isWord('FROM')) throw notSupported('UPDATE or DELETE with a second FROM');
  const where = cursor.take('WHERE') ? parseCondition(cursor) : undefined;
  if (cursor.isWord('OPTION')) throw notSupported('A query option');
  return where;
};

export const parseUpdate = (cursor: Cursor): StatementBody => {
  cursor.expect('UPDATE');
  const top = parseTop(cursor);
  const table = cursor.objectName();
  if (cursor.isWord('WITH')) throw notSupported('A table hint');
  cursor.expect('SET');
  const set = cursor.list(() => parseAssignment(cursor));
  const output = parseOutput(cursor);
  return { kind: 'update', table, top, set, output, where: parseWhere(cursor) };
};

export const parseDelete = (cursor: Cursor): StatementBody => {
  cursor.expect('DELETE');
  const top = parseTop(cursor);
  cursor.take('FROM');
  const table = cursor.objectName();
  if (cursor.isWord('WITH')) throw notSupported('A table hint');
  const output = parseOutput(cursor);
  return { kind: 'delete', table, top, output, where: parseWhere(cursor) };
};

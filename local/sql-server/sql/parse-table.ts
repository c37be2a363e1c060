// CREATE TABLE, ALTER TABLE (ADD, DROP CONSTRAINT) and CREATE INDEX.
import type { Cursor } from './cursor.ts';
import { notSupported } from '../values/errors.ts';
import { parseCondition } from './parse-condition.ts';
import { parseExpression } from './parse-expression.ts';
import { parseCollation, parseType } from './parse-type.ts';
import type { ColumnDefinition, Expression, StatementBody, TableConstraint } from './syntax.ts';
import { isString } from '../values/types.ts';

const parseKeyColumns = (cursor: Cursor): { name: string; isDescending: boolean }[] =>
  cursor.inParentheses(() =>
    cursor.list(() => {
      const name = cursor.name();
      const isDescending = cursor.take('DESC');
      if (!isDescending) cursor.take('ASC');
      return { name, isDescending };
    }),
  );

const parseNames = (cursor: Cursor): string[] => cursor.inParentheses(() => cursor.list(() => cursor.name()));

// How rows lie on disk changes no answer.
const skipClustering = (cursor: Cursor): void => {
  if (!cursor.take('CLUSTERED')) cursor.take('NONCLUSTERED');
};

const parseReferences = (cursor: Cursor, name: string | undefined, columns: string[]): TableConstraint => {
  const table = cursor.objectName();
  const references = cursor.isSymbol('(') ? parseNames(cursor) : [];
  let onDelete: 'no action' | 'cascade' = 'no action';
  while (cursor.take('ON')) {
    const isDelete = cursor.take('DELETE');
    if (!isDelete) cursor.expect('UPDATE');
    if (cursor.take('NO', 'ACTION')) continue;
    if (!isDelete) throw notSupported('ON UPDATE of a foreign key');
    if (!cursor.take('CASCADE')) throw notSupported('ON DELETE SET NULL or SET DEFAULT');
    onDelete = 'cascade';
  }
  return { kind: 'foreignKey', name, columns, table, references, onDelete };
};

const parseDefault = (cursor: Cursor): Expression => parseExpression(cursor);

/** A constraint where one may stand; `column` when it belongs to that column's definition. */
const parseConstraint = (cursor: Cursor, column: string | undefined): TableConstraint | undefined => {
  const name = cursor.take('CONSTRAINT') ? cursor.name() : undefined;
  const keyColumns = () =>
    column === undefined || cursor.isSymbol('(')
      ? parseKeyColumns(cursor)
      : [{ name: column, isDescending: false }];
  if (cursor.take('PRIMARY', 'KEY')) {
    skipClustering(cursor);
    return { kind: 'primaryKey', name, columns: keyColumns() };
  }
  if (cursor.take('UNIQUE')) {
    skipClustering(cursor);
    return { kind: 'unique', name, columns: keyColumns() };
  }
  if (cursor.take('CHECK'))
    return { kind: 'check', name, condition: cursor.inParentheses(() => parseCondition(cursor)) };
  if (cursor.take('FOREIGN', 'KEY')) {
    const columns = cursor.isSymbol('(')
      ? parseNames(cursor)
      : column === undefined
        ? cursor.fail()
        : [column];
    cursor.expect('REFERENCES');
    return parseReferences(cursor, name, columns);
  }
  if (column !== undefined && cursor.take('REFERENCES')) return parseReferences(cursor, name, [column]);
  if (cursor.take('DEFAULT')) {
    const value = parseDefault(cursor);
    if (column === undefined) cursor.expect('FOR');
    return { kind: 'default', name, value, column: column ?? cursor.name() };
  }
  return name === undefined ? undefined : cursor.fail();
};

const parseIdentity = (cursor: Cursor): ColumnDefinition['identity'] => {
  if (!cursor.isSymbol('(')) return { seed: '1', increment: '1' };
  return cursor.inParentheses(() => {
    const number = (): string => (cursor.takeSymbol('-') ? `-${cursor.integer()}` : String(cursor.integer()));
    const seed = number();
    cursor.expectSymbol(',');
    return { seed, increment: number() };
  });
};

const parseColumn = (cursor: Cursor): ColumnDefinition => {
  const name = cursor.name();
  if (cursor.isWord('AS')) throw notSupported('A computed column');
  let type = parseType(cursor);
  const column: ColumnDefinition = {
    name,
    type,
    isNullable: undefined,
    identity: undefined,
    constraints: [],
  };
  for (;;) {
    if (cursor.take('NOT', 'NULL')) column.isNullable = false;
    else if (cursor.take('NULL')) column.isNullable = true;
    else if (cursor.take('IDENTITY')) column.identity = parseIdentity(cursor);
    else if (cursor.take('COLLATE')) {
      if (!isString(type)) cursor.fail();
      type = { ...type, collation: parseCollation(cursor) };
    } else if (cursor.isWord('ROWGUIDCOL') || cursor.isWord('SPARSE') || cursor.isWord('MASKED')) {
      throw notSupported(`The column property ${cursor.peek().text.toUpperCase()}`);
    } else {
      const constraint = parseConstraint(cursor, name);
      if (constraint === undefined) return { ...column, type };
      column.constraints.push(constraint);
    }
  }
};

const parseElements = (cursor: Cursor): { columns: ColumnDefinition[]; constraints: TableConstraint[] } => {
  const columns: ColumnDefinition[] = [];
  const constraints: TableConstraint[] = [];
  do {
    // A comma may stand before the closing parenthesis.
    if (cursor.isSymbol(')')) break;
    if (cursor.isWord('INDEX')) throw notSupported('An index inside CREATE TABLE');
    const constraint = parseConstraint(cursor, undefined);
    if (constraint === undefined) columns.push(parseColumn(cursor));
    else constraints.push(constraint);
  } while (cursor.takeSymbol(','));
  return { columns, constraints };
};

const skipFileGroup = (cursor: Cursor): void => {
  if (cursor.take('ON') && cursor.name().toUpperCase() !== 'PRIMARY') throw notSupported('A filegroup');
};

export const parseCreateTable = (cursor: Cursor): StatementBody => {
  const table = cursor.objectName();
  const elements = cursor.inParentheses(() => parseElements(cursor));
  skipFileGroup(cursor);
  if (cursor.isWord('WITH')) throw notSupported('A table option');
  return { kind: 'createTable', table, ...elements };
};

export const parseAlterTable = (cursor: Cursor): StatementBody => {
  const table = cursor.objectName();
  if (cursor.take('ADD')) return { kind: 'addColumns', table, ...parseElements(cursor) };
  if (cursor.take('WITH', 'CHECK', 'ADD')) return { kind: 'addColumns', table, ...parseElements(cursor) };
  if (cursor.take('DROP', 'CONSTRAINT'))
    return { kind: 'dropConstraint', table, names: cursor.list(() => cursor.name()) };
  throw notSupported(`ALTER TABLE … ${cursor.peek().text}`);
};

export const parseCreateIndex = (cursor: Cursor, isUnique: boolean): StatementBody => {
  const name = cursor.name();
  cursor.expect('ON');
  const table = cursor.objectName();
  const columns = parseKeyColumns(cursor);
  // Columns carried along change no answer.
  if (cursor.take('INCLUDE')) parseNames(cursor);
  const where = cursor.take('WHERE') ? parseCondition(cursor) : undefined;
  if (cursor.isWord('WITH')) throw notSupported('An index option');
  skipFileGroup(cursor);
  return { kind: 'createIndex', name, isUnique, table, columns, where };
};

// A batch of T-SQL into statements. What is not read here is refused by name; nothing is skipped.
import { type Cursor, createCursor } from './cursor.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import { parseExpression } from './parse-expression.ts';
import {
  parseAlterDatabase,
  parseAlterLogin,
  parseAlterRole,
  parseCreateLogin,
  parseCreateUser,
  parseGrant,
  parseRevoke,
} from './parse-security.ts';
import { parseSelect } from './parse-select.ts';
import { parseAlterTable, parseCreateIndex, parseCreateTable } from './parse-table.ts';
import { parseType } from './parse-type.ts';
import { parseDelete, parseInsert, parseUpdate } from './parse-write.ts';
import type { Statement, StatementBody } from './syntax.ts';
import { tokenize } from './tokenize.ts';
import { type SqlType } from '../values/types.ts';

const variableName = (cursor: Cursor): string => {
  const token = cursor.next();
  if (token.kind !== 'variable' || token.text.startsWith('@@')) return cursor.fail();
  return token.text.toLowerCase();
};

const parseDeclare = (cursor: Cursor): StatementBody => ({
  kind: 'declare',
  items: cursor.list(() => {
    const name = variableName(cursor);
    cursor.take('AS');
    if (cursor.isWord('TABLE')) throw notSupported('A table variable');
    if (cursor.isWord('CURSOR')) throw notSupported('A cursor');
    const type = parseType(cursor);
    return { name, type, value: cursor.takeSymbol('=') ? parseExpression(cursor) : undefined };
  }),
});

const parseSet = (cursor: Cursor): StatementBody => {
  if (cursor.peek().kind === 'variable') {
    const variable = variableName(cursor);
    cursor.expectSymbol('=');
    return { kind: 'set', variable, value: parseExpression(cursor) };
  }
  if (cursor.take('TRANSACTION')) {
    if (!cursor.take('ISOLATION')) cursor.fail();
    cursor.expect('LEVEL');
    if (!cursor.take('READ', 'COMMITTED')) throw notSupported('An isolation level other than READ COMMITTED');
    return { kind: 'option', name: 'ISOLATION LEVEL', value: 'READ COMMITTED' };
  }
  const names = cursor.list(() => cursor.next().text.toUpperCase());
  if (names.includes('IDENTITY_INSERT')) throw notSupported('SET IDENTITY_INSERT');
  const value = cursor.takeSymbol('-') ? `-${cursor.next().text}` : cursor.next().text.toUpperCase();
  return { kind: 'option', name: names.join(','), value };
};

const parseExecute = (cursor: Cursor): StatementBody => {
  if (cursor.isSymbol('(')) throw notSupported('EXEC of a string');
  const result = cursor.peek().kind === 'variable' ? variableName(cursor) : undefined;
  if (result !== undefined) cursor.expectSymbol('=');
  const procedure = cursor.objectName();
  const args: Extract<StatementBody, { kind: 'execute' }>['args'] = [];
  const isArgument = (): boolean =>
    ['string', 'national', 'number', 'binary', 'variable'].includes(cursor.peek().kind) ||
    cursor.isSymbol('-') ||
    cursor.isWord('NULL');
  if (isArgument()) {
    args.push(
      ...cursor.list(() => {
        const isNamed = cursor.peek().kind === 'variable' && cursor.isSymbol('=', 1);
        const name = isNamed ? variableName(cursor) : undefined;
        if (isNamed) cursor.expectSymbol('=');
        const value = parseExpression(cursor);
        if (cursor.isWord('OUTPUT') || cursor.isWord('OUT')) throw notSupported('An output argument');
        return { name, value };
      }),
    );
  }
  return { kind: 'execute', procedure, result, args };
};

const parseCreate = (cursor: Cursor): StatementBody => {
  if (cursor.take('TABLE')) return parseCreateTable(cursor);
  if (cursor.take('UNIQUE')) {
    if (!cursor.take('CLUSTERED')) cursor.take('NONCLUSTERED');
    cursor.expect('INDEX');
    return parseCreateIndex(cursor, true);
  }
  if (cursor.take('INDEX') || cursor.take('NONCLUSTERED', 'INDEX') || cursor.take('CLUSTERED', 'INDEX'))
    return parseCreateIndex(cursor, false);
  if (cursor.take('ROLE')) return { kind: 'createRole', name: cursor.name() };
  if (cursor.take('LOGIN')) return parseCreateLogin(cursor);
  if (cursor.take('USER')) return parseCreateUser(cursor);
  if (cursor.take('DATABASE')) {
    const name = cursor.name();
    if (cursor.isWord('COLLATE') || cursor.isWord('ON') || cursor.isWord('WITH'))
      throw notSupported('An option of CREATE DATABASE');
    return { kind: 'createDatabase', name };
  }
  throw notSupported(`CREATE ${cursor.peek().text.toUpperCase()}`);
};

const parseAlter = (cursor: Cursor): StatementBody => {
  if (cursor.take('TABLE')) return parseAlterTable(cursor);
  if (cursor.take('ROLE')) return parseAlterRole(cursor);
  if (cursor.take('LOGIN')) return parseAlterLogin(cursor);
  if (cursor.take('DATABASE')) return parseAlterDatabase(cursor);
  throw notSupported(`ALTER ${cursor.peek().text.toUpperCase()}`);
};

const parseDrop = (cursor: Cursor): StatementBody => {
  if (cursor.take('LOGIN')) return { kind: 'dropLogin', name: cursor.name() };
  if (cursor.take('DATABASE')) return { kind: 'dropDatabase', name: cursor.name() };
  throw notSupported(`DROP ${cursor.peek().text.toUpperCase()}`);
};

const parseBody = (cursor: Cursor): StatementBody => {
  if (cursor.isWord('SELECT') || cursor.isWord('WITH'))
    return { kind: 'select', select: parseSelect(cursor) };
  if (cursor.isWord('INSERT')) return parseInsert(cursor);
  if (cursor.isWord('UPDATE')) return parseUpdate(cursor);
  if (cursor.isWord('DELETE')) return parseDelete(cursor);
  if (cursor.take('DECLARE')) return parseDeclare(cursor);
  if (cursor.take('SET')) return parseSet(cursor);
  if (cursor.take('EXEC') || cursor.take('EXECUTE')) return parseExecute(cursor);
  if (cursor.take('CREATE')) return parseCreate(cursor);
  if (cursor.take('ALTER')) return parseAlter(cursor);
  if (cursor.take('DROP')) return parseDrop(cursor);
  if (cursor.take('GRANT')) return parseGrant(cursor);
  if (cursor.take('REVOKE')) return parseRevoke(cursor);
  const token = cursor.peek();
  if (
    token.kind === 'name' &&
    /^(?:BEGIN|COMMIT|ROLLBACK|SAVE|USE|WAITFOR|DENY|IF|WHILE|PRINT|RAISERROR|THROW|RETURN|MERGE|TRUNCATE|GOTO|BULK|BACKUP|RESTORE|KILL|DBCC|OPEN|CLOSE|REVERT)$/i.test(
      token.text,
    )
  ) {
    throw notSupported(token.text.toUpperCase());
  }
  return cursor.fail();
};

// The line of the statement that cannot be read goes with its error.
const withLine = <T>(line: number, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (error instanceof SqlServerError && error.line === 1) error.line = line;
    throw error;
  }
};

export const parseBatch = (sql: string): Statement[] => {
  const cursor = createCursor(tokenize(sql));
  const statements: Statement[] = [];
  for (;;) {
    while (cursor.takeSymbol(';'));
    if (cursor.peek().kind === 'end') return statements;
    const { line } = cursor.peek();
    statements.push({ ...withLine(line, () => parseBody(cursor)), line });
  }
};

/** The declaration that goes with sp_executesql: `@a int, @b nvarchar(max)`. */
export const parseParameters = (text: string): { name: string; type: SqlType }[] => {
  const cursor = createCursor(tokenize(text));
  if (cursor.peek().kind === 'end') return [];
  const parameters = cursor.list(() => {
    const name = variableName(cursor);
    cursor.take('AS');
    const type = parseType(cursor);
    if (cursor.isWord('OUTPUT') || cursor.isWord('OUT')) throw notSupported('An output parameter');
    if (cursor.isWord('READONLY')) throw notSupported('A table-valued parameter');
    return { name, type };
  });
  if (cursor.peek().kind !== 'end') cursor.fail();
  return parameters;
};

// Databases, logins, users, roles and permissions.
import type { Cursor } from './cursor.ts';
import { notSupported } from '../values/errors.ts';
import type { Permission, StatementBody } from './syntax.ts';

const permissions: readonly Permission[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'EXECUTE'];

const parseServerPermission = (cursor: Cursor, action: 'grant' | 'deny' | 'revoke'): StatementBody => {
  if (action === 'deny') throw notSupported('A denial of ALTER ANY LOGIN');
  if (!cursor.take('TO')) {
    if (action !== 'revoke') cursor.fail();
    cursor.expect('FROM');
  }
  const logins = cursor.list(() => cursor.name());
  if (cursor.isWord('WITH') || cursor.isWord('CASCADE')) throw notSupported('GRANT OPTION');
  return { kind: 'serverPermission', isGrant: action === 'grant', logins };
};

export const parsePermission = (cursor: Cursor, action: 'grant' | 'deny' | 'revoke'): StatementBody => {
  if (action === 'revoke' && cursor.isWords('GRANT', 'OPTION')) throw notSupported('GRANT OPTION');
  if (cursor.take('ALTER', 'ANY', 'LOGIN')) return parseServerPermission(cursor, action);
  const named = cursor.list((): Permission => {
    const word = cursor.next().text.toUpperCase();
    const permission = permissions.find((known) => known === word);
    if (permission === undefined) throw notSupported(`The permission ${word}`);
    if (cursor.isSymbol('(')) throw notSupported('A permission on columns');
    return permission;
  });
  if (!cursor.take('ON')) throw notSupported('A permission on the whole database');
  if (cursor.peek().kind === 'name' && cursor.peek(1).text === '::') {
    if (!cursor.take('OBJECT')) throw notSupported(`A permission on ${cursor.peek().text.toUpperCase()}`);
    cursor.expectSymbol('::');
  }
  const object = cursor.objectName();
  if (!cursor.take('TO')) {
    if (action !== 'revoke') cursor.fail();
    cursor.expect('FROM');
  }
  const principals = cursor.list(() => cursor.name());
  if (cursor.isWord('WITH') || cursor.isWord('CASCADE')) throw notSupported('GRANT OPTION');
  return { kind: 'permission', action, permissions: named, object, principals };
};

const parsePassword = (cursor: Cursor): string => {
  cursor.expect('PASSWORD');
  cursor.expectSymbol('=');
  const token = cursor.next();
  if (token.kind !== 'string' && token.kind !== 'national') throw notSupported('A hashed password');
  return token.text;
};

export const parseCreateLogin = (cursor: Cursor): StatementBody => {
  const name = cursor.name();
  if (cursor.isWords('FROM', 'WINDOWS')) throw notSupported('A Windows login');
  cursor.expect('WITH');
  const password = parsePassword(cursor);
  while (cursor.takeSymbol(',')) {
    const option = cursor.name().toUpperCase();
    cursor.expectSymbol('=');
    const value = cursor.next().text.toUpperCase();
    const isHarmless = (option === 'CHECK_POLICY' || option === 'CHECK_EXPIRATION') && value === 'OFF';
    if (!isHarmless) throw notSupported(`The login option ${option} = ${value}`);
  }
  return { kind: 'createLogin', name, password };
};

export const parseAlterLogin = (cursor: Cursor): StatementBody => {
  const name = cursor.name();
  if (cursor.take('DISABLE')) return { kind: 'alterLogin', name, password: undefined, isDisabled: true };
  if (cursor.take('ENABLE')) return { kind: 'alterLogin', name, password: undefined, isDisabled: false };
  cursor.expect('WITH');
  return { kind: 'alterLogin', name, password: parsePassword(cursor), isDisabled: undefined };
};

export const parseCreateUser = (cursor: Cursor): StatementBody => {
  const name = cursor.name();
  if (cursor.isWords('WITHOUT', 'LOGIN') || cursor.isWord('WITH'))
    throw notSupported('A user without a login');
  const login = cursor.take('FOR', 'LOGIN') || cursor.take('FROM', 'LOGIN') ? cursor.name() : name;
  if (cursor.isWord('WITH')) throw notSupported('A user option');
  return { kind: 'createUser', name, login };
};

export const parseAlterRole = (cursor: Cursor): StatementBody => {
  const role = cursor.name();
  const isAdd = cursor.take('ADD');
  if (!isAdd) cursor.expect('DROP');
  cursor.expect('MEMBER');
  return { kind: 'roleMember', role, member: cursor.name(), isAdd };
};

export const parseAlterDatabase = (cursor: Cursor): StatementBody => {
  const name = cursor.take('CURRENT') ? undefined : cursor.name();
  cursor.expect('SET');
  const word = cursor.name().toUpperCase();
  if (word === 'SINGLE_USER' || word === 'MULTI_USER') {
    if (cursor.take('WITH')) cursor.expect('ROLLBACK', 'IMMEDIATE');
    return { kind: 'alterDatabaseAccess', name, isSingleUser: word === 'SINGLE_USER' };
  }
  if (word !== 'READ_COMMITTED_SNAPSHOT' && word !== 'ALLOW_SNAPSHOT_ISOLATION')
    throw notSupported(`The database option ${word}`);
  const isOn = cursor.take('ON');
  if (!isOn) cursor.expect('OFF');
  if (cursor.take('WITH')) {
    if (!cursor.take('NO_WAIT')) cursor.expect('ROLLBACK', 'IMMEDIATE');
  }
  return { kind: 'alterDatabase', name, option: word, isOn };
};

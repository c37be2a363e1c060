// Databases, logins, users, roles and permissions.
import type { Cursor } from './cursor.ts';
import { notSupported } from '../values/errors.ts';
import type { Permission, StatementBody } from './syntax.ts';

const permissions: readonly Permission[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'EXECUTE'];

const parseNames = (cursor: Cursor): string[] => {
  const names = cursor.list(() => cursor.name());
  if (cursor.isWord('WITH') || cursor.isWord('CASCADE')) throw notSupported('GRANT OPTION');
  return names;
};

export const parseGrant = (cursor: Cursor): StatementBody => {
  if (cursor.take('ALTER', 'ANY', 'LOGIN')) {
    cursor.expect('TO');
    return { kind: 'serverPermission', isGrant: true, logins: parseNames(cursor) };
  }
  const named = cursor.list((): Permission => {
    const word = cursor.next().text.toUpperCase();
    const permission = permissions.find((known) => known === word);
    if (permission === undefined) throw notSupported(`The permission ${word}`);
    if (cursor.isSymbol('(')) throw notSupported('A permission on columns');
    return permission;
  });
  if (!cursor.take('ON')) throw notSupported('A permission on the whole database');
  if (cursor.peek().kind === 'name' && cursor.peek(1).text === '::')
    throw notSupported(`A permission on ${cursor.peek().text.toUpperCase()}`);
  const object = cursor.objectName();
  cursor.expect('TO');
  return { kind: 'permission', permissions: named, object, principals: parseNames(cursor) };
};

export const parseRevoke = (cursor: Cursor): StatementBody => {
  if (!cursor.take('ALTER', 'ANY', 'LOGIN')) throw notSupported('REVOKE of anything but ALTER ANY LOGIN');
  if (!cursor.take('FROM')) cursor.expect('TO');
  return { kind: 'serverPermission', isGrant: false, logins: parseNames(cursor) };
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
  if (cursor.isWord('DISABLE') || cursor.isWord('ENABLE')) throw notSupported('ALTER LOGIN … DISABLE');
  cursor.expect('WITH');
  return { kind: 'alterLogin', name, password: parsePassword(cursor) };
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
  if (cursor.isWord('DROP')) throw notSupported('ALTER ROLE … DROP MEMBER');
  cursor.expect('ADD');
  cursor.expect('MEMBER');
  return { kind: 'roleMember', role, member: cursor.name() };
};

export const parseAlterDatabase = (cursor: Cursor): StatementBody => {
  const name = cursor.take('CURRENT') ? undefined : cursor.name();
  cursor.expect('SET');
  const word = cursor.name().toUpperCase();
  if (word === 'SINGLE_USER' || word === 'MULTI_USER') {
    if (cursor.take('WITH')) cursor.expect('ROLLBACK', 'IMMEDIATE');
    return { kind: 'alterDatabaseAccess', name, isSingleUser: word === 'SINGLE_USER' };
  }
  if (word !== 'READ_COMMITTED_SNAPSHOT') throw notSupported(`The database option ${word}`);
  const isOn = cursor.take('ON');
  if (!isOn) cursor.expect('OFF');
  if (cursor.take('WITH')) {
    if (!cursor.take('NO_WAIT')) cursor.expect('ROLLBACK', 'IMMEDIATE');
  }
  return { kind: 'alterDatabase', name, isReadCommittedSnapshot: isOn };
};

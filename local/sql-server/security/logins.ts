// Logins of the whole server. Their changes are not part of any transaction, so they are refused inside one.
import { hashPassword } from '../password.ts';
import type { Login } from '../server-state.ts';
import type { Session } from '../session.ts';
import { keyOf } from '../sql/catalogue.ts';
import { SqlServerError, notSupported } from '../sql/errors.ts';
import type { Statement } from '../sql/syntax.ts';
import { noPrincipal, requireAdministrator } from './require.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

const check = (session: Session, what: string): void => {
  requireAdministrator(session);
  if (session.transaction !== undefined) throw notSupported(`${what} inside a transaction`);
};

const loginNamed = (session: Session, name: string): Login => {
  const login = session.state.logins.get(keyOf(name));
  if (login === undefined) throw noPrincipal('login', name);
  return login;
};

export const createLogin = async (session: Session, statement: Of<'createLogin'>): Promise<void> => {
  check(session, 'CREATE LOGIN');
  const { name, password } = statement;
  if (session.state.logins.has(keyOf(name)))
    throw new SqlServerError(15025, 16, `The server principal '${name}' already exists.`);
  await session.state.createLogin(name, password);
};

export const alterLogin = async (session: Session, statement: Of<'alterLogin'>): Promise<void> => {
  check(session, 'ALTER LOGIN');
  const login = loginNamed(session, statement.name);
  const hash = statement.password === undefined ? login.hash : await hashPassword(statement.password);
  await session.state.saveLogin({ ...login, hash, isDisabled: statement.isDisabled ?? login.isDisabled });
};

export const dropLogin = async (session: Session, statement: Of<'dropLogin'>): Promise<void> => {
  check(session, 'DROP LOGIN');
  await session.state.dropLogin(loginNamed(session, statement.name));
};

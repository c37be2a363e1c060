// Logins of the whole server. Their changes are not part of any transaction, so they are refused inside one.
import { hashPassword } from '../password.ts';
import type { Login } from '../server-state.ts';
import type { Session } from '../session.ts';
import { keyOf } from '../sql/catalogue.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import type { Statement } from '../sql/syntax.ts';
import { noPermission, noPrincipal, requireAdministrator } from './require.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

const check = (session: Session, what: string): void => {
  if (!session.login.isAdministrator && !session.mayAlterLogins()) throw noPermission();
  if (session.transaction !== undefined) throw notSupported(`${what} inside a transaction`);
};

const loginNamed = (session: Session, name: string): Login => {
  const login = session.state.logins.get(keyOf(name));
  if (login === undefined) throw noPrincipal('login', name);
  return login;
};

/** ALTER ANY LOGIN reaches every login but those that are above it. */
const refuseAdministrator = (session: Session, login: Login): void => {
  if (login.isAdministrator && !session.login.isAdministrator) throw noPrincipal('login', login.name);
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
  refuseAdministrator(session, login);
  await session.state.saveLogin({ ...login, hash: await hashPassword(statement.password) });
};

export const dropLogin = async (session: Session, statement: Of<'dropLogin'>): Promise<void> => {
  check(session, 'DROP LOGIN');
  const login = loginNamed(session, statement.name);
  refuseAdministrator(session, login);
  await session.state.dropLogin(login);
};

/** GRANT and REVOKE ALTER ANY LOGIN. */
export const changeLoginPermission = async (
  session: Session,
  { isGrant, logins }: Of<'serverPermission'>,
): Promise<void> => {
  requireAdministrator(session);
  if (session.transaction !== undefined) throw notSupported('GRANT ALTER ANY LOGIN inside a transaction');
  if (keyOf(session.database.name) !== 'master')
    throw new SqlServerError(
      4621,
      16,
      'Permissions at the server scope can only be granted when the current database is master',
    );
  for (const name of logins) {
    await session.state.saveLogin({ ...loginNamed(session, name), mayAlterLogins: isGrant });
  }
};

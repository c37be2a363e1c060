// Statements about databases, logins, users, roles and permissions.
import type { Session } from '../session.ts';
import type { Statement } from '../sql/syntax.ts';
import { applyChange, inOneTransaction } from './apply-change.ts';
import { alterDatabase, alterDatabaseAccess, createDatabase, dropDatabase } from './databases.ts';
import { alterLogin, changeLoginPermission, createLogin, dropLogin } from './logins.ts';
import { changePermission } from './permissions.ts';
import { addMember, createPrincipal, createUser } from './principals.ts';
import { requireOwner } from './require.ts';

const changeDatabase = async (session: Session, work: () => Promise<void>): Promise<true> => {
  await requireOwner(session);
  await inOneTransaction(session, async () => {
    await work();
    await applyChange(session);
  });
  return true;
};

const done = async (work: Promise<void>): Promise<true> => {
  await work;
  return true;
};

/** True when the statement was one of these. */
export const runSecurity = async (
  session: Session,
  statement: Statement,
  disconnectOthers: (database: string) => Promise<void>,
): Promise<boolean> => {
  switch (statement.kind) {
    case 'createRole':
      return changeDatabase(session, () => createPrincipal(session, statement.name, undefined));
    case 'createUser':
      return changeDatabase(session, () => createUser(session, statement));
    case 'roleMember':
      return changeDatabase(session, () => addMember(session, statement));
    case 'permission':
      return changeDatabase(session, () => changePermission(session, statement));
    case 'serverPermission':
      return done(changeLoginPermission(session, statement));
    case 'createLogin':
      return done(createLogin(session, statement));
    case 'alterLogin':
      return done(alterLogin(session, statement));
    case 'dropLogin':
      return done(dropLogin(session, statement));
    case 'createDatabase':
      return done(createDatabase(session, statement));
    case 'alterDatabase':
      return done(alterDatabase(session, statement));
    case 'alterDatabaseAccess':
      return done(alterDatabaseAccess(session, statement, disconnectOthers));
    case 'dropDatabase':
      return done(dropDatabase(session, statement));
    default:
      return false;
  }
};

// Users and roles of a database and who is a member of what.
import { randomBytes } from 'node:crypto';
import type { Session } from '../session.ts';
import { type Catalogue, keyOf } from '../sql/catalogue.ts';
import { SqlServerError } from '../values/errors.ts';
import { quoteText } from '../sql/scope.ts';
import type { Statement } from '../sql/syntax.ts';
import { runDefinition } from './apply-change.ts';
import { noPrincipal } from './require.ts';

const principalOf = (catalogue: Catalogue, name: string, kind: 'user' | 'role'): string => {
  const principal = catalogue.principals.get(keyOf(name));
  if (principal === undefined || (kind === 'role' && principal.kind !== 'role'))
    throw noPrincipal(kind, name);
  return principal.name;
};

export const createPrincipal = async (
  session: Session,
  name: string,
  login: string | undefined,
): Promise<void> => {
  const catalogue = await session.catalogue();
  if (catalogue.principals.has(keyOf(name))) {
    throw new SqlServerError(
      15023,
      16,
      `User, group, or role '${name}' already exists in the current database.`,
    );
  }
  const postgresRole = login === undefined ? undefined : `user_${randomBytes(12).toString('hex')}`;
  const row = [name, login === undefined ? 'role' : 'user', login, postgresRole].map((value) =>
    value === undefined ? 'NULL' : quoteText(value),
  );
  const steps = [`INSERT INTO mssql.principal VALUES (${row.join(', ')})`];
  if (postgresRole !== undefined) steps.push(`CREATE ROLE ${postgresRole} NOLOGIN`);
  await runDefinition(session, steps.join('; '));
};

export const createUser = async (
  session: Session,
  { name, login }: Extract<Statement, { kind: 'createUser' }>,
): Promise<void> => {
  const known = session.state.logins.get(keyOf(login));
  if (known === undefined)
    throw new SqlServerError(15007, 16, `'${login}' is not a valid login or you do not have permission.`);
  const catalogue = await session.catalogue();
  if ([...catalogue.principals.values()].some((principal) => keyOf(principal.login ?? '') === keyOf(login))) {
    throw new SqlServerError(15063, 16, 'The login already has an account under a different user name.');
  }
  await createPrincipal(session, name, known.name);
};

export const addMember = async (
  session: Session,
  { role, member }: Extract<Statement, { kind: 'roleMember' }>,
): Promise<void> => {
  const catalogue = await session.catalogue();
  const group = principalOf(catalogue, role, 'role');
  if (keyOf(group) === 'public')
    throw new SqlServerError(15081, 16, 'Membership of the public role cannot be changed.');
  const who = principalOf(catalogue, member, 'user');
  await runDefinition(
    session,
    `INSERT INTO mssql.membership VALUES (${quoteText(who)}, ${quoteText(group)}) ON CONFLICT DO NOTHING`,
  );
};

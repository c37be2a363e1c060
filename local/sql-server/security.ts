// Statements about databases, logins, users, roles and permissions. Who may run which is decided here.
import { randomBytes } from 'node:crypto';
import { hashPassword } from './password.ts';
import type { Session } from './session.ts';
import { type Catalogue, keyOf } from './sql/catalogue.ts';
import { SqlServerError, notSupported } from './sql/errors.ts';
import { presentGrants } from './sql/permissions.ts';
import { quoteText } from './sql/scope.ts';
import type { Statement } from './sql/syntax.ts';

const noPermission = (): SqlServerError =>
  new SqlServerError(15247, 16, 'User does not have permission to perform this action.');
const noPrincipal = (kind: string, name: string): SqlServerError =>
  new SqlServerError(
    15151,
    16,
    `Cannot find the ${kind} '${name}', because it does not exist or you do not have permission.`,
  );

const requireOwner = async (session: Session): Promise<void> => {
  if (!(await session.isOwner())) throw noPermission();
};
const requireAdministrator = (session: Session): void => {
  if (!session.login.isAdministrator) throw noPermission();
};
const refuseInTransaction = (session: Session, what: string): void => {
  if (session.transaction !== undefined)
    throw new SqlServerError(226, 16, `${what} statement not allowed within multi-statement transaction.`, 6);
};

export const runDefinition = (session: Session, sql: string): Promise<unknown> =>
  session.run('SELECT mssql.run($1)', [sql], { command: 'ALTER TABLE' });

/** Reads the catalogue anew and brings PostgreSQL's grants in line with it. */
export const applyChange = async (session: Session): Promise<void> => {
  const grants = presentGrants(await session.changed());
  if (grants !== undefined) await runDefinition(session, grants);
};

const atomically = async (session: Session, work: () => Promise<void>): Promise<void> => {
  if (session.transaction !== undefined) {
    await work();
    return;
  }
  const xactAbort = session.settings.xactAbort;
  await session.begin('READ COMMITTED');
  session.settings.xactAbort = true;
  try {
    await work();
    session.settings.xactAbort = xactAbort;
    await session.commit();
  } catch (error) {
    session.settings.xactAbort = xactAbort;
    await session.rollback();
    throw error;
  }
};
export const inOneTransaction = atomically;

const principalOf = (catalogue: Catalogue, name: string, kind: 'user' | 'role'): string => {
  const principal = catalogue.principals.get(keyOf(name));
  if (principal === undefined || (kind === 'role' && principal.kind !== 'role'))
    throw noPrincipal(kind, name);
  return principal.name;
};

const isFixed = (name: string): boolean =>
  ['public', 'db_owner', 'db_datareader', 'db_datawriter', 'dbo'].includes(keyOf(name));

const createPrincipal = async (session: Session, name: string, login: string | undefined): Promise<void> => {
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

const createUser = async (
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

const dropPrincipal = async (
  session: Session,
  kind: 'user' | 'role',
  name: string,
  ifExists: boolean,
): Promise<void> => {
  const catalogue = await session.catalogue();
  const principal = catalogue.principals.get(keyOf(name));
  if (principal === undefined || principal.kind !== kind || isFixed(name)) {
    if (ifExists && principal === undefined) return;
    throw noPrincipal(kind, name);
  }
  if (kind === 'role' && catalogue.memberships.some((membership) => keyOf(membership.role) === keyOf(name))) {
    throw new SqlServerError(15144, 16, 'The role has members. It must be empty before it can be dropped.');
  }
  const text = quoteText(principal.name);
  const steps = [
    `DELETE FROM mssql.principal WHERE name = ${text}`,
    `DELETE FROM mssql.membership WHERE member = ${text}`,
    `DELETE FROM mssql.permission WHERE principal = ${text}`,
  ];
  const role = principal.postgresRole;
  if (role !== undefined) steps.push(`DROP OWNED BY ${role}`, `DROP ROLE ${role}`);
  await runDefinition(session, steps.join('; '));
};

const changeMember = async (
  session: Session,
  { role, member, isAdd }: Extract<Statement, { kind: 'roleMember' }>,
): Promise<void> => {
  const catalogue = await session.catalogue();
  const group = principalOf(catalogue, role, 'role');
  if (keyOf(group) === 'public')
    throw new SqlServerError(15081, 16, 'Membership of the public role cannot be changed.');
  const who = principalOf(catalogue, member, 'user');
  const values = `(${quoteText(who)}, ${quoteText(group)})`;
  await runDefinition(
    session,
    isAdd
      ? `INSERT INTO mssql.membership VALUES ${values} ON CONFLICT DO NOTHING`
      : `DELETE FROM mssql.membership WHERE (member, role) = ${values}`,
  );
};

const changePermission = async (
  session: Session,
  statement: Extract<Statement, { kind: 'permission' }>,
): Promise<void> => {
  const catalogue = await session.catalogue();
  const table =
    keyOf(statement.object.schema ?? 'dbo') === 'dbo'
      ? catalogue.tables.get(keyOf(statement.object.name))
      : undefined;
  if (table === undefined) throw noPrincipal('object', statement.object.name);
  const steps = statement.principals.flatMap((name) => {
    const principal = catalogue.principals.get(keyOf(name));
    if (principal === undefined) throw noPrincipal('user', name);
    return statement.permissions.map((permission) => {
      const key = `${quoteText(permission)}, ${table.id}, ${quoteText(principal.name)}`;
      if (statement.action === 'revoke')
        return `DELETE FROM mssql.permission WHERE (permission, relation, principal) = (${key})`;
      return `INSERT INTO mssql.permission (action, permission, relation, principal) VALUES ('${statement.action}', ${key})
        ON CONFLICT (permission, relation, principal) DO UPDATE SET action = excluded.action`;
    });
  });
  await runDefinition(session, steps.join('; '));
};

const databaseNamed = (session: Session, name: string | undefined) => {
  const database = name === undefined ? session.database : session.state.databases.get(keyOf(name));
  if (database === undefined)
    throw new SqlServerError(
      5011,
      14,
      `User does not have permission to alter database '${name ?? ''}', the database does not exist, or the database is not in a state that allows access checks.`,
      5,
    );
  return database;
};

const dropDatabase = async (session: Session, name: string, ifExists: boolean): Promise<void> => {
  const database = session.state.databases.get(keyOf(name));
  if (database === undefined) {
    if (ifExists) return;
    throw new SqlServerError(
      3701,
      11,
      `Cannot drop the database '${name}', because it does not exist or you do not have permission.`,
    );
  }
  if (database.name === 'master')
    throw new SqlServerError(3708, 16, `Cannot drop the database '${name}' because it is a system database.`);
  if (database.sessions > 0)
    throw new SqlServerError(
      3702,
      16,
      `Cannot drop database "${database.name}" because it is currently in use.`,
      3,
    );
  await session.state.dropDatabase(database);
};

/** True when the statement was one of these. */
export const runSecurity = async (
  session: Session,
  statement: Statement,
  disconnectOthers: (database: string) => Promise<void>,
): Promise<boolean> => {
  const { state } = session;
  switch (statement.kind) {
    case 'createRole':
    case 'dropRole':
    case 'createUser':
    case 'dropUser':
    case 'roleMember':
    case 'permission':
      await requireOwner(session);
      await atomically(session, async () => {
        if (statement.kind === 'createRole') await createPrincipal(session, statement.name, undefined);
        else if (statement.kind === 'createUser') await createUser(session, statement);
        else if (statement.kind === 'roleMember') await changeMember(session, statement);
        else if (statement.kind === 'permission') await changePermission(session, statement);
        else
          await dropPrincipal(
            session,
            statement.kind === 'dropRole' ? 'role' : 'user',
            statement.name,
            statement.ifExists,
          );
        await applyChange(session);
      });
      return true;
    case 'createLogin':
      requireAdministrator(session);
      if (session.transaction !== undefined) throw notSupported('CREATE LOGIN inside a transaction');
      if (state.logins.has(keyOf(statement.name)))
        throw new SqlServerError(15025, 16, `The server principal '${statement.name}' already exists.`);
      await state.createLogin(statement.name, statement.password);
      return true;
    case 'alterLogin': {
      requireAdministrator(session);
      if (session.transaction !== undefined) throw notSupported('ALTER LOGIN inside a transaction');
      const login = state.logins.get(keyOf(statement.name));
      if (login === undefined) throw noPrincipal('login', statement.name);
      const hash = statement.password === undefined ? login.hash : await hashPassword(statement.password);
      await state.saveLogin({ ...login, hash, isDisabled: statement.isDisabled ?? login.isDisabled });
      return true;
    }
    case 'dropLogin': {
      requireAdministrator(session);
      if (session.transaction !== undefined) throw notSupported('DROP LOGIN inside a transaction');
      const login = state.logins.get(keyOf(statement.name));
      if (login === undefined) throw noPrincipal('login', statement.name);
      await state.dropLogin(login);
      return true;
    }
    case 'createDatabase':
      if (!session.login.isAdministrator)
        throw new SqlServerError(262, 14, "CREATE DATABASE permission denied in database 'master'.");
      refuseInTransaction(session, 'CREATE DATABASE');
      if (state.databases.has(keyOf(statement.name))) {
        throw new SqlServerError(
          1801,
          16,
          `Database '${statement.name}' already exists. Choose a different database name.`,
          3,
        );
      }
      await state.createDatabase(statement.name);
      return true;
    case 'alterDatabase': {
      const database = databaseNamed(session, statement.name);
      if (!session.login.isAdministrator && !(database === session.database && (await session.isOwner())))
        throw noPermission();
      refuseInTransaction(session, 'ALTER DATABASE');
      if (statement.option === 'READ_COMMITTED_SNAPSHOT') database.isReadCommittedSnapshot = statement.isOn;
      else database.isSnapshotAllowed = statement.isOn;
      await state.saveOptions(database);
      return true;
    }
    case 'alterDatabaseAccess': {
      requireAdministrator(session);
      const database = databaseNamed(session, statement.name);
      if (statement.isSingleUser) await disconnectOthers(database.name);
      return true;
    }
    case 'dropDatabase':
      if (!session.login.isAdministrator) throw noPermission();
      refuseInTransaction(session, 'DROP DATABASE');
      for (const name of statement.names) await dropDatabase(session, name, statement.ifExists);
      return true;
    default:
      return false;
  }
};

// What a statement may ask of its session (@@ROWCOUNT, DB_NAME(), sys.databases …), as the text of a PostgreSQL parameter.
import type { Session } from './session.ts';
import { type Catalogue, keyOf, rolesOf } from './sql/catalogue.ts';
import { notSupported } from './values/errors.ts';
import { serverName } from './tds/tokens.ts';

const version =
  'Microsoft SQL Server 2022 (RTM) - 16.0.1000.6 (X64) - embedded endpoint, a development stand-in in front of PostgreSQL';

const databases = ({ state, login }: Session) =>
  [...state.databases.values()].map((database) => ({
    name: database.name,
    database_id: database.id,
    is_read_committed_snapshot_on: database.isReadCommittedSnapshot ? 1 : 0,
    snapshot_isolation_state: database.isSnapshotAllowed ? 1 : 0,
    has_access: state.mayOpen(login, database) ? 1 : 0,
  }));

const roles = (session: Session, catalogue: Catalogue) => {
  const held = rolesOf(catalogue, session.user);
  const isOwner = session.login.isAdministrator;
  return [...catalogue.principals.values()]
    .filter(({ kind }) => kind === 'role')
    .map(({ name }) => ({ name, is_member: isOwner || name === 'public' || held.has(keyOf(name)) ? 1 : 0 }));
};

const presentIdentity = (identity: Session['known']['identity'], isSet: boolean): string => {
  if (identity === 'lost') throw notSupported('An identity value asked for after a rollback');
  return isSet ? '1' : '0';
};

const readers: Record<string, (session: Session, catalogue: Catalogue) => string> = {
  rowcount: ({ known }) => String(known.rowCount),
  error: ({ known }) => String(known.error),
  trancount: ({ transaction }) => String(transaction?.depth ?? 0),
  xactState: ({ transaction }) => (transaction === undefined ? '0' : '1'),
  spid: ({ number }) => String(number),
  scopeIdentity: ({ known }) => presentIdentity(known.identity, known.identity === 'of-this-batch'),
  sessionIdentity: ({ known }) => presentIdentity(known.identity, known.identity !== 'none'),
  servername: () => serverName,
  version: () => version,
  database: ({ database }) => database.name,
  login: ({ login }) => login.name,
  user: ({ user }) => user,
  application: ({ application }) => application,
  host: ({ host }) => host,
  isAdministrator: ({ login }) => (login.isAdministrator ? '1' : '0'),
  mayAlterLogins: (session) => (session.login.isAdministrator || session.mayAlterLogins() ? '1' : '0'),
  isOwner: ({ login, user }, catalogue) =>
    login.isAdministrator || rolesOf(catalogue, user).has('db_owner') ? '1' : '0',
  databases: (session) => JSON.stringify(databases(session)),
  roles: (session, catalogue) => JSON.stringify(roles(session, catalogue)),
  tables: (_, catalogue) =>
    JSON.stringify(
      [...catalogue.tables.values()].map(({ name, id }) => ({ name, object_id: id, schema_id: 1 })),
    ),
  schemas: () => JSON.stringify([{ name: 'dbo', schema_id: 1 }]),
  logins: ({ state }) =>
    JSON.stringify(
      [...state.logins.values()].map(({ name, id, isDisabled }) => ({
        name,
        principal_id: id,
        is_disabled: isDisabled ? 1 : 0,
        type: 'S',
      })),
    ),
  principals: (_, catalogue) =>
    JSON.stringify(
      [...catalogue.principals.values()].map(({ name, kind }, index) => ({
        name,
        principal_id: index + 1,
        type: kind === 'user' ? 'S' : 'R',
      })),
    ),
};

export const sessionValue = (session: Session, catalogue: Catalogue, key: string): string => {
  const reader = readers[key];
  if (reader === undefined) throw notSupported(key);
  return reader(session, catalogue);
};

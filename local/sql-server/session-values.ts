// What a statement may ask of its session (@@ROWCOUNT, DB_NAME(), sys.databases …), as the text of a PostgreSQL parameter.
import type { Session } from './session.ts';
import { type Catalogue, rolesOf } from './sql/catalogue.ts';
import { notSupported } from './values/errors.ts';

const databases = ({ state }: Session) =>
  [...state.databases.values()].map((database) => ({
    name: database.name,
    database_id: database.id,
    is_read_committed_snapshot_on: database.isReadCommittedSnapshot ? 1 : 0,
  }));

const readers: Record<string, (session: Session, catalogue: Catalogue) => string> = {
  rowcount: ({ known }) => String(known.rowCount),
  trancount: ({ transaction }) => (transaction === undefined ? '0' : '1'),
  spid: ({ number }) => String(number),
  database: ({ database }) => database.name,
  login: ({ login }) => login.name,
  mayAlterLogins: (session) => (session.login.isAdministrator || session.mayAlterLogins() ? '1' : '0'),
  isOwner: ({ login, user }, catalogue) =>
    login.isAdministrator || rolesOf(catalogue, user).has('db_owner') ? '1' : '0',
  databases: (session) => JSON.stringify(databases(session)),
  logins: ({ state }) =>
    JSON.stringify([...state.logins.values()].map(({ name, id }) => ({ name, principal_id: id }))),
};

export const sessionValue = (session: Session, catalogue: Catalogue, key: string): string => {
  const reader = readers[key];
  if (reader === undefined) throw notSupported(key);
  return reader(session, catalogue);
};

// USE: another database on the same TDS session, when the login may open it.
import { keyOf } from '../sql/catalogue.ts';
import { SqlServerError } from '../values/errors.ts';
import { writeDatabaseChange } from '../tds/tokens.ts';
import type { Run } from './run.ts';

export const useDatabase = async ({ session, answer }: Run, name: string): Promise<void> => {
  const next = session.state.databases.get(keyOf(name));
  if (next === undefined)
    throw new SqlServerError(
      911,
      16,
      `Database '${name}' does not exist. Make sure that the name is entered correctly.`,
    );
  if (!session.state.mayOpen(session.login, next)) {
    throw new SqlServerError(
      916,
      14,
      `The server principal "${session.login.name}" is not able to access the database "${next.name}" under the current security context.`,
      2,
    );
  }
  const before = session.database.name;
  if (next !== session.database) await session.use(next);
  answer.write((out) => writeDatabaseChange(out, next.name, before));
  answer.info({
    number: 5701,
    state: 2,
    severity: 0,
    message: `Changed database context to '${next.name}'.`,
  });
};

// A change of what a database holds: all of it or nothing, seen by this session at once.
import type { Session } from '../session.ts';
import { presentGrants } from '../sql/permissions.ts';

export const runDefinition = (
  session: Session,
  sql: string,
  about: Parameters<Session['run']>[1] = { command: 'ALTER TABLE' },
): Promise<unknown> => session.run({ text: 'SELECT mssql.run($1)', values: [sql] }, about);

/** Reads the catalogue anew and brings PostgreSQL's grants in line with it. */
export const applyChange = async (session: Session): Promise<void> => {
  const grants = presentGrants(await session.changed());
  if (grants !== undefined) await runDefinition(session, grants);
};

export const inOneTransaction = async (session: Session, work: () => Promise<void>): Promise<void> => {
  if (session.transaction !== undefined) {
    await work();
    return;
  }
  const xactAbort = session.settings.xactAbort;
  await session.begin();
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

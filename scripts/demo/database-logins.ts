// Which database login each call worked with, as the SQL Server itself saw it: a session belongs to a login, and every
// request of a call arrives on a session.

import type { SqlServerEvent } from '../../local/sql-server/events.ts';

export type DatabaseLogins = {
  readonly onEvent: (event: SqlServerEvent) => void;
  /** The logins that worked since the last time this was asked, as `login@database`. */
  readonly takeUsed: () => readonly string[];
};

/** What is sent to the payroll suites is sent beside the calls, whenever it likes. */
const ofPayrollLoop = 'direct-deposits-payroll';

export const createDatabaseLogins = (): DatabaseLogins => {
  const loginOfSession = new Map<number, string>();
  const used = new Set<string>();
  const beside = new Set<number>();
  return {
    onEvent: (event) => {
      if (event.kind === 'login' && event.ok && event.application === ofPayrollLoop)
        beside.add(event.session);
      else if (event.kind === 'login' && event.ok)
        loginOfSession.set(event.session, `${event.login}@${event.database}`);
      if (event.kind === 'request' && !beside.has(event.session))
        used.add(loginOfSession.get(event.session) ?? 'unknown');
    },
    takeUsed: () => {
      const logins = [...used];
      used.clear();
      return logins;
    },
  };
};

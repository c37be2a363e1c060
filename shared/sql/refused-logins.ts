// Remembers logins that a server has refused, for a while: SQL Server locks an account after a few wrong passwords, so the
// same one is not tried with every request. The length varies, so that a fleet of containers does not come back at once.

import type { Clock } from '../platform/clock.ts';
import type { SqlFailure } from './sql-failure.ts';

const leastMs = 30_000;
const spreadMs = 30_000;

export type RefusedLogins = {
  /** What the server said, while it is not to be asked again. */
  readonly recall: (login: string) => SqlFailure | undefined;
  readonly remember: (login: string, failure: SqlFailure) => void;
};

/** @param random 0 up to 1 */
export const createRefusedLogins = (clock: Clock, random: () => number, maxEntries = 100): RefusedLogins => {
  const refused = new Map<string, { readonly failure: SqlFailure; readonly untilMs: number }>();
  return {
    recall: (login) => {
      const entry = refused.get(login);
      if (entry && entry.untilMs > clock.nowMs()) return entry.failure;
      refused.delete(login);
      return undefined;
    },
    remember: (login, failure) => {
      refused.set(login, { failure, untilMs: clock.nowMs() + leastMs + random() * spreadMs });
      for (const oldest of refused.keys()) {
        if (refused.size <= maxEntries) break;
        refused.delete(oldest);
      }
    },
  };
};

// Remembers logins that a server has refused, for a while: SQL Server locks an account after a few wrong passwords, so the
// same one is not tried with every request. The length varies, so that a fleet of containers does not come back together.

import type { Clock } from '../platform/clock.ts';
import type { SqlFailure } from './sql-failure.ts';

const leastMs = 30_000;
const spreadMs = 30_000;

export type RefusedLogins = {
  /** What the server said, while it is not to be asked again. */
  readonly recall: (login: string) => SqlFailure | undefined;
  /** Refused once, and by now it may be asked again. */
  readonly wasRefused: (login: string) => boolean;
  readonly remember: (login: string, failure: SqlFailure) => void;
  readonly forget: (login: string) => void;
};

/** @param random 0 up to 1 */
export const createRefusedLogins = (clock: Clock, random: () => number, maxEntries = 100): RefusedLogins => {
  const refused = new Map<string, { readonly failure: SqlFailure; readonly untilMs: number }>();
  const isDue = (untilMs: number): boolean => untilMs <= clock.nowMs();
  return {
    recall: (login) => {
      const entry = refused.get(login);
      return entry !== undefined && !isDue(entry.untilMs) ? entry.failure : undefined;
    },
    wasRefused: (login) => {
      const entry = refused.get(login);
      return entry !== undefined && isDue(entry.untilMs);
    },
    remember: (login, failure) => {
      refused.delete(login);
      refused.set(login, { failure, untilMs: clock.nowMs() + leastMs + random() * spreadMs });
      for (const oldest of refused.keys()) {
        if (refused.size <= maxEntries) break;
        refused.delete(oldest);
      }
    },
    forget: (login) => void refused.delete(login),
  };
};

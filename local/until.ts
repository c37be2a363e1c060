// For what comes about by itself, in its own time, and tells nobody when.

import { setTimeout as pause } from 'node:timers/promises';

type Patience = {
  readonly patienceMs?: number;
  readonly everyMs?: number;
};

/**
 * Looks again and again until it holds.
 * @returns false where it does not within 15 seconds, or as many as `patienceMs` has
 */
export const until = async (
  holds: () => boolean | Promise<boolean>,
  { patienceMs = 15_000, everyMs = 50 }: Patience = {},
): Promise<boolean> => {
  for (const endMs = performance.now() + patienceMs; performance.now() < endMs; await pause(everyMs))
    if (await holds()) return true;
  return false;
};

// The moment by which an invocation has to be answered; every wait inside it is cut to what is left.

import type { Clock } from './clock.ts';

export type Deadline = {
  /** Milliseconds left, never below zero. */
  readonly remainingMs: () => number;
};

/** As much of Lambda's context as is used. */
export type InvocationContext = { readonly getRemainingTimeInMillis: () => number };

export const deadlineIn = (clock: Clock, durationMs: number): Deadline => {
  const endMs = clock.monotonicMs() + durationMs;
  return { remainingMs: () => Math.max(0, endMs - clock.monotonicMs()) };
};

/** The smaller of a bound of one's own and what the deadline leaves, at least 1 ms (0 means "no limit" to most clients). */
export const boundedMs = (deadline: Deadline, boundMs: number): number =>
  Math.max(1, Math.floor(Math.min(deadline.remainingMs(), boundMs)));

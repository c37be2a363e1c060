// The one retry loop: full jitter between bounds, and never a pause that the deadline would not survive. Which outcome is
// retried, how often and after which pause is a table of the caller's.

import type { Deadline } from './deadline.ts';

export type RetryRule = {
  /** Attempts in all, the first included. */
  readonly maxAttempts: number;
  readonly shortestPauseMs?: number;
  /** After the first attempt, after the second, …; the last one holds for all further ones. */
  readonly longestPausesMs: readonly number[];
  /** Another attempt is not started with less time left. */
  readonly leastUsefulMs: number;
};

export type RetryTools = {
  readonly deadline: Deadline;
  /** 0 up to 1. */
  readonly random?: () => number;
  readonly pause?: (durationMs: number) => Promise<unknown>;
};

const sleep = (durationMs: number): Promise<void> => new Promise((done) => setTimeout(done, durationMs));

const pauseBeforeRetry = (
  { maxAttempts, shortestPauseMs = 0, longestPausesMs, leastUsefulMs }: RetryRule,
  attempts: number,
  { deadline, random = Math.random }: RetryTools,
): number | undefined => {
  if (attempts >= maxAttempts) return undefined;
  const longestMs = longestPausesMs[attempts - 1] ?? longestPausesMs.at(-1) ?? shortestPauseMs;
  const pauseMs = Math.round(shortestPauseMs + random() * (longestMs - shortestPauseMs));
  return pauseMs + leastUsefulMs <= deadline.remainingMs() ? pauseMs : undefined;
};

/**
 * @param ruleFor undefined where the outcome is final
 * @param onRetry called before each pause
 * @returns the outcome of the last attempt
 */
export const withRetries = async <T>(
  tools: RetryTools,
  attempt: () => Promise<T>,
  ruleFor: (outcome: T) => RetryRule | undefined,
  onRetry: (outcome: T, attempts: number, pauseMs: number) => void = () => undefined,
): Promise<T> => {
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await attempt();
    const rule = ruleFor(outcome);
    const pauseMs = rule && pauseBeforeRetry(rule, attempts, tools);
    if (pauseMs === undefined) return outcome;
    onRetry(outcome, attempts, pauseMs);
    await (tools.pause ?? sleep)(pauseMs);
  }
};

// Which failed work is repeated, how often, and after which pause.

import type { RetryRule } from '../platform/retry.ts';
import type { SqlFailure } from './sql-failure.ts';

export const maxTries = 3;

const common = { shortestPauseMs: 100, longestPausesMs: [500, 2_000], leastUsefulMs: 300 } as const;
const thrice: RetryRule = { ...common, maxAttempts: maxTries };
const once: RetryRule = { ...common, maxAttempts: 2 };

const rules: Readonly<Record<NonNullable<SqlFailure['repeat']>, RetryRule | undefined>> = {
  'before-login': thrice,
  'rolled-back': thrice,
  'connection-lost': thrice,
  reconnect: once,
  'timed-out': undefined,
  credential: undefined,
  never: undefined,
};

const throttling = 40501;
/** Azure SQL asks for this pause when it throttles. */
const throttled = { shortestPauseMs: 10_000, longestPausesMs: [10_000] } as const;

/** Undefined: not repeated. */
export const repeatRule = ({ repeat = 'never', number }: SqlFailure): RetryRule | undefined => {
  const rule = rules[repeat];
  return rule && number === throttling ? { ...rule, ...throttled } : rule;
};

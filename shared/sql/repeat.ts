// When work that failed is done again, and after which pause. Full jitter, at most three tries, and never a pause that the
// request's deadline would not survive: whoever waits is told sooner instead.

import type { Deadline } from '../platform/deadline.ts';
import type { SqlFailure } from './sql-failure.ts';

export const maxTries = 3;
const leastPauseMs = 100;
/** Before the second and the third try. */
const mostPausesMs: readonly number[] = [500, 2_000];
/** What Azure SQL asks for when it throttles (40501). */
const throttledNumber = 40501;
const throttledPauseMs = 10_000;
/** Not worth starting another try with less. */
const leastUsefulMs = 300;

export type RepeatTools = {
  readonly deadline: Deadline;
  /** 0 up to 1. */
  readonly random: () => number;
  readonly pause: (durationMs: number) => Promise<unknown>;
  readonly onRepeat: (failure: SqlFailure, tries: number, pauseMs: number) => void;
};

const triesFor = ({ repeat = 'never' }: SqlFailure): number => {
  switch (repeat) {
    case 'before-login':
    case 'rolled-back':
    case 'connection-lost':
      return maxTries;
    case 'reconnect':
      return 2;
    case 'timed-out':
    case 'credential':
    case 'never':
      return 1;
  }
};

export const isRepeatable = (failure: SqlFailure): boolean => triesFor(failure) > 1;

/** Undefined: not again. */
export const pauseBeforeRepeat = (
  failure: SqlFailure,
  tries: number,
  { deadline, random }: Pick<RepeatTools, 'deadline' | 'random'>,
): number | undefined => {
  if (tries >= triesFor(failure)) return undefined;
  const mostMs = mostPausesMs[tries - 1] ?? leastPauseMs;
  const pauseMs =
    failure.number === throttledNumber
      ? throttledPauseMs
      : Math.round(leastPauseMs + random() * (mostMs - leastPauseMs));
  return pauseMs + leastUsefulMs <= deadline.remainingMs() ? pauseMs : undefined;
};

/** One try: what it came to, and which failure to judge when it may be worth another one. */
export type Tried<R> = { readonly result: R; readonly failure: SqlFailure | undefined };

export const withRepeats = async <R>(tools: RepeatTools, attempt: () => Promise<Tried<R>>): Promise<R> => {
  for (let tries = 1; ; tries += 1) {
    const { result, failure } = await attempt();
    const pauseMs = failure === undefined ? undefined : pauseBeforeRepeat(failure, tries, tools);
    if (failure === undefined || pauseMs === undefined) return result;
    tools.onRepeat(failure, tries, pauseMs);
    await tools.pause(pauseMs);
  }
};

// Time as a dependency: ages and deadlines are measured with a given clock.

export type Clock = {
  /** Wall clock, milliseconds since the Unix epoch. */
  readonly nowMs: () => number;
  /** Monotonic clock, milliseconds since an arbitrary start; for ages and deadlines. */
  readonly monotonicMs: () => number;
};

/** Not `performance.now()`: the first use of that loads a module of Node's, most of a millisecond in a cold start. */
const monotonicMs = (): number => {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1_000_000;
};

export const systemClock: Clock = { nowMs: () => Date.now(), monotonicMs };

// Time as a dependency: whoever measures ages or deadlines is handed a clock, never reads one by itself.

export type Clock = {
  /** Wall clock, milliseconds since the Unix epoch. */
  readonly nowMs: () => number;
  /** Monotonic clock, milliseconds since an arbitrary start; for ages and deadlines. */
  readonly monotonicMs: () => number;
};

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};

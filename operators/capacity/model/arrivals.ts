// Requests over time, as the simulation takes them: one after another, in the order of their time.

/** The next request; the same object is filled anew each time. */
export type Arrivals = {
  /** Milliseconds since the period's beginning; Infinity when there are no more. */
  readonly atMs: number;
  readonly functionIndex: number;
  readonly tenantIndex: number;
  /** Of this very request, where it was recorded; NaN where it is drawn from the function's durations. */
  readonly durationMs: number;
  readonly advance: () => void;
};

/** Requests a second in steps of equal length, beginning at `startMs` (Unix time). */
export type Demand = {
  readonly startMs: number;
  readonly stepMs: number;
  readonly ratesPerS: readonly number[];
};

export const hourMs = 3_600_000;

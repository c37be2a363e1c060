// A clock that stands still until a test moves it.

import type { Clock } from '#shared/platform/clock';

export type ManualClock = Clock & {
  advance(durationMs: number): void;
  /** Moves one of the two clocks only. */
  advanceWall(durationMs: number): void;
  advanceMonotonic(durationMs: number): void;
};

export const manualClock = (): ManualClock => {
  let wallMs = Date.UTC(2026, 0, 5, 12);
  let monotonicMs = 1_000;
  return {
    nowMs: () => wallMs,
    monotonicMs: () => monotonicMs,
    advance: (durationMs) => {
      wallMs += durationMs;
      monotonicMs += durationMs;
    },
    advanceWall: (durationMs) => {
      wallMs += durationMs;
    },
    advanceMonotonic: (durationMs) => {
      monotonicMs += durationMs;
    },
  };
};

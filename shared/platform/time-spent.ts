// What one request waited for, layer by layer, so that its log line can say which of them made it slow.

import type { Clock } from './clock.ts';

/**
 * `credentials`: until they were open, the decryptor's hop included. `login`: until the tenant's pool was open. `begin`: until
 * a connection was free and its transaction begun. `gather`: the locks (waiting for them included) and what is stored. `act`,
 * `commit`, `rollback`: the round trips of these names. `read`: a request that needs no transaction.
 */
export type Layer = 'credentials' | 'login' | 'begin' | 'gather' | 'act' | 'commit' | 'rollback' | 'read';

export type TimeSpentFields = { readonly [L in Layer as `${L}Ms`]?: number };

export type TimeSpent = {
  readonly add: (layer: Layer, durationMs: number) => void;
  /** Starts a watch that, once stopped, adds to a layer; to be stopped once. */
  readonly start: () => (layer: Layer) => void;
  /** So far. */
  readonly inMs: (layer: Layer) => number;
  /** Milliseconds in the layers that were met, to a tenth. */
  readonly fields: () => TimeSpentFields;
};

export const toTenths = (durationMs: number): number => Math.round(durationMs * 10) / 10;

export const createTimeSpent = (clock: Pick<Clock, 'monotonicMs'>): TimeSpent => {
  const spentMs = new Map<Layer, number>();
  const add = (layer: Layer, durationMs: number): void => {
    spentMs.set(layer, (spentMs.get(layer) ?? 0) + durationMs);
  };
  return {
    add,
    start: () => {
      const startedMs = clock.monotonicMs();
      return (layer) => add(layer, clock.monotonicMs() - startedMs);
    },
    inMs: (layer) => spentMs.get(layer) ?? 0,
    fields: () =>
      Object.fromEntries([...spentMs].map(([layer, durationMs]) => [`${layer}Ms`, toTenths(durationMs)])),
  };
};

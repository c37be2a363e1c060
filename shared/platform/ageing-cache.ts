// A bounded map whose values grow old. It drops the least recently used when full and never answers a value past its age.
// Age counts on both clocks, whichever says more: a frozen Lambda may stop the monotonic one, an adjusted one moves the other.

import type { Clock } from './clock.ts';

export type Moment = { readonly nowMs: number; readonly monotonicMs: number };

export const momentOf = (clock: Clock): Moment => ({
  nowMs: clock.nowMs(),
  monotonicMs: clock.monotonicMs(),
});

export const ageMs = (since: Moment, clock: Clock): number =>
  Math.max(clock.nowMs() - since.nowMs, clock.monotonicMs() - since.monotonicMs);

/** Nothing opened is kept longer, whatever is configured. */
export const hardMaxAgeMs = 300_000;

export type AgeingCacheOptions<V> = {
  readonly clock: Clock;
  readonly maxAgeMs: number;
  readonly maxEntries: number;
  /** How much longer a value is kept for `getStale`; together with its age never above the hard bound. */
  readonly staleMs?: number;
  readonly onEvict?: (value: V) => void;
};

type Entry<V> = { readonly value: V; readonly since: Moment };

export class AgeingCache<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #clock: Clock;
  readonly #maxAgeMs: number;
  readonly #keepMs: number;
  readonly #maxEntries: number;
  readonly #onEvict: (value: V) => void;

  constructor(options: AgeingCacheOptions<V>) {
    const { clock, maxAgeMs, maxEntries, staleMs = 0, onEvict = () => undefined } = options;
    if (!(maxAgeMs > 0) || !(maxEntries >= 1))
      throw new RangeError('a cache needs an age and a size above zero');
    this.#clock = clock;
    this.#maxAgeMs = Math.min(maxAgeMs, hardMaxAgeMs);
    this.#keepMs = Math.min(this.#maxAgeMs + Math.max(0, staleMs), hardMaxAgeMs);
    this.#maxEntries = maxEntries;
    this.#onEvict = onEvict;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    const age = ageMs(entry.since, this.#clock);
    if (age >= this.#keepMs) this.delete(key);
    if (age >= this.#maxAgeMs) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Also a value past its age, as long as it is kept at all. */
  getStale(key: string): V | undefined {
    this.dropExpired();
    return this.#entries.get(key)?.value;
  }

  /** Of a value that is held; `undefined` where there is none. */
  ageMs(key: string): number | undefined {
    const entry = this.#entries.get(key);
    return entry === undefined ? undefined : ageMs(entry.since, this.#clock);
  }

  /** `since` is when the value was asked for, not when it arrived. */
  set(key: string, value: V, since: Moment): void {
    this.delete(key);
    this.dropExpired();
    this.#entries.set(key, { value, since });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#onEvict(entry.value);
  }

  deleteWhere(isDropped: (key: string) => boolean): void {
    for (const key of [...this.#entries.keys()]) if (isDropped(key)) this.delete(key);
  }

  dropExpired(): void {
    for (const [key, { since }] of [...this.#entries]) {
      if (ageMs(since, this.#clock) >= this.#keepMs) this.delete(key);
    }
  }

  get size(): number {
    return this.#entries.size;
  }

  keys(): readonly string[] {
    return [...this.#entries.keys()];
  }
}

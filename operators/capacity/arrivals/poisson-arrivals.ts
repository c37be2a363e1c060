// Requests whose rate is known and nothing else: a Poisson process in each step, its functions and tenants drawn by their
// shares.

import type { Random } from '../model/random.ts';
import type { Arrivals, Demand } from '../model/arrivals.ts';

/** Draws an index by weight in two numbers' time (Walker's alias method, as Vose builds it). */
export const drawFrom = (weights: readonly number[], random: Random): (() => number) => {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError('weights need a sum above 0');
  const scaled = weights.map((weight) => (weight / total) * weights.length);
  const other = weights.map((_, index) => index);
  const small = scaled.flatMap((share, index) => (share < 1 ? [index] : []));
  const large = scaled.flatMap((share, index) => (share < 1 ? [] : [index]));
  while (small.length > 0 && large.length > 0) {
    const [less, more] = [small.pop() ?? 0, large.at(-1) ?? 0];
    other[less] = more;
    scaled[more] = (scaled[more] ?? 0) - (1 - (scaled[less] ?? 0));
    if (scaled[more] < 1) small.push(large.pop() ?? 0);
  }
  // What is left is 1 but for rounding.
  for (const index of [...small, ...large]) scaled[index] = 1;
  if (weights.length === 1) return () => 0;
  return () => {
    const drawn = random.uniform() * weights.length;
    const index = drawn | 0;
    return drawn - index < (scaled[index] ?? 1) ? index : (other[index] ?? index);
  };
};

export type Mix = {
  /** By function, in the system's order. */
  readonly functionShares: readonly number[];
  /** By tenant. */
  readonly tenantShares: readonly number[];
};

export class PoissonArrivals implements Arrivals {
  readonly #demand: Demand;
  readonly #random: Random;
  readonly #drawFunction: () => number;
  readonly #drawTenant: () => number;
  #step = 0;
  atMs = 0;
  functionIndex = 0;
  tenantIndex = 0;
  readonly durationMs = NaN;

  constructor(demand: Demand, { functionShares, tenantShares }: Mix, random: Random) {
    this.#demand = demand;
    this.#random = random;
    this.#drawFunction = drawFrom(functionShares, random);
    this.#drawTenant = drawFrom(tenantShares, random);
    this.advance();
  }

  advance(): void {
    const { stepMs, ratesPerS } = this.#demand;
    // How much of the process with rate 1 lies before the next request; each step uses up its rate times its length.
    let left = this.#random.exponential();
    for (;;) {
      const rate = ratesPerS[this.#step];
      if (rate === undefined) {
        this.atMs = Infinity;
        return;
      }
      const endMs = (this.#step + 1) * stepMs;
      const atMs = rate > 0 ? this.atMs + (left / rate) * 1_000 : Infinity;
      if (atMs < endMs) {
        this.atMs = atMs;
        this.functionIndex = this.#drawFunction();
        this.tenantIndex = this.#drawTenant();
        return;
      }
      left -= (rate * (endMs - this.atMs)) / 1_000;
      this.atMs = endMs;
      this.#step += 1;
    }
  }
}

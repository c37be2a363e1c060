// Requests as people make them: visits arrive at a rate, and each visit asks several functions, one soon after the other, so that
// requests come in clumps.

import { EventQueue } from '../model/event-queue.ts';
import type { Random } from '../model/random.ts';
import type { Arrivals, Demand } from '../model/arrivals.ts';
import { drawFrom, PoissonArrivals } from './poisson-arrivals.ts';

export type VisitStep = {
  readonly functionIndex: number;
  /** Of all visits, the share that does this. */
  readonly share: number;
  /** After the visit's beginning, on average. */
  readonly afterMs: number;
};

export class VisitArrivals implements Arrivals {
  readonly #visits: PoissonArrivals;
  readonly #steps: readonly VisitStep[];
  readonly #drawTenant: () => number;
  readonly #random: Random;
  readonly #queue = new EventQueue();
  atMs = Infinity;
  functionIndex = 0;
  tenantIndex = 0;
  readonly durationMs = NaN;

  /** @param demand visits a second */
  constructor(demand: Demand, steps: readonly VisitStep[], tenantShares: readonly number[], random: Random) {
    this.#visits = new PoissonArrivals(demand, { functionShares: [1], tenantShares: [1] }, random);
    this.#steps = steps;
    this.#drawTenant = drawFrom(tenantShares, random);
    this.#random = random;
    this.advance();
  }

  advance(): void {
    const [queue, random] = [this.#queue, this.#random];
    while (this.#visits.atMs < Infinity && this.#visits.atMs <= queue.nextMs) {
      const tenant = this.#drawTenant();
      for (const { functionIndex, share, afterMs } of this.#steps) {
        if (share < 1 && random.uniform() >= share) continue;
        queue.push(this.#visits.atMs + afterMs * random.exponential(), functionIndex, tenant);
      }
      this.#visits.advance();
    }
    if (queue.size === 0) {
      this.atMs = Infinity;
      return;
    }
    this.atMs = queue.pop();
    this.functionIndex = queue.popped[0] ?? 0;
    this.tenantIndex = queue.popped[1] ?? 0;
  }
}

// The same requests, so many times as many: whole copies with other seeds, and a share of one more.

import { createRandom } from '../model/random.ts';
import type { Arrivals } from '../model/arrivals.ts';

export class FasterArrivals implements Arrivals {
  readonly #copies: readonly { readonly arrivals: Arrivals; readonly share: number }[];
  readonly #random: ReturnType<typeof createRandom>;
  #next: Arrivals | undefined;

  /** @param times above 0 */
  constructor(open: (seed: number) => Arrivals, times: number, seed: number) {
    this.#random = createRandom(seed + 17);
    this.#copies = Array.from({ length: Math.ceil(times) }, (_, copy) => ({
      arrivals: open(seed + copy * 104_729),
      share: Math.min(1, times - copy),
    }));
    for (const { arrivals, share } of this.#copies) this.#skip(arrivals, share);
    this.#choose();
  }

  get atMs(): number {
    return this.#next?.atMs ?? Infinity;
  }
  get functionIndex(): number {
    return this.#next?.functionIndex ?? 0;
  }
  get tenantIndex(): number {
    return this.#next?.tenantIndex ?? 0;
  }
  get durationMs(): number {
    return this.#next?.durationMs ?? NaN;
  }

  advance(): void {
    const taken = this.#copies.find(({ arrivals }) => arrivals === this.#next);
    if (taken === undefined) return;
    taken.arrivals.advance();
    this.#skip(taken.arrivals, taken.share);
    this.#choose();
  }

  /** Past the requests that the share leaves out. */
  #skip(arrivals: Arrivals, share: number): void {
    while (share < 1 && arrivals.atMs < Infinity && this.#random.uniform() >= share) arrivals.advance();
  }

  #choose(): void {
    this.#next = this.#copies.reduce<Arrivals | undefined>(
      (first, { arrivals }) => (first === undefined || arrivals.atMs < first.atMs ? arrivals : first),
      undefined,
    );
  }
}

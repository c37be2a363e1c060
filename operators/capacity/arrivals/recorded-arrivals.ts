// Requests as they were recorded, each at its time with its duration.

import type { Arrivals } from '../model/arrivals.ts';

export type RecordedRequest = {
  /** Since the beginning of the record. */
  readonly atMs: number;
  /** NaN where none was recorded. */
  readonly durationMs: number;
  readonly functionIndex: number;
  readonly tenantIndex: number;
};

export class RecordedArrivals implements Arrivals {
  readonly #requests: readonly RecordedRequest[];
  #next = 0;
  atMs = Infinity;
  durationMs = NaN;
  functionIndex = 0;
  tenantIndex = 0;

  /** @param requests in the order of their time */
  constructor(requests: readonly RecordedRequest[]) {
    this.#requests = requests;
    this.advance();
  }

  advance(): void {
    const request = this.#requests[this.#next];
    this.#next += 1;
    this.atMs = request?.atMs ?? Infinity;
    if (request === undefined) return;
    this.durationMs = request.durationMs;
    this.functionIndex = request.functionIndex;
    this.tenantIndex = request.tenantIndex;
  }
}

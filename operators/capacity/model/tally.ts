// What a simulation counts: for each function and hour of the week, and over all requests of users.

import { hoursOfWeek } from './week.ts';

/** More containers at once than this are counted as this many, where cold starts are told apart by level. */
export const levels = 96;

/** Latency is counted by the millisecond up to ten seconds. */
const histogramMs = 10_000;

/** One number for each function and hour of the week. */
export type Cells = Float64Array;

export class Tally {
  readonly #pools: number;
  readonly requests: Cells;
  /** Requests that a container was started for. */
  readonly cold: Cells;
  /** Found all provisioned containers taken. */
  readonly spilled: Cells;
  readonly throttled: Cells;
  readonly onDemandMs: Cells;
  readonly provisionedMs: Cells;
  /** Time in which on-demand containers started: billed as duration. */
  readonly startMs: Cells;
  readonly containersStarted: Cells;
  readonly mostAtOnce: Cells;
  /** Cold starts of requests that made so many run at once, by function, hour and level. */
  readonly coldAtLevel: Float64Array;
  /** Users' requests, and those of them that waited for a cold start, by hour of the week. */
  readonly userRequests = new Float64Array(hoursOfWeek);
  readonly delayed = new Float64Array(hoursOfWeek);
  /** How many requests waited so many milliseconds for cold starts. */
  readonly #waits = new Float64Array(histogramMs + 1);
  #waitedMs = 0;
  /** From arrival to answer, over all of them. */
  sojournMs = 0;

  constructor(pools: number) {
    this.#pools = pools;
    const cells = (): Cells => new Float64Array(pools * hoursOfWeek);
    this.requests = cells();
    this.cold = cells();
    this.spilled = cells();
    this.throttled = cells();
    this.onDemandMs = cells();
    this.provisionedMs = cells();
    this.startMs = cells();
    this.containersStarted = cells();
    this.mostAtOnce = cells();
    this.coldAtLevel = new Float64Array(pools * hoursOfWeek * levels);
  }

  get pools(): number {
    return this.#pools;
  }

  answer(hour: number, waitMs: number, totalMs: number): void {
    this.userRequests[hour] = (this.userRequests[hour] ?? 0) + 1;
    this.sojournMs += totalMs;
    if (waitMs <= 0) {
      this.#waits[0] = (this.#waits[0] ?? 0) + 1;
      return;
    }
    const at = waitMs >= histogramMs ? histogramMs : Math.round(waitMs);
    this.#waits[at] = (this.#waits[at] ?? 0) + 1;
    this.delayed[hour] = (this.delayed[hour] ?? 0) + 1;
    this.#waitedMs += waitMs;
  }

  coldStart(cell: number, level: number): void {
    this.cold[cell] = (this.cold[cell] ?? 0) + 1;
    const at = cell * levels + Math.min(level, levels) - 1;
    this.coldAtLevel[at] = (this.coldAtLevel[at] ?? 0) + 1;
  }

  get answered(): number {
    return sumOf(this.userRequests);
  }

  /** Of users' requests, how many waited for a cold start. */
  get coldShare(): number {
    const { answered } = this;
    return answered === 0 ? 0 : sumOf(this.delayed) / answered;
  }

  get meanWaitMs(): number {
    const { answered } = this;
    return answered === 0 ? 0 : this.#waitedMs / answered;
  }

  /** The time that a request waited for cold starts, at a share of all requests, 0 to 1. */
  waitMsAt(share: number): number {
    let left = this.answered * share;
    for (let ms = 0; ms <= histogramMs; ms += 1) {
      left -= this.#waits[ms] ?? 0;
      if (left <= 0) return ms;
    }
    return histogramMs;
  }
}

export const sumOf = (numbers: Float64Array): number => {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
};

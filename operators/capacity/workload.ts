// What the advice is asked for: requests over a period, of which functions, of how many tenants; from whatever operators have.

import type { Arrivals } from './model/arrivals.ts';
import type { Durations } from './model/system.ts';

export type WorkloadFunction = {
  /** As in serverless.yml. */
  readonly name: string;
  readonly share: number;
  /** Of warm requests, where the source of the workload knows them. */
  readonly durations?: Durations;
};

export type Workload = {
  /** One line: from where, how much. */
  readonly about: string;
  /** What the source does not say and was assumed, a sentence each. */
  readonly assumptions: readonly string[];
  /** Unix time of its beginning, the first minute of an hour in `timeZone`. */
  readonly startMs: number;
  readonly lengthMs: number;
  readonly timeZone: string;
  readonly functions: readonly WorkloadFunction[];
  readonly tenants: number;
  /** The same seed gives the same requests. */
  readonly arrivals: (seed: number) => Arrivals;
};

/** Said where `zipf` stands for what is not known. */
export const tenantsAssumption = (tenants: number): string =>
  `${tenants} tenants, of which the first asks twice as often as the second and so on (--tenants).`;

/** Weights of tenants where nothing is known of them: the second has half of the first, the third a third (Zipf's law). */
export const zipf = (tenants: number): readonly number[] =>
  Array.from({ length: tenants }, (_, index) => 1 / (index + 1));

// What a simulated period costs, by what it is paid for, brought to a month of 730 hours.

import { hourMs } from '../model/arrivals.ts';
import type { ReadyContainers } from '../model/simulate.ts';
import { modelsOf, type SystemModel } from '../model/system.ts';
import type { Tally } from '../model/tally.ts';
import { hoursOfWeek } from '../model/week.ts';
import type { Prices } from './prices.ts';

/** Dollars a month. */
export type Cost = {
  readonly requests: number;
  /** Of requests, on demand and in provisioned containers. */
  readonly duration: number;
  /** Of containers that start on demand: their start is billed as duration. */
  readonly starts: number;
  readonly provisioned: number;
  /** Of containers made for one tenant only. */
  readonly isolation: number;
  readonly total: number;
};

export const hoursOfMonth = 730;

/**
 * Dollars for a million warm requests, requests and duration.
 * @param durationMs of one; Lambda bills each millisecond that has begun
 */
export const dollarsAMillion = (durationMs: number, memoryMb: number, prices: Prices): number =>
  prices.perMillionRequests + Math.ceil(durationMs) * 1_000 * (memoryMb / 1_024) * prices.perGbSecond;

export const ofPool = (cells: Float64Array, pool: number): number => {
  let sum = 0;
  for (let hour = 0; hour < hoursOfWeek; hour += 1) sum += cells[pool * hoursOfWeek + hour] ?? 0;
  return sum;
};

export const costOf = (
  tally: Tally,
  { system, ready, lengthMs }: { system: SystemModel; ready: ReadyContainers; lengthMs: number },
  prices: Prices,
): Cost => {
  const months = lengthMs / hourMs / hoursOfMonth;
  let [requests, duration, starts, provisioned, isolation] = [0, 0, 0, 0, 0];
  modelsOf(system).forEach((model, pool) => {
    const gb = model.memoryMb / 1_024;
    const gbSeconds = (cells: Float64Array): number => (ofPool(cells, pool) / 1_000) * gb;
    requests += (ofPool(tally.requests, pool) / 1e6) * prices.perMillionRequests;
    duration +=
      gbSeconds(tally.onDemandMs) * prices.perGbSecond +
      gbSeconds(tally.provisionedMs) * prices.perGbSecondInProvisioned;
    starts += gbSeconds(tally.startMs) * prices.perGbSecond;
    const readyHours = (ready[pool] ?? []).reduce((sum, count) => sum + count, 0) / hoursOfWeek;
    provisioned += readyHours * hoursOfMonth * 3_600 * gb * prices.provisionedPerGbSecond;
    if (pool === system.functions.length && system.decryptor?.isIsolated === true) {
      isolation += ofPool(tally.containersStarted, pool) * gb * prices.perIsolatedEnvironmentGb;
    }
  });
  const [perRequests, perDuration, perStarts, perIsolation] = [requests, duration, starts, isolation].map(
    (dollars) => dollars / months,
  );
  const cost = {
    requests: perRequests ?? 0,
    duration: perDuration ?? 0,
    starts: perStarts ?? 0,
    provisioned,
    isolation: perIsolation ?? 0,
  };
  return { ...cost, total: Object.values(cost).reduce((sum, dollars) => sum + dollars, 0) };
};

// What a deployed stack did in whole days: requests by hour of the week, cold starts, spill-over.

import { hourMs } from '../model/arrivals.ts';
import { findFunctions } from '../inputs/cloudwatch-workload.ts';
import type { MetricPoint, MetricReader, Period, WantedMetric } from '../inputs/metric-reader.ts';

export type Facts = {
  readonly period: Period;
  /** By hour of a week in UTC, Monday's first: the mean of those hours in the period; NaN for hours that it does not have. */
  readonly requestsByUtcHour: readonly number[];
  readonly requestsAWeek: number;
  readonly coldStartsAWeek: { readonly api: number; readonly decryptor: number };
  readonly spillOverAWeek: number;
  /** Requests of one function at the same time (ConcurrentExecutions). */
  readonly mostAtOnce: number;
};

const weekMs = 168 * hourMs;

/** 1 January 1970 was a Thursday: the first Monday began 96 hours later. */
const utcHourOfWeek = (atMs: number): number => (((Math.floor(atMs / hourMs) - 96) % 168) + 168) % 168;

const sumOf = (points: readonly MetricPoint[] = []): number =>
  points.reduce((sum, { value }) => sum + value, 0);

/** Throws a RangeError where CloudWatch has nothing of the stack. */
export const readFacts = async (reader: MetricReader, stack: string, period: Period): Promise<Facts> => {
  const { keys, nameOf } = await findFunctions(reader, stack);
  const hourly = { statistic: 'Sum', periodS: 3_600 } as const;
  const own = (name: string): WantedMetric => ({ ...hourly, namespace: stack, name, dimensions: {} });
  const ofFunction = (key: string, name: string, statistic = 'Sum'): WantedMetric => ({
    ...hourly,
    statistic,
    namespace: 'AWS/Lambda',
    name,
    dimensions: { FunctionName: nameOf(key) },
  });
  const all = [...keys, 'decryptor'];
  const [cold, invoked, spilled, concurrent] = await Promise.all(
    [
      [own('ColdStarts'), own('DecryptorColdStarts')],
      keys.map((key) => ofFunction(key, 'Invocations')),
      all.map((key) => ofFunction(key, 'ProvisionedConcurrencySpilloverInvocations')),
      all.map((key) => ofFunction(key, 'ConcurrentExecutions', 'Maximum')),
    ].map((wanted) => reader.read(wanted, period)),
  );
  const byHour = new Map<number, number>();
  for (const { atMs, value } of (invoked ?? []).flat()) {
    byHour.set(atMs, (byHour.get(atMs) ?? 0) + value);
  }
  const sums = Array.from({ length: 168 }, () => ({ requests: 0, hours: 0 }));
  for (let atMs = period.fromMs; atMs < period.toMs; atMs += hourMs) {
    const of = sums[utcHourOfWeek(atMs)];
    if (of === undefined) continue;
    of.requests += byHour.get(atMs) ?? 0;
    of.hours += 1;
  }
  const weeks = (period.toMs - period.fromMs) / weekMs;
  return {
    period,
    requestsByUtcHour: sums.map(({ requests, hours }) => (hours === 0 ? NaN : requests / hours)),
    requestsAWeek: sums.reduce((sum, { requests }) => sum + requests, 0) / weeks,
    coldStartsAWeek: { api: sumOf(cold?.[0]) / weeks, decryptor: sumOf(cold?.[1]) / weeks },
    spillOverAWeek: sumOf(spilled?.flat()) / weeks,
    mostAtOnce: (concurrent ?? []).flat().reduce((most, { value }) => Math.max(most, value), 0),
  };
};

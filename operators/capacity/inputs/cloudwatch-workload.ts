// A workload from a deployed stack's own metrics: invocations in steps of five minutes, durations by function.

import { hourMs, type Demand } from '../model/arrivals.ts';
import { PoissonArrivals } from '../arrivals/poisson-arrivals.ts';
import { logNormal } from '../model/log-normal.ts';
import { createRandom } from '../model/random.ts';
import { tenantsAssumption, zipf, type Workload, type WorkloadFunction } from '../workload.ts';
import type { MetricPoint, MetricReader, Period, WantedMetric } from './metric-reader.ts';

/** Functions of the stack that no provisioned concurrency is for: nobody waits for them, or they ask for no credential. */
const others: ReadonlySet<string> = new Set([
  'decryptor',
  'get-openapi',
  'payroll-webhook',
  'queue-payroll-runs',
  'send-payroll-changes',
  'apply-payroll-event',
  'notify-employee',
]);

/** CloudWatch keeps points of five minutes for 63 days. */
const stepMs = 300_000;

export type DeployedFunctions = {
  /** As in serverless.yml. */
  readonly keys: readonly string[];
  readonly nameOf: (key: string) => string;
};

/** Throws a RangeError where CloudWatch knows no function of the stack. */
export const findFunctions = async (reader: MetricReader, stack: string): Promise<DeployedFunctions> => {
  const start = `${stack}-`;
  const keys = (await reader.functionNames(start)).map((name) => name.slice(start.length));
  const known = keys.filter((key) => !others.has(key));
  if (known.length === 0) {
    throw new RangeError(
      `CloudWatch has no function whose name begins with ${start} and that was invoked in the last two weeks.`,
    );
  }
  return { keys: known, nameOf: (key) => start + key };
};

const ofFunction = (
  functionName: string,
  name: string,
  statistic: string,
  periodS: number,
): WantedMetric => ({
  namespace: 'AWS/Lambda',
  name,
  dimensions: { FunctionName: functionName },
  statistic,
  periodS,
});

const middle = (points: readonly MetricPoint[]): number | undefined => {
  const values = points.map(({ value }) => value).sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)];
};

export type CloudWatchOptions = {
  readonly stack: string;
  readonly period: Period;
  readonly timeZone: string;
  readonly tenants: number;
};

export const cloudWatchWorkload = async (
  reader: MetricReader,
  { stack, period, timeZone, tenants }: CloudWatchOptions,
): Promise<Workload> => {
  const { keys, nameOf } = await findFunctions(reader, stack);
  const wanted = keys.flatMap((key) => [
    ofFunction(nameOf(key), 'Invocations', 'Sum', stepMs / 1_000),
    ofFunction(nameOf(key), 'Duration', 'p50', 86_400),
    ofFunction(nameOf(key), 'Duration', 'p99', 86_400),
  ]);
  const points = await reader.read(wanted, period);
  const ratesPerS: number[] = Array.from(
    { length: Math.ceil((period.toMs - period.fromMs) / stepMs) },
    () => 0,
  );
  const functions = keys.map((name, index): WorkloadFunction => {
    const invocations = points[index * 3] ?? [];
    for (const { atMs, value } of invocations) {
      const step = Math.floor((atMs - period.fromMs) / stepMs);
      ratesPerS[step] = (ratesPerS[step] ?? 0) + (value / stepMs) * 1_000;
    }
    const medianMs = middle(points[index * 3 + 1] ?? []);
    const p99Ms = middle(points[index * 3 + 2] ?? []);
    return {
      name,
      share: invocations.reduce((sum, { value }) => sum + value, 0),
      ...(medianMs === undefined || p99Ms === undefined || medianMs <= 0
        ? {}
        : { durations: logNormal({ medianMs, p99Ms: Math.max(p99Ms, medianMs) }) }),
    };
  });
  const total = functions.reduce((sum, { share }) => sum + share, 0);
  if (total === 0) throw new RangeError('No function of the stack was invoked in the period.');
  const demand: Demand = { startMs: period.fromMs, stepMs, ratesPerS };
  const mix = { functionShares: functions.map(({ share }) => share), tenantShares: zipf(tenants) };
  return {
    about: `${stack}, ${new Date(period.fromMs).toISOString().slice(0, 10)} to ${new Date(period.toMs).toISOString().slice(0, 10)}: ${total.toLocaleString('en-US')} invocations of ${keys.length} functions`,
    assumptions: [
      'Within five minutes requests come as they like (a Poisson process); the functions have the same shares at all times.',
      tenantsAssumption(tenants),
    ],
    startMs: period.fromMs,
    lengthMs: Math.ceil((period.toMs - period.fromMs) / hourMs) * hourMs,
    timeZone,
    functions,
    tenants,
    arrivals: (seed) => new PoissonArrivals(demand, mix, createRandom(seed)),
  };
};

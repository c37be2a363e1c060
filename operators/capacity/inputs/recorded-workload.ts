// A workload from requests that were recorded: played again as they were, at their times and with their durations.

import { RecordedArrivals, type RecordedRequest } from '../arrivals/recorded-arrivals.ts';
import { hourMs, type Arrivals } from '../model/arrivals.ts';
import { drawFrom } from '../arrivals/poisson-arrivals.ts';
import { defaultMix, mixAssumption } from '../default-mix.ts';
import { createRandom } from '../model/random.ts';
import { durationsOf } from '../model/system.ts';
import { tenantsAssumption, zipf, type Workload, type WorkloadFunction } from '../workload.ts';

export type SeenRequest = {
  /** Unix time. */
  readonly atMs: number;
  readonly durationMs: number | undefined;
  readonly functionName: string | undefined;
  readonly tenant: string | undefined;
};

export type RecordOptions = {
  readonly about: string;
  readonly timeZone: string;
  /** Where the record names none. */
  readonly tenants: number;
};

/** The beginning of the hour in which the first one lies, so that hours of the week are whole. */
const hourBefore = (atMs: number): number => Math.floor(atMs / hourMs) * hourMs;

const indexOf = (names: Map<string, number>, name: string): number => {
  const index = names.get(name) ?? names.size;
  names.set(name, index);
  return index;
};

const functionsOf = (
  requests: readonly RecordedRequest[],
  names: ReadonlyMap<string, number>,
): readonly WorkloadFunction[] =>
  [...names].map(([name, index]) => {
    const of = requests.filter(({ functionIndex }) => functionIndex === index);
    const durations = of
      .map(({ durationMs }) => durationMs)
      .filter((ms) => !Number.isNaN(ms))
      .sort((a, b) => a - b);
    return { name, share: of.length, ...(durations.length > 1 ? { durations: durationsOf(durations) } : {}) };
  });

/** Draws functions and tenants where the record has none: by the seed, as everything that is drawn. */
const completed = function* (
  requests: readonly RecordedRequest[],
  seed: number,
  mix: { readonly functions: boolean; readonly tenants: number },
): Generator<RecordedRequest> {
  const random = createRandom(seed);
  const drawFunction = drawFrom(
    defaultMix.map(({ share }) => share),
    random,
  );
  const drawTenant = drawFrom(zipf(mix.tenants), random);
  for (const request of requests) {
    yield {
      ...request,
      functionIndex: mix.functions ? drawFunction() : request.functionIndex,
      tenantIndex: request.tenantIndex === -1 ? drawTenant() : request.tenantIndex,
    };
  }
};

/** Throws a RangeError for a record of nothing. */
export const recordedWorkload = (
  seen: readonly SeenRequest[],
  { about, timeZone, tenants: assumedTenants }: RecordOptions,
): Workload => {
  const ordered = [...seen].sort((a, b) => a.atMs - b.atMs);
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('The record has no request.');
  const startMs = hourBefore(first.atMs);
  const [names, tenantNames] = [new Map<string, number>(), new Map<string, number>()];
  const requests: readonly RecordedRequest[] = ordered.map(({ atMs, durationMs, functionName, tenant }) => ({
    atMs: atMs - startMs,
    durationMs: durationMs ?? NaN,
    functionIndex: functionName === undefined ? 0 : indexOf(names, functionName),
    tenantIndex: tenant === undefined ? -1 : indexOf(tenantNames, tenant),
  }));
  const isMixed = names.size === 0;
  const tenants = tenantNames.size > 0 ? tenantNames.size : assumedTenants;
  const isComplete = requests.every(({ tenantIndex }) => tenantIndex !== -1) && !isMixed;
  const arrivals = (seed: number): Arrivals =>
    new RecordedArrivals(
      isComplete ? requests : [...completed(requests, seed, { functions: isMixed, tenants })],
    );
  return {
    about: `${about}: ${requests.length.toLocaleString('en-US')} requests from ${new Date(first.atMs).toISOString()} to ${new Date(last.atMs).toISOString()}`,
    assumptions: [
      ...(isMixed ? [mixAssumption] : []),
      ...(tenantNames.size > 0 ? [] : [tenantsAssumption(tenants)]),
      ...(last.atMs - first.atMs < 6.5 * 24 * hourMs
        ? ['The record is shorter than a week: hours that it does not cover are advised no ready container.']
        : []),
    ],
    startMs,
    lengthMs: Math.ceil((last.atMs - startMs + 1) / hourMs) * hourMs,
    timeZone,
    functions: isMixed ? defaultMix : functionsOf(requests, names),
    tenants,
    arrivals,
  };
};

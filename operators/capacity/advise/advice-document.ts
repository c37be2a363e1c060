// The advice as data: the document that `--json` prints, that the page is drawn from, and that `watch` and the dashboard read.

import { weekDays } from '../../../infra/ready-schedule.ts';
import type { ColdStarts } from '../cold-starts.ts';
import type { Cost } from '../cost/cost.ts';
import { hourMs } from '../model/arrivals.ts';
import type { Estimate } from '../model/confidence.ts';
import { hoursOfWeek, weekHours } from '../model/week.ts';
import { modelsOf, type SystemModel } from '../model/system.ts';
import { sumOf, type Tally } from '../model/tally.ts';
import { describeAim } from './aim.ts';
import type { Advice } from './advise.ts';
import type { Setting } from './evaluate.ts';
import type { Candidate } from './search.ts';

export type VariantDocument = {
  readonly variant: string;
  readonly coldShare: Estimate;
  readonly p99WaitMs: number;
  readonly meanWaitMs: number;
  /** Requests that found all provisioned containers taken, in the period. */
  readonly spillOver: number;
  readonly throttled: number;
  readonly dollarsAMonth: Cost;
  readonly isAimReached: boolean;
};

export type HourDocument = {
  readonly day: string;
  readonly hour: number;
  readonly requests: number;
  readonly coldShare: number;
  /** By function; those without any are left out. */
  readonly ready: Readonly<Record<string, number>>;
  readonly mostAtOnce: Readonly<Record<string, number>>;
};

export type AdviceDocument = {
  readonly version: 1;
  readonly madeAt: string;
  readonly workload: string;
  readonly assumptions: readonly string[];
  readonly aim: string;
  readonly isAimReached: boolean;
  readonly timeZone: string;
  readonly period: {
    readonly from: string;
    readonly to: string;
    readonly repetitions: number;
    readonly seed: number;
  };
  readonly coldStarts: ColdStarts;
  readonly idleLifeMinutes: number;
  readonly prices: { readonly date: string; readonly region: string; readonly source: string };
  readonly variants: readonly VariantDocument[];
  readonly tried: readonly VariantDocument[];
  readonly whatIf: readonly (VariantDocument & { readonly change: string })[];
  readonly parameters: { readonly readySchedule: string; readonly busyTimezone: string };
  /** The week, Monday's first hour first, in the time zone: under the advice. */
  readonly hours: readonly HourDocument[];
  /** Cold share of each hour with nothing provisioned. */
  readonly coldShareBefore: readonly number[];
  /** Requests in each hour of a week in UTC, Monday's first, for the dashboard. */
  readonly requestsByUtcHour: readonly number[];
  readonly requestsAWeek: number;
  readonly coldStartsAWeek: { readonly api: number; readonly decryptor: number };
  readonly spillOverAWeek: number;
  /** Requests of one function at the same time, the most of all functions and hours. */
  readonly mostAtOnce: number;
};

const toVariant = (candidate: Candidate): VariantDocument => ({
  variant: candidate.name,
  coldShare: candidate.coldShare,
  p99WaitMs: candidate.p99WaitMs.mean,
  meanWaitMs: candidate.meanWaitMs.mean,
  spillOver: candidate.spilled.mean,
  throttled: candidate.throttled,
  dollarsAMonth: candidate.cost,
  isAimReached: candidate.isReached,
});

const mean = (tallies: readonly Tally[], value: (tally: Tally) => number): number =>
  tallies.reduce((sum, tally) => sum + value(tally), 0) / tallies.length;

const shareAt = (tallies: readonly Tally[], hour: number): number => {
  const requests = mean(tallies, ({ userRequests }) => userRequests[hour] ?? 0);
  return requests === 0 ? 0 : mean(tallies, ({ delayed }) => delayed[hour] ?? 0) / requests;
};

/** How often each hour of the week is in the period. */
const occurrences = (hours: Int16Array): readonly number[] => {
  const counts = Array.from({ length: hoursOfWeek }, () => 0);
  for (const hour of hours) counts[hour] = (counts[hour] ?? 0) + 1;
  return counts;
};

export const adviceDocument = (
  advice: Advice,
  setting: Setting,
  system: SystemModel,
  coldStarts: ColdStarts,
  madeAtMs: number,
): AdviceDocument => {
  const { workload, prices, aim, seed, repetitions } = setting;
  const { startMs, lengthMs, timeZone } = workload;
  const { tallies, ready } = advice.chosen;
  const counts = occurrences(weekHours(startMs, lengthMs, timeZone));
  const requestsIn = (hour: number): number =>
    mean(tallies, ({ userRequests }) => userRequests[hour] ?? 0) / Math.max(1, counts[hour] ?? 0);
  const byFunction = (value: (pool: number) => number): Record<string, number> =>
    Object.fromEntries(
      modelsOf(system)
        .map(({ name }, pool) => [name, value(pool)] as const)
        .filter(([, count]) => count > 0),
    );
  const hours = Array.from({ length: hoursOfWeek }, (_, hour): HourDocument => ({
    day: weekDays[Math.floor(hour / 24)] ?? '',
    hour: hour % 24,
    requests: requestsIn(hour),
    coldShare: shareAt(tallies, hour),
    ready: byFunction((pool) => ready[pool]?.[hour] ?? 0),
    mostAtOnce: byFunction((pool) =>
      Math.max(...tallies.map(({ mostAtOnce }) => mostAtOnce[pool * hoursOfWeek + hour] ?? 0)),
    ),
  }));
  // Which local hour each hour of a week in UTC is, as at the period's beginning.
  const mondayUtc = startMs - ((startMs / hourMs + 72) % hoursOfWeek) * hourMs;
  const localHours = weekHours(mondayUtc, hoursOfWeek * hourMs, timeZone);
  const before = advice.rows[0]?.tallies ?? tallies;
  const ofDecryptor = system.functions.length * hoursOfWeek;
  const weeks = lengthMs / (hoursOfWeek * hourMs);
  return {
    version: 1,
    madeAt: new Date(madeAtMs).toISOString(),
    workload: workload.about,
    assumptions: workload.assumptions,
    aim: describeAim(aim),
    isAimReached: advice.chosen.isReached,
    timeZone,
    period: {
      from: new Date(startMs).toISOString(),
      to: new Date(startMs + lengthMs).toISOString(),
      repetitions,
      seed,
    },
    coldStarts,
    idleLifeMinutes: system.idleLifeMs / 60_000,
    prices: { date: prices.date, region: prices.region, source: prices.source },
    variants: advice.rows.map(toVariant),
    tried: advice.tried.map(toVariant),
    whatIf: advice.whatIf.map((row) => ({ change: row.change, ...toVariant(row) })),
    parameters: { readySchedule: advice.parameter, busyTimezone: timeZone },
    hours,
    coldShareBefore: hours.map((_, hour) => shareAt(before, hour)),
    requestsByUtcHour: [...localHours].map((hour) => Math.round(requestsIn(hour) * 100) / 100),
    requestsAWeek: hours.reduce((sum, { requests }) => sum + requests, 0),
    coldStartsAWeek: {
      api: mean(tallies, ({ cold }) => sumOf(cold.subarray(0, ofDecryptor))) / weeks,
      decryptor: mean(tallies, ({ cold }) => sumOf(cold.subarray(ofDecryptor))) / weeks,
    },
    spillOverAWeek: advice.chosen.spilled.mean / weeks,
    mostAtOnce: Math.max(0, ...hours.flatMap((hour) => Object.values(hour.mostAtOnce))),
  };
};

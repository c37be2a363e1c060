// One variant of a deployment under a workload: simulated several times with different seeds, counted, priced.

import type { Cost } from '../cost/cost.ts';
import { costOf } from '../cost/cost.ts';
import type { Prices } from '../cost/prices.ts';
import { estimate, type Estimate } from '../model/confidence.ts';
import { createRandom } from '../model/random.ts';
import { simulate, type ReadyContainers } from '../model/simulate.ts';
import type { SystemModel } from '../model/system.ts';
import { sumOf, type Tally } from '../model/tally.ts';
import { weekHours } from '../model/week.ts';
import type { Workload } from '../workload.ts';
import { figureOf, isReached, type Aim } from './aim.ts';

export type Setting = {
  readonly workload: Workload;
  readonly prices: Prices;
  readonly aim: Aim;
  readonly seed: number;
  readonly repetitions: number;
  /** Called after each simulated period. */
  readonly onRun?: (() => void) | undefined;
};

export type Outcome = {
  readonly system: SystemModel;
  readonly ready: ReadyContainers;
  /** 95 % over the repetitions. */
  readonly coldShare: Estimate;
  readonly p99WaitMs: Estimate;
  readonly meanWaitMs: Estimate;
  readonly spilled: Estimate;
  /** Refused for the account's limit or the scaling rate; then no aim is reached. */
  readonly throttled: number;
  /** A month's, the repetitions' mean. */
  readonly cost: Cost;
  /** The aim's figure, at the upper end of its interval. */
  readonly figure: number;
  readonly isReached: boolean;
  readonly tallies: readonly Tally[];
};

/** Of the upper end of the figure's interval; a percentile of whole milliseconds has none worth its name. */
const worstOf = (aim: Aim, tallies: readonly Tally[]): number => {
  const figures = tallies.map((tally) => figureOf(aim, tally));
  return aim.kind === 'share' ? estimate(figures).high : Math.max(...figures);
};

const meanCost = (costs: readonly Cost[]): Cost => {
  const mean = (part: keyof Cost): number => costs.reduce((sum, cost) => sum + cost[part], 0) / costs.length;
  return {
    requests: mean('requests'),
    duration: mean('duration'),
    starts: mean('starts'),
    provisioned: mean('provisioned'),
    isolation: mean('isolation'),
    total: mean('total'),
  };
};

export const evaluate = (setting: Setting, system: SystemModel, ready: ReadyContainers): Outcome => {
  const { workload, aim, prices, seed, repetitions } = setting;
  const { startMs, lengthMs, timeZone } = workload;
  const hours = weekHours(startMs, lengthMs, timeZone);
  const tallies = Array.from({ length: repetitions }, (_, repetition) => {
    // The same requests for every variant: differences between variants are then the variants'.
    const tally = simulate({
      system,
      ready,
      weekHours: hours,
      arrivals: workload.arrivals(seed + repetition * 7_919),
      random: createRandom(seed + repetition * 7_919 + 1),
    });
    setting.onRun?.();
    return tally;
  });
  const figure = worstOf(aim, tallies);
  const throttled = tallies.reduce((sum, tally) => sum + sumOf(tally.throttled), 0) / tallies.length;
  const over = (value: (tally: Tally) => number): Estimate => estimate(tallies.map(value));
  return {
    system,
    ready,
    coldShare: over(({ coldShare }) => coldShare),
    p99WaitMs: over((tally) => tally.waitMsAt(0.99)),
    meanWaitMs: over(({ meanWaitMs }) => meanWaitMs),
    spilled: over(({ spilled }) => sumOf(spilled)),
    throttled,
    cost: meanCost(tallies.map((tally) => costOf(tally, { system, ready, lengthMs }, prices))),
    figure,
    isReached: throttled === 0 && isReached(aim, figure),
    tallies,
  };
};

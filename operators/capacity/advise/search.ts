// Finds the cheapest provisioned concurrency that reaches the aim: raises it where that does the most for its money until the aim
// is reached, then looks between the last two steps, and holds the result against fixed numbers for all hours.

import { hoursOfMonth } from '../cost/cost.ts';
import type { ReadyContainers } from '../model/simulate.ts';
import type { SystemModel } from '../model/system.ts';
import { sumOf } from '../model/tally.ts';
import { hoursOfWeek } from '../model/week.ts';
import { shareThatMayWait } from './aim.ts';
import { evaluate, type Outcome, type Setting } from './evaluate.ts';
import { raiseReady } from './raise.ts';

export type Candidate = Outcome & { readonly name: string };

export type Found = {
  /** None, fixed numbers and each step of the search, in the order in which they were tried. */
  readonly candidates: readonly Candidate[];
  /** The cheapest that reaches the aim; where none does, the one that comes nearest. */
  readonly chosen: Candidate;
};

const maxSteps = 14;

export const fixedReady = (functions: number, ofFunctions: number, ofDecryptor: number): ReadyContainers => [
  ...Array.from({ length: functions }, () => Array.from({ length: hoursOfWeek }, () => ofFunctions)),
  Array.from({ length: hoursOfWeek }, () => ofDecryptor),
];

type FixedNumbers = readonly [ofFunctions: number, ofDecryptor: number];

/** Always tried and shown: so many of each function, so many of the decryptor, in all hours. */
const usualNumbers: readonly FixedNumbers[] = [
  [0, 1],
  [0, 2],
  [1, 1],
  [1, 2],
  [2, 2],
  [3, 3],
];
const usualWithoutDecryptor: readonly FixedNumbers[] = [
  [1, 0],
  [2, 0],
  [3, 0],
];

const mostFixed = 8;

const betterOf = (a: Candidate, b: Candidate): Candidate => {
  if (a.isReached !== b.isReached) return a.isReached ? a : b;
  if (a.isReached) return b.cost.total < a.cost.total ? b : a;
  if (a.figure !== b.figure) return a.figure < b.figure ? a : b;
  return a.coldShare.mean <= b.coldShare.mean ? a : b;
};

const fixedCandidate = (
  setting: Setting,
  system: SystemModel,
  [ofFunctions, ofDecryptor]: FixedNumbers,
  kind: 'fixed' | 'other',
): Candidate => ({
  name: `${kind} ${ofFunctions}/${ofDecryptor}`,
  ...evaluate(setting, system, fixedReady(system.functions.length, ofFunctions, ofDecryptor)),
});

/** Lambda has no provisioned concurrency where tenants are isolated. */
const hasReadyDecryptor = ({ decryptor }: SystemModel): boolean =>
  decryptor !== undefined && !decryptor.isIsolated;

/** What a fixed number costs before any request comes, a month. */
const fixedCost = (
  { prices }: Setting,
  system: SystemModel,
  [ofFunctions, ofDecryptor]: FixedNumbers,
): number => {
  const memoryMb = system.functions.reduce((sum, it) => sum + it.memoryMb, 0);
  const readyMb = ofFunctions * memoryMb + ofDecryptor * (system.decryptor?.memoryMb ?? 0);
  return (readyMb / 1_024) * hoursOfMonth * 3_600 * prices.provisionedPerGbSecond;
};

/**
 * Only a fixed number that costs less could be better in cost and latency together: all those are tried, too. Where nothing
 * has reached the aim, all are.
 */
const cheaperFixed = (setting: Setting, system: SystemModel, than: Candidate): readonly Candidate[] => {
  const numbers = Array.from({ length: mostFixed + 1 }, (_, count) => count);
  const ofDecryptor = hasReadyDecryptor(system) ? numbers : [0];
  const tried = new Set(
    [[0, 0], ...(hasReadyDecryptor(system) ? usualNumbers : usualWithoutDecryptor)].map(String),
  );
  return numbers
    .flatMap((functions) => ofDecryptor.map((decryptor): FixedNumbers => [functions, decryptor]))
    .filter((pair) => !tried.has(String(pair)))
    .filter((pair) => !than.isReached || fixedCost(setting, system, pair) < than.cost.total)
    .map((pair) => fixedCandidate(setting, system, pair, 'other'));
};

export const search = (setting: Setting, system: SystemModel): Found => {
  const { aim } = setting;
  const none: Candidate = {
    name: 'none',
    ...evaluate(setting, system, fixedReady(system.functions.length, 0, 0)),
  };
  const steps: Candidate[] = [none];
  const mayWait = shareThatMayWait(aim);
  const step = (from: Candidate, toAvoid: number): Candidate => ({
    name: `step ${steps.length}`,
    ...evaluate(setting, system, raiseReady(from.tallies, system, from.ready, toAvoid)),
  });
  let [before, avoided] = [none, 0];
  let last = none;
  while (!last.isReached && steps.length < maxSteps) {
    const tooMany = (last.coldShare.mean - mayWait) * (last.tallies[0]?.answered ?? 0);
    const cold = last.tallies.reduce((sum, tally) => sum + sumOf(tally.cold), 0) / last.tallies.length;
    if (cold === 0) break;
    // At most half of what there is, so that each step is measured before the next is taken.
    avoided = Math.max(1, Math.min(tooMany, cold / 2));
    before = last;
    last = step(before, avoided);
    steps.push(last);
  }
  // The last step may have done too much: what lies between it and the one before.
  let [low, high] = [0, avoided];
  for (let turn = 0; last.isReached && turn < 4 && high - low > 1; turn += 1) {
    const middle = (low + high) / 2;
    const candidate = step(before, middle);
    steps.push(candidate);
    if (candidate.isReached) high = middle;
    else low = middle;
  }
  const usual = hasReadyDecryptor(system) ? usualNumbers : usualWithoutDecryptor;
  const compared = [...steps, ...usual.map((pair) => fixedCandidate(setting, system, pair, 'fixed'))];
  const best = compared.reduce(betterOf);
  const candidates = [...compared, ...cheaperFixed(setting, system, best)];
  return { candidates, chosen: candidates.reduce(betterOf) };
};

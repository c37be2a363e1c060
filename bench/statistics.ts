// Medians and their noise. Samples are taken in rounds, one of every variant in each, so what disturbed a round disturbed all
// of them: noise is found by drawing whole rounds again (bootstrap), the same rounds for every sample of a group.

import { seededRandom } from '../test/support/seeded-random.ts';

export type Samples = ReadonlyMap<string, readonly number[]>;

/** By linear interpolation between neighbours; `undefined` for no values. */
export const quantile = (values: readonly number[], share: number): number | undefined => {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (low === undefined || high === undefined) return undefined;
  return low + (high - low) * (position - Math.floor(position));
};

export const median = (values: readonly number[]): number => quantile(values, 0.5) ?? NaN;

/** Half the distance between the quartiles. */
export const spread = (values: readonly number[]): number =>
  ((quantile(values, 0.75) ?? NaN) - (quantile(values, 0.25) ?? NaN)) / 2;

export type View = {
  /** What a figure is put at: its median, or the quantile that was asked for. */
  readonly typical: (id: string) => number;
};

export type Estimate = {
  readonly value: number;
  /** Half the width of the interval that holds nine in ten of the redrawn values. */
  readonly noise: number;
};

const draws = 400;

export const atMedian = 0.5;
/** On a machine that does other things as well: what disturbs a run only ever adds time, so the faster runs say more. */
export const atQuietQuarter = 0.25;

export const estimate = (
  samples: Samples,
  calculate: (view: View) => number,
  share: number = atMedian,
): Estimate => {
  const viewOf = (pick: (values: readonly number[]) => readonly number[]): View => ({
    typical: (id) => quantile(pick(samples.get(id) ?? []), share) ?? NaN,
  });
  const value = calculate(viewOf((values) => values));
  const random = seededRandom(1);
  const redrawn = Array.from({ length: draws }, () => {
    const shares = new Map<number, number[]>();
    // Samples of one length come from the same rounds.
    const pick = (values: readonly number[]): readonly number[] => {
      const drawn = shares.get(values.length) ?? values.map(() => random.below(values.length));
      shares.set(values.length, drawn);
      return drawn.map((index) => values[index] ?? NaN);
    };
    return calculate(viewOf(pick));
  }).filter(Number.isFinite);
  const [low, high] = [quantile(redrawn, 0.05), quantile(redrawn, 0.95)];
  return { value, noise: low === undefined || high === undefined ? 0 : (high - low) / 2 };
};

// What repetitions of a simulation say together: a mean and how far it may be off.

export type Estimate = { readonly mean: number; readonly low: number; readonly high: number };

type Level = 95 | 99;

/** Student's t, two-sided, by degrees of freedom from 1 on; past the list the normal distribution's. */
const quantiles: Readonly<Record<Level, readonly number[]>> = {
  95: [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
    2.12, 2.11, 2.101, 2.093,
  ],
  99: [
    63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.25, 3.169, 3.106, 3.055, 3.012, 2.977, 2.947,
    2.921, 2.898, 2.878, 2.861,
  ],
};

const normal: Readonly<Record<Level, number>> = { 95: 1.96, 99: 2.576 };

/** Of one value the interval is the value itself. */
export const estimate = (values: readonly number[], level: Level = 95): Estimate => {
  const count = values.length;
  if (count === 0) throw new RangeError('an estimate of nothing');
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { mean, low: mean, high: mean };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const half = (quantiles[level][count - 2] ?? normal[level]) * Math.sqrt(variance / count);
  return { mean, low: mean - half, high: mean + half };
};

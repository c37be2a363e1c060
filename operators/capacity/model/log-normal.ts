// Durations of which only the median and a tail are known, as the logarithmic normal distribution that has both.

import type { Durations } from './system.ts';

/** The normal distribution's quantiles from its 0.5 % up to its 99.5 %, at 0, 5, 10, … 100 % of the way. */
const normal = [
  -2.576, -1.645, -1.282, -1.036, -0.842, -0.674, -0.524, -0.385, -0.253, -0.126, 0, 0.126, 0.253, 0.385,
  0.524, 0.674, 0.842, 1.036, 1.282, 1.645, 2.576,
];

const p99 = 2.326;

export const logNormal = ({ medianMs, p99Ms }: { medianMs: number; p99Ms: number }): Durations => {
  if (!(medianMs > 0) || p99Ms < medianMs) throw new RangeError('the 99th percentile is below the median');
  const spread = Math.log(p99Ms / medianMs) / p99;
  return { quantilesMs: normal.map((quantile) => medianMs * Math.exp(spread * quantile)) };
};

// Whether something that was measured again and again stays where it is.

/** Least squares: how much it grows in a minute. */
export const growthPerMinute = (values: readonly number[], secondsApart: number): number => {
  const meanAt = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [above, below] = [0, 0];
  for (const [index, value] of values.entries()) {
    above += (index - meanAt) * (value - mean);
    below += (index - meanAt) ** 2;
  }
  return below === 0 ? 0 : (above / below) * (60 / secondsApart);
};

/** The value below which such a share of all lies. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};

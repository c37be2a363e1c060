// What charts have in common.

export const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A round number at or above it: the top of an axis. */
export const niceTop = (value: number): number => {
  const size = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * size >= value) ?? 10) * size;
};

/** A number of an axis, without what rounding left of it. */
export const axisNumber = (value: number): string => String(Number(value.toPrecision(3)));

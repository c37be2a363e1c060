import {
  atQuietQuarter,
  estimate,
  median,
  quantile,
  spread,
  type Samples,
} from '../../../bench/statistics.ts';

describe('the statistics of a benchmark', () => {
  test.each([
    { values: [3], middle: 3, half: 0 },
    { values: [1, 2], middle: 1.5, half: 0.25 },
    { values: [5, 1, 3], middle: 3, half: 1 },
    { values: [1, 2, 3, 4, 1000], middle: 3, half: 1 },
  ])('the median of $values is $middle, half the quartiles’ distance $half', ({ values, middle, half }) => {
    expect(median(values)).toBe(middle);
    expect(spread(values)).toBe(half);
  });

  test('nothing has no quantile and no median', () => {
    expect(quantile([], 0.5)).toBeUndefined();
    expect(median([])).toBeNaN();
  });

  test('values that do not vary have no noise, and a quotient of medians is exact', () => {
    const samples: Samples = new Map([
      ['a', [6, 6, 6]],
      ['b', [4, 4, 4]],
    ]);
    expect(estimate(samples, (view) => view.typical('a') / view.typical('b'))).toEqual({
      value: 1.5,
      noise: 0,
    });
  });

  test('the quiet quarter does not see a machine that was busy half of the time', () => {
    const quiet = [10, 11, 10, 11, 10, 11];
    const samples: Samples = new Map([['a', [...quiet, 30, 50, 40, 20, 90]]]);
    expect(estimate(samples, (view) => view.typical('a'), atQuietQuarter).value).toBeLessThanOrEqual(11);
    expect(estimate(samples, (view) => view.typical('a')).value).toBe(11);
    expect(estimate(samples, (view) => view.typical('a'), 0.75).value).toBeGreaterThan(20);
  });

  test('values that vary more have more noise', () => {
    const around = (width: number): Samples =>
      new Map([['a', Array.from({ length: 21 }, (_, index) => 100 + width * Math.sin(index * 7))]]);
    const noiseOf = (width: number) => estimate(around(width), (view) => view.typical('a')).noise;
    expect(noiseOf(10)).toBeGreaterThan(5 * noiseOf(1));
    expect(noiseOf(1)).toBeGreaterThan(0);
  });

  test('the same samples give the same noise', () => {
    const samples: Samples = new Map([['a', [1, 5, 2, 8, 3, 9, 4]]]);
    const first = estimate(samples, (view) => view.typical('a'));
    expect(estimate(samples, (view) => view.typical('a'))).toEqual(first);
  });
});

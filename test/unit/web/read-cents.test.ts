import { readCents } from '../../../web/src/shown/read-cents.ts';

describe('a typed amount', () => {
  it.each([
    ['2000', 200_000],
    ['2,000.00', 200_000],
    ['$ 1,234.5', 123_450],
    ['0', 0],
    ['0.29', 29],
    ['99999999.99', 9_999_999_999],
  ])('%s is %d cents', (text, cents) => {
    expect(readCents(text)).toBe(cents);
  });

  it.each(['', '-1', '1.234', '1e3', '100000000', 'abc', '1.2.3', '٣'])('%j is none', (text) => {
    expect(readCents(text)).toBeUndefined();
  });
});

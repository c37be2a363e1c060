// What stands in the bundles in place of the SQL driver's libraries, beside those libraries.

import { ChronoUnit, LocalDate } from '@js-joda/core';
import fc from 'fast-check';
import iconv from 'iconv-lite';

type CodePages = {
  encode: (text: unknown, encoding: string) => Buffer;
  decode: (bytes: Buffer, encoding: string) => unknown;
  CodePageLeftOut: new (page: string) => Error & { code: string };
};
const ours: CodePages = jest.requireActual('../../../../scripts/build/module-stubs/iconv-lite.cjs');
const dates: {
  LocalDate: {
    of: (year: number, month: number, day: number) => OurDate;
    ofYearDay: (year: number, day: number) => OurDate;
  };
  ChronoUnit: { DAYS: string };
} = jest.requireActual('../../../../scripts/build/module-stubs/js-joda.cjs');
type OurDate = { until: (end: OurDate, unit: string) => number };
const inbuilt: Record<string, Record<string, string>> = jest.requireActual('tedious/lib/collation.js');

const doubleByte = ['CP932', 'CP936', 'CP949', 'CP950'];
const pagesOfTheDriver = [
  ...new Set(Object.values({ ...inbuilt['codepageByLanguageId'], ...inbuilt['codepageBySortId'] })),
];
const singleByte = pagesOfTheDriver.filter((page) => !doubleByte.includes(page));

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

describe('text in a code page', () => {
  test('is of a page that the driver knows, and all of them are here', () => {
    expect(singleByte).toContain('CP1252');
    expect(pagesOfTheDriver).toEqual(expect.arrayContaining(doubleByte));
    expect(singleByte.length).toBeGreaterThanOrEqual(11);
  });

  test.each([...singleByte, 'utf8'])('in %s is read as the driver’s library reads it', (page) => {
    expect(ours.decode(everyByte, page)).toBe(iconv.decode(everyByte, page));
  });

  test.each([...singleByte, 'utf8'])('in %s is written as the driver’s library writes it', (page) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(ours.encode(text, page)).toEqual(iconv.encode(text, page));
      }),
    );
    const own = iconv.decode(everyByte, page);
    expect(ours.encode(own, page)).toEqual(iconv.encode(own, page));
  });

  test.each(['\ufeffa', 'a\ufeff', ''])('in UTF-8 keeps what the library keeps of %j', (text) => {
    const bytes = Buffer.from(text);
    expect(ours.decode(bytes, 'utf8')).toBe(iconv.decode(bytes, 'utf8'));
  });

  test.each([null, undefined, 12])('is the same for %p as for the library', (value) => {
    expect(ours.encode(value, 'CP1252')).toEqual(iconv.encode(value as never, 'CP1252'));
  });

  test.each(doubleByte)('of two bytes (%s) passes as long as it is ASCII', (page) => {
    expect(ours.encode('e-1001', page)).toEqual(iconv.encode('e-1001', page));
    expect(ours.decode(Buffer.from('e-1001'), page)).toBe('e-1001');
  });

  test.each(doubleByte)('of two bytes (%s) is refused by name when it is not', (page) => {
    const refusal = { name: 'CodePageLeftOut', code: 'ECODEPAGE' };

    expect(() => ours.encode('中', page)).toThrow(expect.objectContaining(refusal));
    const read = ours.decode(iconv.encode('中', page), page);
    expect(read).toBeInstanceOf(ours.CodePageLeftOut);
    expect(read).toMatchObject(refusal);
  });
});

describe('days between two dates', () => {
  const epochs = [1, 1900];

  test.each(epochs)('since the year %p are as many as the calendar library counts', (epoch) => {
    const anyDay = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(anyDay, (date) => {
        const parts = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()] as const;
        const theirs = LocalDate.ofYearDay(epoch, 1).until(LocalDate.of(...parts), ChronoUnit.DAYS);
        const mine = dates.LocalDate.ofYearDay(epoch, 1).until(
          dates.LocalDate.of(...parts),
          dates.ChronoUnit.DAYS,
        );
        expect(mine).toBe(theirs);
      }),
    );
  });

  test.each([
    [2023, 2, 29],
    [2024, 13, 1],
    [2024, 0, 1],
    [Number.NaN, 1, 1],
  ])('are of real dates: %p-%p-%p is none', (...parts) => {
    expect(() => LocalDate.of(...parts)).toThrow();
    expect(() => dates.LocalDate.of(...parts)).toThrow(RangeError);
  });
});

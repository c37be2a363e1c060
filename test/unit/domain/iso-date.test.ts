import * as fc from 'fast-check';
import { addDays, isIsoDate, isoDate, isoDateIn, isTimeZone, weekdayOf } from '#shared/domain/iso-date';

describe('a calendar day', () => {
  test.each(['2024-02-29', '2000-02-29', '2025-12-31', '0001-01-01', '9999-12-31'])('%s is one', (text) => {
    expect(isIsoDate(text)).toBe(true);
    expect(isoDate(text)).toBe(text);
  });

  test.each([
    ['2025-02-29'],
    ['1900-02-29'],
    ['2025-04-31'],
    ['2025-13-01'],
    ['2025-00-10'],
    ['2025-01-00'],
    ['2025-01-32'],
    ['0000-01-01'],
    ['2025-1-1'],
    ['20250101'],
    ['2025-01-01T00:00:00Z'],
    ['2025-01-01 '],
    ['2025-01-01\n'],
    ['+002025-01-01'],
    ['２０２５-01-01'],
    ['01/02/2025'],
    ['tomorrow'],
    [''],
    [20250101],
    [null],
    [new Date(0)],
  ])('%j is none', (value) => {
    expect(isIsoDate(value)).toBe(false);
  });

  test('throws where code takes something else for one', () => {
    expect(() => isoDate('2025-02-29')).toThrow(RangeError);
  });

  const aDay = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    .map((date) => isoDate(date.toISOString().slice(0, 10)));

  test('moves there and back, one day at a time through the week, and orders as text', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 1, max: 20_000 }), (day, days) => {
        const later = addDays(day, days);
        expect(addDays(later, -days)).toBe(day);
        expect(later > day).toBe(true);
        expect(weekdayOf(later)).toBe((weekdayOf(day) + days) % 7);
      }),
    );
  });

  test.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-02-28', 1, '2025-03-01'],
    ['2025-12-31', 1, '2026-01-01'],
    ['2025-03-08', 2, '2025-03-10'],
    ['2025-11-01', 2, '2025-11-03'],
    ['2025-01-01', -1, '2024-12-31'],
    ['2025-01-01', 0, '2025-01-01'],
  ])('%s and %i days is %s', (day, days, expected) => {
    expect(addDays(isoDate(day), days)).toBe(expected);
  });

  test('does not leave the years that the text can hold', () => {
    expect(() => addDays(isoDate('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(isoDate('0001-01-01'), -1)).toThrow(RangeError);
  });
});

describe('the day in a time zone', () => {
  test.each([
    ['America/New_York', '2025-03-10T03:59:59Z', '2025-03-09'],
    ['America/New_York', '2025-03-10T04:00:00Z', '2025-03-10'],
    ['America/New_York', '2025-01-10T04:59:59Z', '2025-01-09'],
    ['America/New_York', '2025-01-10T05:00:00Z', '2025-01-10'],
    ['Pacific/Honolulu', '2025-01-10T09:59:59Z', '2025-01-09'],
    ['Pacific/Auckland', '2025-01-10T11:00:00Z', '2025-01-11'],
    ['UTC', '2024-12-31T23:59:59.999Z', '2024-12-31'],
    ['UTC', '2025-01-01T00:00:00.000Z', '2025-01-01'],
  ])('%s at %s: %s', (timeZone, instant, expected) => {
    expect(isoDateIn(timeZone, new Date(instant))).toBe(expected);
  });

  test.each([
    ['America/Chicago', true],
    ['UTC', true],
    ['America/Nowhere', false],
    ['', false],
    ['EST5EDT nonsense', false],
  ])('%s is a time zone: %s', (text, expected) => {
    expect(isTimeZone(text)).toBe(expected);
  });
});

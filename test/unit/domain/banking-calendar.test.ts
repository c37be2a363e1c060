import * as fc from 'fast-check';
import { addBankingDays, isBankingDay } from '#shared/domain/banking-calendar';
import { addDays, isoDate, weekdayOf } from '#shared/domain/iso-date';

/**
 * Days from Monday to Friday on which the Reserve Banks are closed, written down from their published schedules:
 * https://www.frbservices.org/about/holiday-schedules
 */
const closedWeekdays: Record<string, readonly string[]> = {
  // New Year's Day 2022 was a Saturday, Juneteenth and Christmas were Sundays.
  2022: ['01-17', '02-21', '05-30', '06-20', '07-04', '09-05', '10-10', '11-11', '11-24', '12-26'],
  // New Year's Day was a Sunday, Veterans Day a Saturday.
  2023: ['01-02', '01-16', '02-20', '05-29', '06-19', '07-04', '09-04', '10-09', '11-23', '12-25'],
  2024: ['01-01', '01-15', '02-19', '05-27', '06-19', '07-04', '09-02', '10-14', '11-11', '11-28', '12-25'],
  2025: ['01-01', '01-20', '02-17', '05-26', '06-19', '07-04', '09-01', '10-13', '11-11', '11-27', '12-25'],
  // Independence Day is a Saturday.
  2026: ['01-01', '01-19', '02-16', '05-25', '06-19', '09-07', '10-12', '11-11', '11-26', '12-25'],
  // Juneteenth and Christmas are Saturdays, Independence Day is a Sunday.
  2027: ['01-01', '01-18', '02-15', '05-31', '07-05', '09-06', '10-11', '11-11', '11-25'],
};

const daysOf = (year: string) => {
  const first = isoDate(`${year}-01-01`);
  const days = Array.from({ length: 366 }, (_, index) => addDays(first, index));
  return days.filter((day) => day.startsWith(year));
};
const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

describe('a banking day', () => {
  test.each(Object.keys(closedWeekdays))('%s: all weekdays but the published holidays', (year) => {
    const closed = daysOf(year).filter((day) => !isWeekend(day) && !isBankingDay(day));
    expect(closed.map((day) => day.slice(5))).toEqual(closedWeekdays[year]);
  });

  test('is never on a weekend', () => {
    const weekends = Object.keys(closedWeekdays).flatMap(daysOf).filter(isWeekend);
    expect(weekends.length).toBeGreaterThan(600);
    expect(weekends.filter(isBankingDay)).toEqual([]);
  });

  test.each([
    ['2026-07-03', true, 'the Friday before a holiday on a Saturday'],
    ['2027-12-24', true, 'the Friday before a Christmas on a Saturday'],
    ['2021-12-31', true, 'the Friday before a New Year’s Day on a Saturday'],
    ['2027-07-05', false, 'the Monday after a holiday on a Sunday'],
    ['2023-01-02', false, 'the Monday after a New Year’s Day on a Sunday'],
    ['2026-07-06', true, 'the Monday after a holiday on a Saturday'],
    ['2024-11-29', true, 'the Friday after Thanksgiving'],
  ])('%s: %s, %s', (day, expected) => {
    expect(isBankingDay(isoDate(day))).toBe(expected);
  });
});

describe('counting banking days', () => {
  test.each([
    ['2025-07-03', 1, '2025-07-07'],
    ['2025-07-07', -1, '2025-07-03'],
    ['2025-07-07', -2, '2025-07-02'],
    ['2025-07-05', 1, '2025-07-07'],
    ['2025-07-05', -1, '2025-07-03'],
    ['2025-07-05', 0, '2025-07-05'],
    ['2024-12-31', 1, '2025-01-02'],
    ['2024-12-24', 2, '2024-12-27'],
    ['2025-01-02', -2, '2024-12-30'],
  ])('%s and %i: %s', (day, count, expected) => {
    expect(addBankingDays(isoDate(day), count)).toBe(expected);
  });

  const aDay = fc.integer({ min: 0, max: 30_000 }).map((days) => addDays(isoDate('1990-01-01'), days));

  test('lands on a banking day, with exactly so many on the way', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 1, max: 60 }), fc.constantFrom(1, -1), (day, count, sign) => {
        const end = addBankingDays(day, sign * count);
        expect(isBankingDay(end)).toBe(true);
        let passed = 0;
        for (let at = day; at !== end;) {
          at = addDays(at, sign);
          if (isBankingDay(at)) passed += 1;
        }
        expect(passed).toBe(count);
      }),
      { numRuns: 300 },
    );
  });

  test('there and back is where it began, from a banking day', () => {
    fc.assert(
      fc.property(aDay.filter(isBankingDay), fc.integer({ min: -60, max: 60 }), (day, count) => {
        expect(addBankingDays(addBankingDays(day, count), -count)).toBe(day);
      }),
    );
  });

  test('throws for a part of a day', () => {
    expect(() => addBankingDays(isoDate('2025-01-02'), 0.5)).toThrow(RangeError);
  });
});

describe('any year', () => {
  test('has eleven closed weekdays, one less for each fixed holiday on a Saturday', () => {
    for (let year = 1970; year < 2100; year += 1) {
      const days = daysOf(String(year));
      const closed = days.filter((day) => !isWeekend(day) && !isBankingDay(day));
      const fixed = ['01-01', '06-19', '07-04', '11-11', '12-25'].map((day) => isoDate(`${year}-${day}`));
      const saturdays = fixed.filter((day) => weekdayOf(day) === 6).length;
      expect([year, closed.length]).toEqual([year, 11 - saturdays]);
    }
  });
});

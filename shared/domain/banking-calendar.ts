// Banking days of the Federal Reserve Banks: Monday to Friday without their holidays, computed for any year from the rules
// as they stand since 2022 (Juneteenth). A holiday on a Sunday closes the Monday; one on a Saturday moves nowhere.
// Source: https://www.frbservices.org/about/holiday-schedules and https://www.richmondfed.org/about_us/holiday_schedule

import { addDays, weekdayOf, type IsoDate } from './iso-date.ts';

/** Month and day. */
const fixedHolidays: readonly string[] = [
  '01-01', // New Year's Day
  '06-19', // Juneteenth National Independence Day
  '07-04', // Independence Day
  '11-11', // Veterans Day
  '12-25', // Christmas Day
];

const monday = 1;
const thursday = 4;

/** By the span of days of the month in which that weekday can fall. */
const floatingHolidays = [
  { month: '01', weekday: monday, from: 15, to: 21 }, // Birthday of Martin Luther King, Jr.: the third Monday
  { month: '02', weekday: monday, from: 15, to: 21 }, // Washington's Birthday: the third Monday
  { month: '05', weekday: monday, from: 25, to: 31 }, // Memorial Day: the last Monday
  { month: '09', weekday: monday, from: 1, to: 7 }, // Labor Day: the first Monday
  { month: '10', weekday: monday, from: 8, to: 14 }, // Columbus Day: the second Monday
  { month: '11', weekday: thursday, from: 22, to: 28 }, // Thanksgiving Day: the fourth Thursday
] as const;

const isFixedHoliday = (date: IsoDate): boolean => fixedHolidays.includes(date.slice(5));

const isFloatingHoliday = (date: IsoDate): boolean => {
  const day = Number(date.slice(8));
  return floatingHolidays.some(
    ({ month, weekday, from, to }) =>
      date.slice(5, 7) === month && day >= from && day <= to && weekdayOf(date) === weekday,
  );
};

/** Asked only of a day that is no holiday itself, so never of 0001-01-01, which has no day before it here. */
const isObservedOnMonday = (date: IsoDate): boolean =>
  weekdayOf(date) === monday && isFixedHoliday(addDays(date, -1));

export const isBankingDay = (date: IsoDate): boolean => {
  const weekday = weekdayOf(date);
  const isWeekend = weekday === 0 || weekday === 6;
  return !isWeekend && !isFixedHoliday(date) && !isFloatingHoliday(date) && !isObservedOnMonday(date);
};

/**
 * The n-th banking day after a day, or before it for a negative n; the day itself is not counted, and 0 leaves it as it
 * is, banking day or not.
 */
export const addBankingDays = (date: IsoDate, count: number): IsoDate => {
  if (!Number.isInteger(count)) throw new RangeError('A number of banking days is a whole number');
  const step = count < 0 ? -1 : 1;
  let day = date;
  for (let missing = Math.abs(count); missing > 0;) {
    day = addDays(day, step);
    if (isBankingDay(day)) missing -= 1;
  }
  return day;
};

// Calendar days as ISO 8601 text, yyyy-mm-dd of the years 0001 to 9999: they order as text does. All arithmetic is in
// UTC, where every day has 24 hours; a time zone matters only where an instant becomes a day.

declare const brand: unique symbol;
export type IsoDate = string & { readonly [brand]: 'IsoDate' };

const dayMs = 86_400_000;

const textOf = (utcMs: number): string => new Date(utcMs).toISOString().slice(0, 10);

const utcMsOf = (date: string): number => Date.parse(`${date}T00:00:00.000Z`);

/** A day that exists: the 29th of February in leap years only. */
export const isIsoDate = (value: unknown): value is IsoDate => {
  if (typeof value !== 'string' || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value)) return false;
  const utcMs = utcMsOf(value);
  return !Number.isNaN(utcMs) && value >= '0001' && textOf(utcMs) === value;
};

/** @throws RangeError for text that is no such day: a programmer's mistake, input is asked with `isIsoDate` */
export const isoDate = (text: string): IsoDate => {
  if (!isIsoDate(text)) throw new RangeError('Not a calendar day of the years 0001 to 9999');
  return text;
};

/** @param days whole days, negative for earlier */
export const addDays = (date: IsoDate, days: number): IsoDate =>
  isoDate(textOf(utcMsOf(date) + days * dayMs));

/** 0 is Sunday, 6 Saturday. */
export const weekdayOf = (date: IsoDate): number => new Date(utcMsOf(date)).getUTCDay();

/** By time zone: making one takes longer than all else of a request's dates. There are a few hundred zones, and no more names are kept. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();
const mostDayFormats = 500;

/** @throws RangeError for a name that is no time zone's */
const dayFormatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = dayFormats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  if (dayFormats.size < mostDayFormats) dayFormats.set(timeZone, made);
  return made;
};

export const isTimeZone = (text: string): boolean => {
  try {
    dayFormatOf(text);
    return true;
  } catch {
    return false;
  }
};

/**
 * The day that it is in a time zone at an instant.
 * @param timeZone an IANA name, as `isTimeZone` accepts it
 */
export const isoDateIn = (timeZone: string, instant: Date): IsoDate => {
  const parts = dayFormatOf(timeZone).formatToParts(instant);
  const part = (type: 'year' | 'month' | 'day'): string =>
    parts.find((candidate) => candidate.type === type)?.value ?? '';
  return isoDate(`${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`);
};

// A moment as clocks in a time zone show it.

import { hourMs } from './arrivals.ts';

export type LocalTime = {
  readonly year: number;
  /** 0 to 11. */
  readonly month: number;
  readonly day: number;
  /** Monday is 0. */
  readonly weekday: number;
  readonly hour: number;
  /** Whole weeks since Monday, 5 January 1970. */
  readonly week: number;
};

export const localTime = (timeZone: string): ((atMs: number) => LocalTime) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    hourCycle: 'h23',
  });
  return (atMs) => {
    const parts = format.formatToParts(atMs);
    const part = (type: string): number => Number(parts.find((it) => it.type === type)?.value);
    const [year, month, day] = [part('year'), part('month') - 1, part('day')];
    const days = Math.floor(Date.UTC(year, month, day) / (24 * hourMs));
    // 1 January 1970 was a Thursday.
    const sinceMonday = days - 4;
    return {
      year,
      month,
      day,
      weekday: ((sinceMonday % 7) + 7) % 7,
      hour: part('hour'),
      week: Math.floor(sinceMonday / 7),
    };
  };
};

/** The latest beginning of a Monday there that is not after the moment. */
export const mondayBefore = (atMs: number, timeZone: string): number => {
  const local = localTime(timeZone);
  // Whole minutes of the zone's own: it may be half an hour off.
  let start = Math.floor(atMs / hourMs) * hourMs;
  const minutes = Number(new Intl.DateTimeFormat('en-US', { timeZone, minute: 'numeric' }).format(start));
  start -= minutes * 60_000;
  for (let back = 0; back < 8 * 24; back += 1) {
    const { weekday, hour } = local(start);
    if (weekday === 0 && hour === 0) return start;
    start -= hourMs;
  }
  throw new RangeError('the time zone has no Monday');
};

// Hours of a week, in a time zone: Monday's first is 0, Sunday's last 167.

import { hourMs } from './arrivals.ts';
import { localTime } from './local-time.ts';

export const hoursOfWeek = 168;

/** For each hour since `startMs`, which of the week's it is. */
export const weekHours = (startMs: number, lengthMs: number, timeZone: string): Int16Array => {
  const local = localTime(timeZone);
  const hours = Math.max(1, Math.ceil(lengthMs / hourMs));
  return Int16Array.from({ length: hours }, (_, index) => {
    const { weekday, hour } = local(startMs + index * hourMs);
    return weekday * 24 + hour;
  });
};

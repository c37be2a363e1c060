// A workload from a sentence about employees: how many look at their direct deposits in which hour, and what a visit asks for.
// The habits are assumptions, each of which the advice prints and an option changes.

import { hourMs, type Demand } from '../model/arrivals.ts';
import { VisitArrivals, type VisitStep } from '../arrivals/visit-arrivals.ts';
import { defaultMix } from '../default-mix.ts';
import { localTime, type LocalTime } from '../model/local-time.ts';
import { createRandom } from '../model/random.ts';
import { zipf, type Workload } from '../workload.ts';
import { months, weekdays, type PayDays, type Profile } from './profile-text.ts';

export type Habits = {
  /** Of all employees, on a working day. */
  readonly visitsADay: number;
  /** Times as many on a pay day, and in the month of open enrolment. */
  readonly onPayDay: number;
  readonly inEnrolment: number;
};

export const usualHabits: Habits = { visitsADay: 0.02, onPayDay: 10, inEnrolment: 4 };

/** What a visit to the page asks for: the set and its calculation, sometimes the history, seldom a change. */
const visit: readonly { readonly name: string; readonly share: number; readonly afterMs: number }[] = [
  { name: 'list-direct-deposits', share: 1, afterMs: 0 },
  { name: 'get-meta', share: 1, afterMs: 50 },
  { name: 'simulate-net-pay', share: 1, afterMs: 400 },
  { name: 'list-history', share: 0.3, afterMs: 15_000 },
  { name: 'get-direct-deposit', share: 0.05, afterMs: 20_000 },
  { name: 'simulate-net-pay', share: 0.12, afterMs: 45_000 },
  { name: 'simulate-net-pay', share: 0.12, afterMs: 60_000 },
  { name: 'replace-direct-deposits', share: 0.1, afterMs: 75_000 },
  { name: 'list-direct-deposits', share: 0.1, afterMs: 76_000 },
  // Payroll administrators, one visit in forty.
  { name: 'list-employees', share: 0.025, afterMs: 2_000 },
  { name: 'list-tenant-direct-deposits', share: 0.025, afterMs: 4_000 },
  { name: 'list-bank-answers', share: 0.02, afterMs: 6_000 },
];

/** Of a day's visits, by hour: people look in the morning, at noon, and once more in the evening. */
const hoursOfDay = [
  0.2, 0.1, 0.1, 0.1, 0.2, 0.8, 2, 5, 9, 10, 9, 8, 9, 8, 7, 6.5, 6, 5, 4, 3.5, 3, 2, 1, 0.5,
];
const dayTotal = hoursOfDay.reduce((sum, weight) => sum + weight, 0);

const onWeekends = 0.25;

const isPayDay = (payDays: PayDays, { day, month, year, weekday, week }: LocalTime): boolean => {
  if (payDays.kind === 'weekly') return weekday === payDays.weekday && week % payDays.everyWeeks === 0;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return payDays.days.some((wanted) => Math.min(wanted, last) === day);
};

const ordinals = { 1: '', 2: 'second ', 4: 'fourth ' };

const describePayDays = (payDays: PayDays): string => {
  if (payDays.kind === 'weekly') {
    const name = weekdays[payDays.weekday] ?? '';
    return `every ${ordinals[payDays.everyWeeks]}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  }
  return `on the ${payDays.days.map((day) => (day === 31 ? 'last' : String(day))).join(' and ')} of the month`;
};

export type ProfileOptions = {
  readonly timeZone: string;
  readonly weeks: number;
  readonly startMs: number;
  readonly habits: Habits;
  /** The month of open enrolment in place of an ordinary one. */
  readonly isEnrolment: boolean;
};

export const profileWorkload = (profile: Profile, options: ProfileOptions): Workload => {
  const { timeZone, weeks, startMs, habits, isEnrolment } = options;
  const { employees, tenants, payDays, enrolmentMonth } = profile;
  const local = localTime(timeZone);
  const ratesPerS = Array.from({ length: weeks * 168 }, (_, hour) => {
    const at = local(startMs + hour * hourMs);
    const ofDay = (hoursOfDay[at.hour] ?? 0) / dayTotal;
    const factor =
      (at.weekday > 4 ? onWeekends : 1) *
      (isPayDay(payDays, at) ? habits.onPayDay : 1) *
      (isEnrolment ? habits.inEnrolment : 1);
    return (employees * habits.visitsADay * factor * ofDay) / 3_600;
  });
  const demand: Demand = { startMs, stepMs: hourMs, ratesPerS };
  const names = [...new Set(visit.map(({ name }) => name))];
  const steps: readonly VisitStep[] = visit.map(({ name, share, afterMs }) => ({
    functionIndex: names.indexOf(name),
    share,
    afterMs,
  }));
  const durationsOf = new Map(defaultMix.map(({ name, durations }) => [name, durations]));
  const shares = names.map((name) =>
    visit.reduce((sum, step) => sum + (step.name === name ? step.share : 0), 0),
  );
  return {
    about: `${employees.toLocaleString('en-US')} employees in ${tenants} tenants, pay day ${describePayDays(payDays)}, ${
      isEnrolment
        ? `in the month of open enrolment (${months[enrolmentMonth ?? 0] ?? ''})`
        : 'in an ordinary month'
    }`,
    assumptions: [
      `On a working day ${habits.visitsADay * 100} % of the employees look at their direct deposits (--visits), ${habits.onPayDay} times as many on a pay day (--pay-day-factor)${
        enrolmentMonth === undefined
          ? ''
          : `, ${habits.inEnrolment} times as many in open enrolment (--enrolment-factor)`
      }; a quarter of that on weekends.`,
      `A visit asks for ${shares.reduce((sum, share) => sum + share, 0).toFixed(1)} requests, as the page does; one in ten changes something.`,
      'A read takes 12 ms in the median and a write 30 ms, as npm run bench measures them, with a slow tail.',
    ],
    startMs,
    lengthMs: weeks * 168 * hourMs,
    timeZone,
    functions: names.map((name, index) => {
      const durations = durationsOf.get(name);
      return { name, share: shares[index] ?? 0, ...(durations === undefined ? {} : { durations }) };
    }),
    tenants,
    arrivals: (seed) => new VisitArrivals(demand, steps, zipf(tenants), createRandom(seed)),
  };
};

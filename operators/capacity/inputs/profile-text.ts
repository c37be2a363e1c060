// A workload in a sentence: “8,000 employees in 12 tenants, pay day every second Friday, open enrolment in November”.

import { fail, succeed, type Result } from '#shared/platform/result';

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

export type PayDays =
  | { readonly kind: 'weekly'; readonly everyWeeks: 1 | 2 | 4; readonly weekday: number }
  /** Days of the month; 31 is its last. */
  | { readonly kind: 'monthly'; readonly days: readonly number[] };

export type Profile = {
  readonly employees: number;
  readonly tenants: number;
  readonly payDays: PayDays;
  /** 0 to 11; undefined where there is none. */
  readonly enrolmentMonth: number | undefined;
};

const number = (text: string): number => Number(text.replaceAll(/[,.' ]/g, ''));

const everyWeeksOf = (word: string | undefined): 1 | 2 | 4 => {
  if (word === undefined || word.trim() === '') return 1;
  return word.startsWith('fourth') ? 4 : 2;
};

const dayOfMonth = (text: string): number | undefined => {
  if (/^last/.test(text)) return 31;
  const day = Number(/^(\d{1,2})(?:st|nd|rd|th)?/.exec(text)?.[1]);
  return day >= 1 && day <= 31 ? day : undefined;
};

const readPayDays = (clause: string): PayDays | undefined => {
  const [, every, weekday = ''] =
    /^pay ?days? (?:is |are )?(?:on )?every ((?:second|other|fourth) )?([a-z]+?)s?$/.exec(clause) ?? [];
  const day = weekdays.findIndex((name) => name === weekday);
  if (day !== -1) return { kind: 'weekly', everyWeeks: everyWeeksOf(every), weekday: day };
  const monthly = /^pay ?days? (?:is |are )?(?:on )?the (.+?)(?: (?:of (?:the|each|every) )?month)?$/.exec(
    clause,
  )?.[1];
  const days = monthly?.split(/ and(?: the)? /).map(dayOfMonth) ?? [];
  const known = days.filter((it) => it !== undefined);
  return known.length > 0 && known.length === days.length ? { kind: 'monthly', days: known } : undefined;
};

/** The clause that was not understood, or what is missing. */
export const parseProfileText = (text: string): Result<Profile, string> => {
  let [employees, tenants]: (number | undefined)[] = [];
  let payDays: PayDays | undefined;
  let enrolmentMonth: number | undefined;
  // A comma with a blank ends a clause; one between digits does not.
  for (const clause of text.toLowerCase().split(/[,;] +(?=[a-z\d])|;/)) {
    const plain = clause.trim();
    if (plain === '') continue;
    const [, people, groups] =
      /^(\d[\d,.' ]*) (?:employees|people)(?: (?:in|of|at) (\d[\d,.' ]*) (?:tenants|employers|companies))?$/.exec(
        plain,
      ) ?? [];
    const alone = /^(\d[\d,.' ]*) (?:tenants|employers|companies)$/.exec(plain)?.[1];
    const enrolment = /^open enroll?ment (?:is )?in ([a-z]+)$/.exec(plain)?.[1];
    const month = months.findIndex((name) => name === enrolment);
    const paid = readPayDays(plain);
    if (people !== undefined) employees = number(people);
    else if (alone !== undefined) tenants = number(alone);
    else if (paid !== undefined) payDays = paid;
    else if (month !== -1) enrolmentMonth = month;
    else return fail(`“${plain}” was not understood`);
    if (groups !== undefined) tenants = number(groups);
  }
  if (employees === undefined || employees < 1) return fail('it does not say how many employees there are');
  if (payDays === undefined) return fail('it does not say when pay day is');
  return succeed({
    employees,
    tenants: Math.max(1, tenants ?? Math.ceil(employees / 400)),
    payDays,
    enrolmentMonth,
  });
};

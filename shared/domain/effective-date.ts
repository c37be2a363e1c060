// From which payroll on a change counts, and whether it may be made now: the pay group's calendar decides, in the tenant's
// time zone. Near a pay date the change moves on to the next payroll and says so; it is refused only while one is posting.
// Without a pay calendar there is nothing to say, and nothing is made up.

import { fail, succeed, type Result } from '../platform/result.ts';
import { addBankingDays } from './banking-calendar.ts';
import { addDays, isIsoDate, isoDateIn, type IsoDate } from './iso-date.ts';
import { finding, type RuleFinding } from './rule.ts';

export const defaultTimeZone = 'America/New_York';
export const defaultLockBankingDays = 2;
export const maxDaysAhead = 180;

export const payrollStatuses = ['open', 'posting', 'posted'] as const;
export type PayrollStatus = (typeof payrollStatuses)[number];

export type Payroll = {
  readonly payDate: IsoDate;
  readonly periodBegin: IsoDate;
  readonly status: PayrollStatus;
};

/** What the payroll suite says of one pay group; its payrolls come in any order. */
export type PayCalendar = {
  readonly payGroupId: string;
  readonly timeZone: string;
  readonly lockBankingDays: number;
  readonly payrolls: readonly Payroll[];
};

export type EffectiveDateRequest = {
  readonly calendar: PayCalendar | null;
  /** As the request has it: not yet known to be a date. */
  readonly effectiveOn?: string | undefined;
  readonly now: Date;
};

/** Nulls where the calendar does not say: there is none, or it does not reach that far. */
export type Effective = {
  /** The first day of the payroll's period. */
  readonly firstPayrollAffected: IsoDate | null;
  readonly payDate: IsoDate | null;
  /** Whether it is a later payroll than the one asked for, or than the next one where none was asked for. */
  readonly isMoved: boolean;
};

export type EffectiveDate = { readonly effective: Effective; readonly warnings: readonly RuleFinding[] };

/** `broken`: the request is wrong (422). `conflict`: it has to wait for the payroll (409). */
export type EffectiveDateRefusal = {
  readonly kind: 'broken' | 'conflict';
  readonly findings: readonly RuleFinding[];
};

const pointer = '/effectiveOn';

const byPayDate = (a: Payroll, b: Payroll): number => {
  if (a.payDate === b.payDate) return 0;
  return a.payDate < b.payDate ? -1 : 1;
};

/** The window opens with the day that many banking days before the pay date, and never closes again. */
const isLocked = ({ payDate }: Payroll, lockBankingDays: number, today: IsoDate): boolean =>
  today >= addBankingDays(payDate, -lockBankingDays);

const requestedDateFindings = (
  effectiveOn: string,
  today: IsoDate,
  next: Payroll | undefined,
): readonly RuleFinding[] => {
  if (!isIsoDate(effectiveOn))
    return [finding('effective.date', pointer, 'The effective date is a day as yyyy-mm-dd.')];
  const latest = addDays(today, maxDaysAhead);
  return [
    ...(next && effectiveOn < next.periodBegin
      ? [finding('effective.date', pointer, `The effective date can be ${next.periodBegin} or later.`)]
      : []),
    ...(effectiveOn > latest
      ? [finding('effective.date', pointer, `The effective date can be ${latest} at the latest.`)]
      : []),
  ];
};

/**
 * The payroll whose period the day falls in. Periods have no end here, so the last known one holds the days until its pay
 * date; of those behind it the calendar says nothing yet.
 */
const payrollOf = (pending: readonly Payroll[], day: string): Payroll | undefined => {
  const last = pending.at(-1);
  if (last && day > last.payDate && day >= last.periodBegin) return undefined;
  return pending.findLast(({ periodBegin }) => periodBegin <= day);
};

const movedFinding = (wanted: Payroll, actual: Payroll | undefined, at: string): RuleFinding => {
  const instead = actual ? `the one of ${actual.payDate}` : 'the one after it';
  const message = `The payroll of ${wanted.payDate} is closed to changes; this takes effect with ${instead}.`;
  return finding('effective.date', at, message);
};

/** The first day of the first payroll that the change can reach, or all the rules that refuse it. */
export const decideEffectiveDate = ({
  calendar,
  effectiveOn,
  now,
}: EffectiveDateRequest): Result<EffectiveDate, EffectiveDateRefusal> => {
  const { timeZone, lockBankingDays, payrolls } = calendar ?? {
    timeZone: defaultTimeZone,
    lockBankingDays: defaultLockBankingDays,
    payrolls: [],
  };
  const today = isoDateIn(timeZone, now);
  const pending = payrolls.filter(({ status }) => status !== 'posted').toSorted(byPayDate);

  const broken = effectiveOn === undefined ? [] : requestedDateFindings(effectiveOn, today, pending[0]);
  if (broken.length > 0) return fail({ kind: 'broken', findings: broken });
  if (pending.some(({ status }) => status === 'posting')) {
    return fail({ kind: 'conflict', findings: [finding('payroll.locked', '')] });
  }

  const wanted = effectiveOn === undefined ? pending[0] : payrollOf(pending, effectiveOn);
  const isMoved = wanted !== undefined && isLocked(wanted, lockBankingDays, today);
  // A payroll paid before a locked one is locked as well, so the first that is not comes after it.
  const actual = isMoved ? pending.find((payroll) => !isLocked(payroll, lockBankingDays, today)) : wanted;
  return succeed({
    effective: {
      firstPayrollAffected: actual?.periodBegin ?? null,
      payDate: actual?.payDate ?? null,
      isMoved,
    },
    warnings: isMoved ? [movedFinding(wanted, actual, effectiveOn === undefined ? '' : pointer)] : [],
  });
};

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
  /** The first day on which a live entry may settle, where the account has to be prenoted first. */
  readonly prenoteEndsOn?: IsoDate | undefined;
  /** As the request has it: not yet known to be a date. */
  readonly effectiveOn?: string | undefined;
  readonly now: Date;
};

export const moveRules = ['effective.date', 'payroll.cutOff', 'prenote.wait'] as const;
/** Why a change counts no earlier: the day that was asked for, a payroll that is closed to changes, the prenote of the account. */
export type Move = { readonly rule: (typeof moveRules)[number]; readonly message: string };

export type Effective = {
  /** The first day of the payroll's period; null where the calendar does not say: there is none, or it does not reach that far. */
  readonly firstPayrollAffected: IsoDate | null;
  readonly payDate: IsoDate | null;
  /** That pay date, else the day that was asked for or has to be waited for; null: at once, and no calendar says from when on. */
  readonly effectiveOn: IsoDate | null;
  /** Something is paid before it: until then what is in force stays in force. */
  readonly isLater: boolean;
  /** Whether it is a later payroll than the one asked for, or than the next one where none was asked for. */
  readonly isMoved: boolean;
  readonly movedBy: readonly Move[];
};

export type EffectiveDate = { readonly effective: Effective; readonly warnings: readonly RuleFinding[] };

/** `broken`: the request is wrong (422). `conflict`: it has to wait for the payroll (409). */
export type EffectiveDateRefusal = {
  readonly kind: 'broken' | 'conflict';
  readonly findings: readonly RuleFinding[];
};

const pointer = '/effectiveOn';

const byPayDate = (a: Payroll, b: Payroll): number =>
  Number(a.payDate > b.payDate) - Number(a.payDate < b.payDate);

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

/** The payroll that is paid next on a day, be it posting already; one that was paid and not marked so is over. */
export const payrollInForce = (calendar: PayCalendar | null, day: IsoDate): Payroll | undefined =>
  (calendar?.payrolls ?? [])
    .filter(({ status }) => status !== 'posted')
    .toSorted(byPayDate)
    .find(({ payDate }) => payDate >= day);

/** Whether a change of that date is in force on a day: what is paid next is paid by it. */
export const isInForce = (effectiveOn: IsoDate, calendar: PayCalendar | null, day: IsoDate): boolean =>
  effectiveOn <= (payrollInForce(calendar, day)?.payDate ?? day);

const movedFinding = (wanted: Payroll, actual: Payroll | undefined, at: string): RuleFinding => {
  const instead = actual ? `the one of ${actual.payDate}` : 'the one after it';
  const message = `The payroll of ${wanted.payDate} is closed to changes; this takes effect with ${instead}.`;
  return finding('effective.date', at, message);
};

const latestOf = (days: readonly (IsoDate | undefined)[]): IsoDate | undefined =>
  days
    .filter((day) => day !== undefined)
    .toSorted()
    .at(-1);

/** Pay dates in words: what kept the change from counting earlier. */
const movesOf = (
  actual: Payroll | undefined,
  wanted: Payroll | undefined,
  { asked, prenoteEndsOn, isLocked: wasLocked }: Moves,
): readonly Move[] => {
  const instead = actual ? `the payroll of ${actual.payDate}` : 'a payroll that is not known yet';
  const moves: Move[] = [];
  if (asked !== undefined && wanted !== undefined && wanted.payDate !== asked) {
    const message = `The first payroll paid on or after ${asked} is that of ${wanted.payDate}.`;
    moves.push({ rule: 'effective.date', message });
  }
  if (wasLocked && wanted !== undefined) {
    const message = `The payroll of ${wanted.payDate} is closed to changes.`;
    moves.push({ rule: 'payroll.cutOff', message });
  }
  if (prenoteEndsOn !== undefined && (wanted?.payDate ?? asked ?? '') < prenoteEndsOn) {
    const message = `The account is prenoted until ${prenoteEndsOn}; it is paid from ${instead} on.`;
    moves.push({ rule: 'prenote.wait', message });
  }
  return moves;
};

type Moves = {
  readonly asked: IsoDate | undefined;
  readonly prenoteEndsOn: IsoDate | undefined;
  readonly isLocked: boolean;
};

/** The first payroll that pays by the change, or all the rules that refuse it. Never one before the day that was asked for. */
export const decideEffectiveDate = ({
  calendar,
  effectiveOn: given,
  prenoteEndsOn,
  now,
}: EffectiveDateRequest): Result<EffectiveDate, EffectiveDateRefusal> => {
  const { timeZone, lockBankingDays, payrolls } = calendar ?? {
    timeZone: defaultTimeZone,
    lockBankingDays: defaultLockBankingDays,
    payrolls: [],
  };
  const today = isoDateIn(timeZone, now);
  const pending = payrolls.filter(({ status }) => status !== 'posted').toSorted(byPayDate);

  const broken = given === undefined ? [] : requestedDateFindings(given, today, pending[0]);
  if (broken.length > 0) return fail({ kind: 'broken', findings: broken });
  if (pending.some(({ status }) => status === 'posting')) {
    return fail({ kind: 'conflict', findings: [finding('payroll.locked', '')] });
  }

  const asked = isIsoDate(given) ? given : undefined;
  const wanted = pending.find(({ payDate }) => payDate >= (asked ?? payDate));
  const isMoved = wanted !== undefined && isLocked(wanted, lockBankingDays, today);
  const open = pending.filter((payroll) => !isLocked(payroll, lockBankingDays, today));
  const earliest = latestOf([asked, prenoteEndsOn]);
  const actual = open.find(({ payDate }) => payDate >= (earliest ?? payDate));
  // Beyond the calendar: after all that is known, and not before what was asked for or has to be waited for.
  const last = pending.at(-1)?.payDate;
  const beyond = latestOf([earliest, isMoved && last !== undefined ? addDays(last, 1) : undefined]);
  const effectiveOn = actual?.payDate ?? (beyond !== undefined && beyond > today ? beyond : null);
  return succeed({
    effective: {
      firstPayrollAffected: actual?.periodBegin ?? null,
      payDate: actual?.payDate ?? null,
      effectiveOn,
      // What is prenoted waits until the suite has sent the prenote, however far away the next pay date is.
      isLater:
        effectiveOn !== null && (prenoteEndsOn !== undefined || !isInForce(effectiveOn, calendar, today)),
      isMoved,
      movedBy: movesOf(actual, wanted, { asked, prenoteEndsOn, isLocked: isMoved }),
    },
    warnings: isMoved ? [movedFinding(wanted, actual, asked === undefined ? '' : pointer)] : [],
  });
};

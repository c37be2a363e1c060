import * as fc from 'fast-check';
import { addBankingDays } from '#shared/domain/banking-calendar';
import {
  decideEffectiveDate,
  isInForce,
  defaultLockBankingDays,
  defaultTimeZone,
  type PayCalendar,
  type Payroll,
  type PayrollStatus,
} from '#shared/domain/effective-date';
import { addDays, isoDate } from '#shared/domain/iso-date';

const payroll = (periodBegin: string, payDate: string, status: PayrollStatus = 'open'): Payroll => ({
  periodBegin: isoDate(periodBegin),
  payDate: isoDate(payDate),
  status,
});

/** Two-week periods, paid on the Friday after their end; all in July 2025, with a holiday on the 4th. */
const posted = payroll('2025-06-01', '2025-06-20', 'posted');
const first = payroll('2025-06-15', '2025-07-03');
const second = payroll('2025-06-29', '2025-07-18');
const third = payroll('2025-07-13', '2025-08-01');

const calendarOf = (payrolls: readonly Payroll[], change: Partial<PayCalendar> = {}): PayCalendar => ({
  payGroupId: 'biweekly',
  timeZone: defaultTimeZone,
  lockBankingDays: defaultLockBankingDays,
  payrolls,
  ...change,
});
const calendar = calendarOf([posted, first, second, third]);

/** Noon in New York. */
const on = (day: string) => new Date(`${day}T16:00:00Z`);

const outcome = (decision: ReturnType<typeof decideEffectiveDate>) =>
  decision.ok
    ? {
        firstPayrollAffected: decision.value.effective.firstPayrollAffected,
        payDate: decision.value.effective.payDate,
        isMoved: decision.value.effective.isMoved,
        warnings: decision.value.warnings.map((w) => `${w.rule} ${w.pointer}`),
      }
    : {
        kind: decision.failure.kind,
        findings: decision.failure.findings.map((f) => `${f.rule} ${f.pointer}`),
      };

const takesEffect = ({ periodBegin, payDate }: Payroll) => ({
  firstPayrollAffected: periodBegin,
  payDate,
  isMoved: false,
  warnings: [],
});
const moves = ({ periodBegin, payDate }: Payroll, pointer = '/effectiveOn') => ({
  firstPayrollAffected: periodBegin,
  payDate,
  isMoved: true,
  warnings: [`effective.date ${pointer}`],
});
const unknown = { firstPayrollAffected: null, payDate: null, isMoved: false, warnings: [] };
const refused = { kind: 'broken', findings: ['effective.date /effectiveOn'] };

describe('a change without an effective date', () => {
  test.each([
    ['takes effect with the next payroll that is not posted', '2025-06-23', takesEffect(first)],
    ['takes effect with it on the last day before its lock window', '2025-06-30', takesEffect(first)],
    ['moves on from the first day of the lock window', '2025-07-01', moves(second, '')],
    ['moves on from the pay date', '2025-07-03', moves(second, '')],
    ['moves on while a payroll that was paid is not yet posted', '2025-07-09', moves(second, '')],
  ])('%s (%s)', (_, day, expected) => {
    expect(outcome(decideEffectiveDate({ calendar, now: on(day) }))).toEqual(expected);
  });

  test('skips every payroll whose lock window has begun', () => {
    expect(outcome(decideEffectiveDate({ calendar, now: on('2025-07-16') }))).toEqual(moves(third, ''));
  });

  test('says so, and from when on instead', () => {
    const decision = decideEffectiveDate({ calendar, now: on('2025-07-01') });
    expect(decision.ok && decision.value.warnings[0]?.message).toBe(
      'The payroll of 2025-07-03 is closed to changes; this takes effect with the one of 2025-07-18.',
    );
  });

  test('moves to where the calendar does not reach', () => {
    expect(outcome(decideEffectiveDate({ calendar, now: on('2025-07-30') }))).toEqual({
      ...unknown,
      isMoved: true,
      warnings: ['effective.date '],
    });
  });

  test('does not care about the order in which payrolls are given', () => {
    const shuffled = calendarOf([third, second, posted, first]);
    expect(outcome(decideEffectiveDate({ calendar: shuffled, now: on('2025-06-23') }))).toEqual(
      takesEffect(first),
    );
  });
});

describe('the lock window', () => {
  test.each([
    ['begins at midnight in the tenant’s time zone', {}, '2025-07-01T03:59:59Z', '2025-07-01T04:00:00Z'],
    [
      'begins later where the day does',
      { timeZone: 'Pacific/Honolulu' },
      '2025-07-01T09:59:59Z',
      '2025-07-01T10:00:00Z',
    ],
    [
      'of 3 banking days skips the weekend',
      { lockBankingDays: 3 },
      '2025-06-30T03:59:59Z',
      '2025-06-30T04:00:00Z',
    ],
    [
      'of 4 banking days skips the weekend',
      { lockBankingDays: 4 },
      '2025-06-27T03:59:59Z',
      '2025-06-27T04:00:00Z',
    ],
    ['of none is the pay date', { lockBankingDays: 0 }, '2025-07-03T03:59:59Z', '2025-07-03T04:00:00Z'],
  ])('%s', (_, change, before, after) => {
    const own = calendarOf(calendar.payrolls, change);
    expect(outcome(decideEffectiveDate({ calendar: own, now: new Date(before) }))).toEqual(
      takesEffect(first),
    );
    expect(outcome(decideEffectiveDate({ calendar: own, now: new Date(after) }))).toEqual(moves(second, ''));
  });

  test('skips a holiday', () => {
    const afterHoliday = calendarOf([payroll('2025-06-20', '2025-07-08'), second]);
    const at = (day: string) => outcome(decideEffectiveDate({ calendar: afterHoliday, now: on(day) }));
    expect(at('2025-07-02')).toMatchObject({ isMoved: false });
    expect(at('2025-07-03')).toMatchObject({ isMoved: true });
  });
});

describe('a change with an effective date', () => {
  const now = on('2025-06-23');

  test.each([
    ['the first day of the next payroll’s period', '2025-06-15', takesEffect(first)],
    ['its pay date', '2025-07-03', takesEffect(first)],
    ['the day after it', '2025-07-04', takesEffect(second)],
    ['the pay date of the one after', '2025-07-18', takesEffect(second)],
    ['the day after that', '2025-07-19', takesEffect(third)],
    ['the last known pay date', '2025-08-01', takesEffect(third)],
    ['a day behind it', '2025-08-02', unknown],
    ['the 180th day from today', '2025-12-20', unknown],
  ])('on %s', (_, effectiveOn, expected) => {
    expect(outcome(decideEffectiveDate({ calendar, effectiveOn, now }))).toEqual(expected);
  });

  test.each([
    ['the day before the next payroll’s period', '2025-06-14'],
    ['the 181st day from today', '2025-12-21'],
    ['the far future', '9999-12-31'],
    ['no day', '2025-06-31'],
    ['a time', '2025-06-29T00:00:00Z'],
    ['nothing', ''],
    ['an American date', '06/29/2025'],
  ])('on %s is refused', (_, effectiveOn) => {
    expect(outcome(decideEffectiveDate({ calendar, effectiveOn, now }))).toEqual(refused);
  });

  test('counts 180 days from the tenant’s day', () => {
    const effectiveOn = '2025-12-21';
    const at = (instant: string) =>
      outcome(decideEffectiveDate({ calendar, effectiveOn, now: new Date(instant) }));
    expect(at('2025-06-24T03:59:59Z')).toEqual(refused);
    expect(at('2025-06-24T04:00:00Z')).toEqual(unknown);
  });

  test('never repeats in a finding what is no date', () => {
    const decision = decideEffectiveDate({ calendar, effectiveOn: '<script>', now });
    expect(JSON.stringify(decision)).not.toContain('script');
  });

  test('moves when its payroll is in the lock window, and not when it asks for the one after', () => {
    const late = on('2025-07-01');
    const at = (effectiveOn: string) => outcome(decideEffectiveDate({ calendar, effectiveOn, now: late }));
    expect(at('2025-07-03')).toEqual(moves(second));
    expect(at('2025-07-04')).toEqual(takesEffect(second));
  });
});

describe('a payroll that is posting', () => {
  const locked = { kind: 'conflict', findings: ['payroll.locked '] };
  const withFirst = (status: PayrollStatus) => calendarOf([posted, { ...first, status }, second, third]);

  test.each([
    ['posting', locked],
    ['open', takesEffect(first)],
    ['posted', takesEffect(second)],
  ] as const)('refuses a change only while it is: %s', (status, expected) => {
    expect(outcome(decideEffectiveDate({ calendar: withFirst(status), now: on('2025-06-23') }))).toEqual(
      expected,
    );
  });

  test('refuses a change for a later payroll, too', () => {
    const request = { calendar: withFirst('posting'), effectiveOn: '2025-07-13', now: on('2025-06-23') };
    expect(outcome(decideEffectiveDate(request))).toEqual(locked);
  });

  test('comes after what is wrong with the request itself', () => {
    const request = { calendar: withFirst('posting'), effectiveOn: 'soon', now: on('2025-06-23') };
    expect(outcome(decideEffectiveDate(request))).toEqual(refused);
  });
});

describe('without a pay calendar', () => {
  const now = on('2025-06-23');

  test.each([
    ['none', null],
    ['one without payrolls', calendarOf([])],
    ['one whose payrolls are all posted', calendarOf([posted])],
  ])('%s: nothing is said', (_, none) => {
    expect(outcome(decideEffectiveDate({ calendar: none, now }))).toEqual(unknown);
    expect(outcome(decideEffectiveDate({ calendar: none, effectiveOn: '2025-07-01', now }))).toEqual(unknown);
  });

  test('a date is still a date and not too far ahead', () => {
    const at = (effectiveOn: string) => outcome(decideEffectiveDate({ calendar: null, effectiveOn, now }));
    expect(at('2025-02-29')).toEqual(refused);
    expect(at('2025-12-21')).toEqual(refused);
    expect(at('2025-12-20')).toEqual(unknown);
  });
});

describe('any pay calendar', () => {
  test('never promises a payroll that is posted, locked, or earlier than asked for', () => {
    const start = isoDate('2025-01-01');
    const payrolls = fc
      .tuple(fc.nat(13), fc.integer({ min: 7, max: 31 }), fc.integer({ min: 0, max: 6 }), fc.nat(8))
      .map(([offset, length, postedCount, arrears]) =>
        Array.from({ length: 8 }, (_, index): Payroll => {
          const periodBegin = addDays(start, offset + index * length);
          const payDate = addDays(periodBegin, length - 1 + arrears);
          return { periodBegin, payDate, status: index < postedCount ? 'posted' : 'open' };
        }),
      );
    const asked = fc.option(fc.nat(250), { nil: undefined });
    fc.assert(
      fc.property(payrolls, fc.nat(5), fc.nat(250), asked, (all, lockBankingDays, day, days) => {
        const today = addDays(start, day);
        const effectiveOn = days === undefined ? undefined : addDays(start, days);
        const decision = decideEffectiveDate({
          calendar: calendarOf(all, { lockBankingDays, timeZone: 'UTC' }),
          effectiveOn,
          now: new Date(`${today}T00:00:00Z`),
        });
        const pending = all.filter(({ status }) => status === 'open');
        const isOutside =
          effectiveOn !== undefined &&
          (effectiveOn < (pending[0]?.periodBegin ?? '') || effectiveOn > addDays(today, 180));
        expect(decision.ok).toBe(!isOutside);
        if (!decision.ok) return;

        const { firstPayrollAffected, payDate, isMoved } = decision.value.effective;
        expect(decision.value.warnings.length).toBe(isMoved ? 1 : 0);
        if (payDate === null) return;
        const chosen = pending.find((candidate) => candidate.payDate === payDate);
        expect(chosen?.periodBegin).toBe(firstPayrollAffected);
        expect(today < addBankingDays(payDate, -lockBankingDays)).toBe(true);
        // The first that pays on or after the day that was asked for.
        if (effectiveOn !== undefined) expect(payDate >= effectiveOn).toBe(true);
        const earlier = pending.filter((candidate) => candidate.payDate < payDate);
        for (const { payDate: passed } of earlier)
          expect(passed < (effectiveOn ?? '') || today >= addBankingDays(passed, -lockBankingDays)).toBe(
            true,
          );
      }),
      { numRuns: 500 },
    );
  });
});

describe('from when on a change counts', () => {
  const now = on('2025-06-23');
  const effectiveOf = (request: Partial<Parameters<typeof decideEffectiveDate>[0]>) => {
    const decision = decideEffectiveDate({ calendar, now, ...request });
    if (!decision.ok) throw new Error('refused');
    const { effectiveOn, isLater, movedBy } = decision.value.effective;
    return [effectiveOn, isLater, movedBy.map(({ rule }) => rule)];
  };
  const prenoteEndsOn = isoDate('2025-07-07');

  test.each([
    ['the next payroll', {}, ['2025-07-03', false, []]],
    ['one that was asked for', { effectiveOn: '2025-07-18' }, ['2025-07-18', true, []]],
    ['the first after an asked day', { effectiveOn: '2025-07-04' }, ['2025-07-18', true, ['effective.date']]],
    ['the asked day beyond the calendar', { effectiveOn: '2025-09-01' }, ['2025-09-01', true, []]],
    ['past a cut-off', { now: on('2025-07-02') }, ['2025-07-18', true, ['payroll.cutOff']]],
    ['past the last cut-off', { now: on('2025-07-31') }, ['2025-08-02', true, ['payroll.cutOff']]],
    ['past a prenote', { prenoteEndsOn }, ['2025-07-18', true, ['prenote.wait']]],
    [
      'past a prenote, asked for later',
      { prenoteEndsOn, effectiveOn: '2025-07-19' },
      ['2025-08-01', true, ['effective.date']],
    ],
    [
      'past a prenote before the next payroll',
      { prenoteEndsOn: isoDate('2025-07-01') },
      ['2025-07-03', true, []],
    ],
    [
      'past a prenote without a calendar',
      { calendar: null, prenoteEndsOn },
      ['2025-07-07', true, ['prenote.wait']],
    ],
    [
      'past a prenote without a calendar, asked for later',
      { calendar: null, prenoteEndsOn, effectiveOn: '2025-07-09' },
      ['2025-07-09', true, []],
    ],
    ['at once without a calendar', { calendar: null }, [null, false, []]],
    ['a day without a calendar', { calendar: null, effectiveOn: '2025-07-01' }, ['2025-07-01', true, []]],
    ['today without a calendar', { calendar: null, effectiveOn: '2025-06-23' }, [null, false, []]],
  ])('%s', (_, request, expected) => {
    expect(effectiveOf(request)).toEqual(expected);
  });

  test('a payroll that was paid and not marked so is over', () => {
    expect(isInForce(second.payDate, calendar, isoDate('2025-07-04'))).toBe(true);
    expect(isInForce(second.payDate, calendar, isoDate('2025-07-03'))).toBe(false);
  });
});

test('two payrolls of one pay date are one to the employee', () => {
  const both = [third, first, { ...first, periodBegin: isoDate('2025-06-16') }];

  expect(
    outcome(
      decideEffectiveDate({ calendar: calendarOf(both), effectiveOn: undefined, now: on('2025-06-25') }),
    ),
  ).toMatchObject({
    payDate: '2025-07-03',
  });
});

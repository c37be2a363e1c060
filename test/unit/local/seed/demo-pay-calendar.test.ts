// The local stack's calendar depends on the day on which it starts: a demo that works on Monday has to work on Tuesday.

import { demoPayrolls } from '#local/seed/demo-pay-calendar';
import { decideEffectiveDate, defaultLockBankingDays, defaultTimeZone } from '#shared/domain/effective-date';
import { addDays, isoDate, type IsoDate } from '#shared/domain/iso-date';
import { defaultPrenotePolicy, expectPrenote } from '#shared/domain/payroll/prenote';

const days = Array.from({ length: 4 * 366 }, (_, index) => addDays(isoDate('2026-01-02'), index));
const noon = (day: IsoDate): Date => new Date(`${day}T17:00:00.000Z`);

test('an account that is new on any day of four years is paid by the next payroll, once it is prenoted', () => {
  const late = days.filter((today) => {
    const payrolls = demoPayrolls(today).filter(({ payGroup }) => payGroup === 'biweekly');
    const decided = decideEffectiveDate({
      calendar: {
        payGroupId: 'biweekly',
        timeZone: defaultTimeZone,
        lockBankingDays: defaultLockBankingDays,
        payrolls,
      },
      prenoteEndsOn: expectPrenote('', today, defaultPrenotePolicy).endsOn,
      now: noon(today),
    });
    const next = payrolls.find(({ status }) => status === 'open');
    return !decided.ok || next === undefined || decided.value.effective.payDate !== next.payDate;
  });
  expect(late).toEqual([]);
});

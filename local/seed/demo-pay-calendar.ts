// What the payroll suite would have told of the demo's pay groups by today: `biweekly` is open, `monthly` is just being posted,
// so that its employees meet the refusal of a change while a payroll posts.

import mssql from 'mssql';
import { addBankingDays } from '#shared/domain/banking-calendar';
import type { Payroll } from '#shared/domain/effective-date';
import { addDays, isoDate, type IsoDate } from '#shared/domain/iso-date';
import { defaultPrenotePolicy, expectPrenote } from '#shared/domain/payroll/prenote';

type DemoPayroll = Payroll & { readonly payGroup: string };

/** A Friday; every second one from it is a pay date. */
const firstPayDate = isoDate('2026-01-02');
const periodDays = 14;
/** A period ends five days before it is paid. */
const arrearsDays = 18;

const daysBetween = (from: IsoDate, to: IsoDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/**
 * In the weeks between, where the next pay date is too near: on any day whoever tries the demo finds the next payroll open, and paid when a prenote
 * of today's has passed. What takes that long comes after the cut-off.
 */
const phaseFor = (today: IsoDate): IsoDate => {
  const sinceLast = daysBetween(firstPayDate, today) % periodDays;
  const nextPayDate = addDays(today, (periodDays - sinceLast) % periodDays);
  const isNear = expectPrenote('', today, defaultPrenotePolicy).endsOn > nextPayDate;
  return isNear ? addDays(firstPayDate, periodDays / 2) : firstPayDate;
};

const biweekly = (today: IsoDate): readonly DemoPayroll[] => {
  const first = phaseFor(today);
  const periodsSince = Math.floor(daysBetween(first, today) / periodDays);
  return Array.from({ length: 17 }, (_, index) => {
    const payDate = addDays(first, (periodsSince - 1 + index) * periodDays);
    const status = payDate < today ? 'posted' : 'open';
    return { payGroup: 'biweekly', payDate, periodBegin: addDays(payDate, -arrearsDays), status };
  });
};

const monthly = (today: IsoDate): readonly DemoPayroll[] => {
  const posting = addBankingDays(today, 1);
  return Array.from({ length: 7 }, (_, index) => {
    const payDate = addDays(posting, index * 30);
    return {
      payGroup: 'monthly',
      payDate,
      periodBegin: addDays(payDate, -30),
      status: index === 0 ? 'posting' : 'open',
    };
  });
};

export const demoPayrolls = (today: IsoDate): readonly DemoPayroll[] => [
  ...biweekly(today),
  ...monthly(today),
];

const asDate = (day: IsoDate): Date => new Date(`${day}T00:00:00.000Z`);

/** Replaces what an earlier start told: a day later the dates are others. */
export const putDemoPayrolls = async (pool: mssql.ConnectionPool, today: IsoDate): Promise<void> => {
  await pool.request().query('DELETE FROM [dbo].[Payroll];');
  for (const { payGroup, payDate, periodBegin, status } of demoPayrolls(today)) {
    await pool
      .request()
      .input('payGroup', mssql.VarChar(64), payGroup)
      .input('payDate', mssql.Date, asDate(payDate))
      .input('periodBegin', mssql.Date, asDate(periodBegin))
      .input('status', mssql.VarChar(8), status)
      .query(
        'INSERT INTO [dbo].[Payroll] ([PayGroup], [PayDate], [PeriodBegin], [Status]) VALUES (@payGroup, @payDate, @periodBegin, @status);',
      );
  }
};

/** What somebody has set since stays. */
export const turnGuardsOff = async (pool: mssql.ConnectionPool): Promise<void> => {
  await pool.request().query(`INSERT INTO [dbo].[TenantSetting] ([TenantSettingId], [PrenoteBankingDays])
SELECT 1, 0 FROM [dbo].[TenantMarker]
WHERE NOT EXISTS (SELECT [TenantSettingId] FROM [dbo].[TenantSetting]);
UPDATE [dbo].[TenantSetting] SET [HoldFastChanges] = COALESCE([HoldFastChanges], 0), [ApproveChanges] = COALESCE([ApproveChanges], 0),
  [NewAccountsPerDay] = COALESCE([NewAccountsPerDay], 0);`);
};

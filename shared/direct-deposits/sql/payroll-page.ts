// One page of a payroll: everybody who is paid on a day, with what is stored of them, and the audit rows of those whose numbers are opened.
// Under the locks of these employees, which every change of them holds until it is committed: nothing is seen half changed.

import * as v from 'valibot';
import type { PaidEmployee, PayrollGathered, PayrollPage, Write } from '../direct-deposit-store.ts';
import { sealedAccountOf } from '../sealed-account.ts';
import { isEmployeeId, type EmployeeId } from '../../domain/employee-id.ts';
import {
  composeRequest,
  numberedPart,
  plainPart,
  type ComposedRequest,
  type Part,
} from '../../sql/composed-request.ts';
import { date, dateTime2, int, varChar } from '../../sql/statement.ts';
import { auditText, auditValues } from './act-parts.ts';
import { toDateValue, toDirectDeposit } from './direct-deposit-row.ts';
import { clockPart, itemColumns, markerPart, settingsPart, upcomingColumns } from './gather-parts.ts';
import { employeeLocksPart } from './lock-parts.ts';
import { toCalendar, toLimits, toReceipt, toSealedAccount } from './gathered-rows.ts';
import { readClock, type Rows } from './stored-rows.ts';
import { toUpcoming } from './upcoming-row.ts';

const paidGroups = `SELECT [PayGroup] FROM [dbo].[Payroll]
  WHERE [PayDate] = @payDate AND [Status] <> 'posted' AND (@payGroup IS NULL OR [PayGroup] = @payGroup)`;

const paidPart = plainPart(
  `SELECT TOP (@limit) [EmployeeId] AS [employeeId] FROM [dbo].[Employee]
WHERE [EmployeeId] > @after AND [PayGroup] IN (${paidGroups}) ORDER BY [EmployeeId];`,
  'paid',
);

const scopePart = ({ payDate, payGroup, after, limit }: PayrollPage): Part => ({
  rows: 'payrolls',
  text: `SELECT [PayGroup] AS [payGroup], [PayDate] AS [payDate], [PeriodBegin] AS [periodBegin], [Status] AS [status]
FROM [dbo].[Payroll] WHERE [Status] <> 'posted' AND [PayGroup] IN (${paidGroups}) ORDER BY [PayDate];`,
  parameters: { payDate: date, payGroup: varChar(64), after: varChar(64), limit: int },
  values: {
    payDate: toDateValue(payDate),
    payGroup: payGroup ?? null,
    after: after ?? '',
    limit,
  },
});

export const findPaidRequest = (page: PayrollPage): ComposedRequest =>
  composeRequest('payroll.find-paid', [markerPart, scopePart(page), paidPart]);

const paidRow = v.object({ employeeId: v.string() });

export const toPaidIds = (rows: Rows): readonly string[] =>
  rows('paid').map((row) => v.parse(paidRow, row).employeeId);

/** Of those whose locks are held; who has left the payroll meanwhile is left out. */
const ofPaidParts = (employeeIds: readonly string[]): readonly Part[] => {
  const names = employeeIds.map((_, index) => `paid${index}`);
  const isPaid = `[EmployeeId] IN (${names.length === 0 ? 'NULL' : names.map((name) => `@${name}`).join(', ')})`;
  return [
    {
      rows: 'employees',
      text: `SELECT [EmployeeId] AS [employeeId], [Name] AS [name], [PayGroup] AS [payGroup] FROM [dbo].[Employee]
WHERE ${isPaid} AND [PayGroup] IN (${paidGroups}) ORDER BY [EmployeeId];`,
      parameters: Object.fromEntries(names.map((name) => [name, varChar(64)])),
      values: Object.fromEntries(names.map((name, index) => [name, employeeIds[index] ?? null])),
    },
    plainPart(
      `SELECT ${itemColumns}, [SealedAccountNumber] AS [sealed], [KeyVersion] AS [keyVersion]
FROM [dbo].[DirectDeposit] WHERE ${isPaid} ORDER BY [EmployeeId], [Priority];`,
      'items',
    ),
    plainPart(
      `SELECT ${upcomingColumns}
FROM [dbo].[UpcomingDirectDeposit] WHERE ${isPaid} ORDER BY [EmployeeId], [EffectiveOn];`,
      'upcoming',
    ),
    plainPart(
      `SELECT [EmployeeId] AS [employeeId], [Sequence] AS [sequence], [Hash] AS [hash] FROM [dbo].[EmployeeReceipt]
WHERE ${isPaid} AND NOT EXISTS (
  SELECT 1 FROM [dbo].[EmployeeReceipt] AS [later]
  WHERE [later].[EmployeeId] = [EmployeeReceipt].[EmployeeId] AND [later].[Sequence] > [EmployeeReceipt].[Sequence]);`,
      'receipts',
    ),
  ];
};

/** @param employeeIds as `findPaidRequest` found them */
export const payrollPageRequest = (page: PayrollPage, employeeIds: readonly string[]): ComposedRequest =>
  composeRequest('payroll.page', [
    employeeLocksPart(employeeIds),
    markerPart,
    settingsPart,
    clockPart,
    scopePart(page),
    ...ofPaidParts(employeeIds),
  ]);

const auditPart = (index: number, { audit, receipt, now }: Write, employeeId: string): Part =>
  numberedPart(
    index,
    { employeeId: [varChar(64), employeeId], now: [dateTime2, now], ...auditValues(audit, receipt) },
    auditText,
  );

export const auditPayrollRequest = (
  writes: readonly { readonly employeeId: EmployeeId; readonly write: Write }[],
): ComposedRequest =>
  composeRequest(
    'payroll.audit',
    writes.map(({ employeeId, write }, index) => auditPart(index, write, employeeId)),
  );

const employeeRow = v.object({
  employeeId: v.custom<EmployeeId>(isEmployeeId),
  name: v.string(),
  payGroup: v.string(),
});
const payGroupRow = v.object({ payGroup: v.string() });
const ownerRow = v.object({ employeeId: v.string() });

export const toPayrollGathered = (rows: Rows): PayrollGathered => {
  const limits = toLimits(rows('settings')[0]);
  const now = readClock(rows);
  const payrolls = Map.groupBy(rows('payrolls'), (row) => v.parse(payGroupRow, row).payGroup);
  const ownerOf = (row: unknown): string => v.parse(ownerRow, row).employeeId;
  const items = Map.groupBy(rows('items'), ownerOf);
  const upcomings = Map.groupBy(rows('upcoming'), ownerOf);
  const receipts = Map.groupBy(rows('receipts'), ownerOf);
  const employees = rows('employees').map((row): PaidEmployee => {
    const employee = v.parse(employeeRow, row);
    const own = (items.get(employee.employeeId) ?? []).map((item) => ({
      item: toDirectDeposit(item),
      sealed: toSealedAccount(item),
    }));
    const upcoming = (upcomings.get(employee.employeeId) ?? []).map(toUpcoming);
    const [receipt] = receipts.get(employee.employeeId) ?? [];
    return {
      ...employee,
      lastReceipt: receipt === undefined ? undefined : toReceipt(receipt),
      split: { items: own.map(({ item }) => item), maxItems: limits.maxItems },
      upcoming,
      now,
      calendar: toCalendar(employee.payGroup, limits, payrolls.get(employee.payGroup) ?? []),
      limits,
      sealedOf: (wanted) =>
        sealedAccountOf(wanted, upcoming, own.find(({ item }) => item.id === wanted.id)?.sealed),
    };
  });
  return {
    isKnown: payrolls.size > 0,
    now,
    employees,
  };
};

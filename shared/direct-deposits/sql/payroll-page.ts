// One page of a payroll: everybody who is paid on a day, with what is stored of them, and the audit rows of those whose numbers are opened.
// Under the lock of the tenant's chain of receipts, which every change holds until it is committed: nothing is seen half changed.

import * as v from 'valibot';
import type { PaidEmployee, PayrollGathered, PayrollPage, Write } from '../direct-deposit-store.ts';
import { sealedAccountOf } from '../sealed-account.ts';
import { payrollStatuses } from '../../domain/effective-date.ts';
import { isEmployeeId, type EmployeeId } from '../../domain/employee-id.ts';
import {
  composeRequest,
  numberedPart,
  plainPart,
  type ComposedRequest,
  type Part,
} from '../../sql/composed-request.ts';
import {
  bigInt,
  binary,
  date,
  dateTime2,
  int,
  nVarChar,
  nVarCharMax,
  uniqueIdentifier,
  varChar,
} from '../../sql/statement.ts';
import { dateColumn, nilId, toDirectDeposit } from './direct-deposit-row.ts';
import {
  chainLockPart,
  clockPart,
  itemColumns,
  lastReceiptPart,
  markerPart,
  settingsPart,
  upcomingColumns,
} from './gather-parts.ts';
import { toCalendar, toLimits, toReceipt, toSealedAccount } from './gathered-rows.ts';
import { toUpcoming } from './upcoming-row.ts';

const paidGroups = `SELECT [PayGroup] FROM [dbo].[Payroll]
  WHERE [PayDate] = @payDate AND [Status] <> 'posted' AND (@payGroup IS NULL OR [PayGroup] = @payGroup)`;

const paidEmployees = `SELECT TOP (@limit) [EmployeeId] FROM [dbo].[Employee]
  WHERE [EmployeeId] > @after AND [PayGroup] IN (${paidGroups}) ORDER BY [EmployeeId]`;

const scopePart = ({ payDate, payGroup, after, limit }: PayrollPage): Part => ({
  rows: 'payrolls',
  text: `SELECT [PayGroup] AS [payGroup], [PayDate] AS [payDate], [PeriodBegin] AS [periodBegin], [Status] AS [status]
FROM [dbo].[Payroll] WHERE [Status] <> 'posted' AND [PayGroup] IN (${paidGroups}) ORDER BY [PayDate];`,
  parameters: { payDate: date, payGroup: varChar(64), after: varChar(64), limit: int },
  values: {
    payDate: new Date(`${payDate}T00:00:00.000Z`),
    payGroup: payGroup ?? null,
    after: after ?? '',
    limit,
  },
});

const employeesPart = plainPart(
  `SELECT [EmployeeId] AS [employeeId], [Name] AS [name], [PayGroup] AS [payGroup] FROM [dbo].[Employee]
WHERE [EmployeeId] IN (${paidEmployees}) ORDER BY [EmployeeId];`,
  'employees',
);

const itemsPart = plainPart(
  `SELECT ${itemColumns}, [SealedAccountNumber] AS [sealed], [KeyVersion] AS [keyVersion]
FROM [dbo].[DirectDeposit] WHERE [EmployeeId] IN (${paidEmployees}) ORDER BY [EmployeeId], [Priority];`,
  'items',
);

const upcomingPart = plainPart(
  `SELECT ${upcomingColumns}
FROM [dbo].[UpcomingDirectDeposit] WHERE [EmployeeId] IN (${paidEmployees}) ORDER BY [EmployeeId], [EffectiveOn];`,
  'upcoming',
);

export const payrollPageRequest = (page: PayrollPage): ComposedRequest =>
  composeRequest('payroll.page', [
    chainLockPart,
    markerPart,
    settingsPart,
    clockPart,
    scopePart(page),
    employeesPart,
    itemsPart,
    upcomingPart,
    lastReceiptPart,
  ]);

const auditPart = (index: number, { audit, receipt, now }: Write, employeeId: string): Part =>
  numberedPart(
    index,
    {
      employeeId: [varChar(64), employeeId],
      writeId: [uniqueIdentifier, audit.writeId],
      directDepositId: [uniqueIdentifier, audit.directDepositId ?? nilId],
      action: [varChar(16), audit.action],
      subject: [nVarChar(256), audit.subject],
      requestId: [varChar(128), audit.requestId],
      before: [nVarCharMax, audit.before],
      after: [nVarCharMax, audit.after],
      now: [dateTime2, now],
      sequence: [bigInt, receipt.sequence],
      hash: [binary(32), Buffer.from(receipt.hash, 'hex')],
    },
    (at) => `INSERT INTO [dbo].[DirectDepositAudit]
  ([WriteId], [EmployeeId], [DirectDepositId], [Action], [Subject], [RequestId], [Before], [After], [OccurredAt])
VALUES (${at('writeId')}, ${at('employeeId')}, ${at('directDepositId')}, ${at('action')}, ${at('subject')}, ${at('requestId')},
  ${at('before')}, ${at('after')}, ${at('now')});
INSERT INTO [dbo].[DirectDepositReceipt] ([Sequence], [WriteId], [Hash])
VALUES (${at('sequence')}, ${at('writeId')}, ${at('hash')});`,
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
const payrollRow = v.object({
  payGroup: v.string(),
  payDate: dateColumn,
  periodBegin: dateColumn,
  status: v.picklist(payrollStatuses),
});
const ownerRow = v.object({ employeeId: v.string() });
const clockRow = v.object({ now: v.date() });

type Rows = (name: string) => readonly unknown[];

export const toPayrollGathered = (rows: Rows): PayrollGathered => {
  const limits = toLimits(rows('settings')[0]);
  const { now } = v.parse(clockRow, rows('clock')[0]);
  const payrolls = rows('payrolls').map((row) => v.parse(payrollRow, row));
  const ownerOf = (row: unknown): string => v.parse(ownerRow, row).employeeId;
  const items = Map.groupBy(rows('items'), ownerOf);
  const upcomings = Map.groupBy(rows('upcoming'), ownerOf);
  const [receipt] = rows('receipts');
  const employees = rows('employees').map((row): PaidEmployee => {
    const employee = v.parse(employeeRow, row);
    const own = (items.get(employee.employeeId) ?? []).map((item) => ({
      item: toDirectDeposit(item),
      sealed: toSealedAccount(item),
    }));
    const upcoming = (upcomings.get(employee.employeeId) ?? []).map(toUpcoming);
    return {
      ...employee,
      split: { items: own.map(({ item }) => item), maxItems: limits.maxItems },
      upcoming,
      now,
      calendar: toCalendar(
        employee.payGroup,
        limits,
        payrolls
          .filter(({ payGroup }) => payGroup === employee.payGroup)
          .map(({ payDate, periodBegin, status }) => ({
            payDate: new Date(`${payDate}T00:00:00.000Z`),
            periodBegin: new Date(`${periodBegin}T00:00:00.000Z`),
            status,
          })),
      ),
      limits,
      sealedOf: (wanted) =>
        sealedAccountOf(wanted, upcoming, own.find(({ item }) => item.id === wanted.id)?.sealed),
    };
  });
  return {
    isKnown: payrolls.length > 0,
    now,
    lastReceipt: receipt === undefined ? undefined : toReceipt(receipt),
    employees,
  };
};

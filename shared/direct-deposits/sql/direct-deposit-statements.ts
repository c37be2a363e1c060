// The requests of the direct-deposit store: which parts each is made of. A read is one; a write is a gathering under locks
// and one act between begin and commit.

import type { IsoDate } from '../../domain/iso-date.ts';
import { bankAnswerIdOf, type AnsweredEntry, type BankEntry } from '../bank-answers.ts';
import type { EmployeeId } from '../../domain/employee-id.ts';
import type {
  BankAnswerPage,
  EmployeePage,
  GatherScope,
  HistoryPage,
  StatusPage,
  Write,
} from '../direct-deposit-store.ts';
import { idempotencyKeyHours } from '../idempotency.ts';
import { actParts } from './act-parts.ts';
import {
  awaitPart,
  awaitedPart,
  bankAnswersPart,
  correctedAccountsPart,
  dismissPart,
  findEntryPart,
  listAnswersPart,
  putEntryPart,
} from './bank-parts.ts';
import { composeRequest, type ComposedRequest, type Part } from '../../sql/composed-request.ts';
import {
  clockPart,
  employeePart,
  historyPart,
  itemsPart,
  lastReceiptPart,
  markerPart,
  payrollsPart,
  recordedPart,
  sealedAccountPart,
  settingsPart,
  sharedUsesPart,
  upcomingPart,
} from './gather-parts.ts';
import { employeeResourceOf, writeLocksPart } from './lock-parts.ts';
import {
  destinationChangePart,
  enteredTodayPart,
  enterPart,
  publishedPart,
  recentChangesPart,
  unpublishedPart,
} from './guard-parts.ts';
import { affectedPart, listEmployeesPart, statusRowsParts } from './tenant-parts.ts';
import { toDateValue } from './direct-deposit-row.ts';
import { date, defineStatement, int, nVarChar, uniqueIdentifier, varChar } from '../../sql/statement.ts';

const splitParts = (employeeId: string, accountFingerprints: readonly string[]): readonly Part[] => [
  markerPart,
  employeePart(employeeId),
  settingsPart,
  itemsPart,
  upcomingPart,
  sharedUsesPart(accountFingerprints),
  clockPart,
  payrollsPart,
];

const decisionParts = (employeeId: string, scope: GatherScope): readonly Part[] => [
  ...splitParts(employeeId, scope.accountFingerprints),
  correctedAccountsPart,
  recentChangesPart,
  ...(scope.entered === undefined ? [] : [enteredTodayPart(scope.entered.subject)]),
  ...(scope.sealedOf === undefined ? [] : [sealedAccountPart(scope.sealedOf)]),
  ...(scope.withBankAnswers === true ? [bankAnswersPart] : []),
];

export const readRequest = (employeeId: string): ComposedRequest =>
  composeRequest('direct-deposit.read', splitParts(employeeId, []));

export const readHistoryRequest = (
  employeeId: string,
  { before = maxPosition, limit }: HistoryPage,
): ComposedRequest =>
  composeRequest('direct-deposit.history', [
    markerPart,
    employeePart(employeeId),
    historyPart(before, limit),
  ]);

/** The largest bigint: above every position. */
const maxPosition = 9_223_372_036_854_775_807n;

export const readLimitsRequest = (): ComposedRequest =>
  composeRequest('direct-deposit.limits', [markerPart, settingsPart]);

export const gatherRequest = (employeeId: string, scope: GatherScope): ComposedRequest =>
  composeRequest('direct-deposit.consider', decisionParts(employeeId, scope));

/** Locks first, so that the reads see the last commit. */
export const lockAndGatherRequest = (employeeId: string, scope: GatherScope): ComposedRequest =>
  composeRequest('direct-deposit.gather', [
    writeLocksPart({
      ...{ employeeId, keyDigest: scope.keyDigest, accountFingerprints: scope.accountFingerprints },
      enteredBy: scope.entered?.subject,
    }),
    ...decisionParts(employeeId, scope),
    lastReceiptPart,
    ...(scope.keyDigest === undefined ? [] : [recordedPart(scope.keyDigest, idempotencyKeyHours)]),
  ]);

/** @param entered account numbers that the request brought, and who sent them */
export const actRequest = (employeeId: string, write: Write, entered?: Entered): ComposedRequest =>
  composeRequest('direct-deposit.act', [
    ...actParts({ ...write, employeeId, keptHours: idempotencyKeyHours }),
    ...(write.isDestinationChange === true ? [destinationChangePart] : []),
    ...(entered === undefined ? [] : [enterPart(entered.subject, entered.count)]),
  ]);

export type Entered = { readonly subject: string; readonly count: number };

/** Of a request that was refused. */
export const enterRequest = ({ subject, count }: Entered): ComposedRequest =>
  composeRequest('direct-deposit.enter', [enterPart(subject, count)]);

const nextPayDate = `COALESCE((
      SELECT MIN([PayDate]) FROM [dbo].[Payroll]
      WHERE [Payroll].[PayGroup] = [Employee].[PayGroup] AND [Payroll].[Status] <> 'posted'
        AND [PayDate] >= CAST(DATEADD(day, -1, SYSUTCDATETIME()) AS date)),
      CAST(DATEADD(day, 1, SYSUTCDATETIME()) AS date))`;

/** Whatever the tenant's time zone, today is one of three days: what is not due yet is left alone by who looks closer. */
const listDue = (most: number): Part => ({
  rows: 'due',
  text: `SELECT TOP (@most) [employeeId] FROM (
  SELECT [UpcomingDirectDeposit].[EmployeeId] AS [employeeId], [UpcomingDirectDeposit].[EffectiveOn] AS [dueOn]
  FROM [dbo].[UpcomingDirectDeposit]
  INNER JOIN [dbo].[Employee] ON [Employee].[EmployeeId] = [UpcomingDirectDeposit].[EmployeeId]
  WHERE ([PrenoteState] IS NULL OR [PrenoteState] <> 'requested')
    AND ([Status] IS NULL OR [Status] <> 'rejected')
    AND [UpcomingDirectDeposit].[EffectiveOn] <= ${nextPayDate}
  UNION ALL
  SELECT [DirectDeposit].[EmployeeId] AS [employeeId], [DirectDeposit].[PrenoteEndsOn] AS [dueOn]
  FROM [dbo].[DirectDeposit]
  INNER JOIN [dbo].[Employee] ON [Employee].[EmployeeId] = [DirectDeposit].[EmployeeId]
  WHERE [PrenoteState] = 'sent'
    AND [PrenoteEndsOn] <= ${nextPayDate}
) AS [due]
GROUP BY [employeeId]
ORDER BY MIN([dueOn]), [employeeId];`,
  parameters: { most: int },
  values: { most },
});

export const listDueRequest = (most: number): ComposedRequest =>
  composeRequest('direct-deposit.list-due', [markerPart, listDue(most)]);

export const markPostedRequest = (payGroup: string, payDate: IsoDate): ComposedRequest =>
  composeRequest('payroll.mark-posted', [
    markerPart,
    {
      rows: 'posted',
      text: `UPDATE [dbo].[Payroll] SET [Status] = 'posted'
OUTPUT inserted.[PayGroup] AS [payGroup]
WHERE [PayGroup] = @payGroup AND [PayDate] = @payDate AND [Status] <> 'posted';`,
      parameters: { payGroup: varChar(64), payDate: date },
      values: { payGroup, payDate: toDateValue(payDate) },
    },
  ]);

export const recordEntriesRequest = (entries: readonly BankEntry[]): ComposedRequest =>
  composeRequest('bank.record-entries', [
    markerPart,
    ...entries.map((entry, index) => putEntryPart(index, entry)),
  ]);

export const findEntryRequest = (traceNumber: string): ComposedRequest =>
  composeRequest('bank.find-entry', [markerPart, findEntryPart(traceNumber)]);

export const awaitCorrectionRequest = (answer: AnsweredEntry, suiteAnswerId: string): ComposedRequest =>
  composeRequest('bank.await-correction', [
    markerPart,
    employeePart(answer.employeeId),
    awaitPart(bankAnswerIdOf(answer), answer, suiteAnswerId),
  ]);

export const listAwaitedRequest = (most: number): ComposedRequest =>
  composeRequest('bank.list-awaited', [markerPart, awaitedPart(most)]);

export const listAnswersRequest = ({
  before = maxPosition,
  limit,
  isOpen,
}: BankAnswerPage): ComposedRequest =>
  composeRequest('bank.list-answers', [markerPart, listAnswersPart(before, limit, isOpen)]);

export const listEmployeesRequest = (
  page: EmployeePage & { readonly search: string | undefined },
): ComposedRequest => composeRequest('employee.list', [markerPart, listEmployeesPart(page)]);

export const listAffectedRequest = (page: StatusPage): ComposedRequest =>
  composeRequest('direct-deposit.affected', [markerPart, affectedPart(page)]);

export const listOfStatusRequest = (
  status: StatusPage['status'],
  first: EmployeeId,
  last: EmployeeId,
): ComposedRequest =>
  composeRequest('direct-deposit.of-status', [markerPart, ...statusRowsParts(status, first, last)]);

export const listUnpublishedRequest = (most: number): ComposedRequest =>
  composeRequest('destination-change.list', [markerPart, unpublishedPart(most)]);

export const markPublishedRequest = (writeIds: readonly string[]): ComposedRequest =>
  composeRequest('destination-change.published', [
    markerPart,
    ...writeIds.map((writeId, index) => publishedPart(index, writeId)),
  ]);

export const dismissRequest = (id: string, subject: string): ComposedRequest =>
  composeRequest('bank.dismiss', [markerPart, dismissPart(id, subject)]);

/** Whether a write whose COMMIT was not answered was made; waits for the employee's lock, so for the write to have ended. */
const findWrite = defineStatement({
  name: 'direct-deposit.find-write',
  text: `SET XACT_ABORT ON;
DECLARE @lockResult int;
EXEC @lockResult = sp_getapplock
  @Resource = @lockResource, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = @lockTimeoutMs;
SELECT @lockResult AS [lockResult];
SELECT [WriteId] AS [writeId] FROM [dbo].[DirectDepositAudit] WHERE [WriteId] = @writeId;`,
  parameters: { writeId: uniqueIdentifier, lockResource: nVarChar(255), lockTimeoutMs: int },
});

export const findWriteRequest = (employeeId: string, writeId: string) => ({
  statement: findWrite,
  values: { writeId, lockResource: employeeResourceOf(employeeId), lockTimeoutMs: 5_000 },
});

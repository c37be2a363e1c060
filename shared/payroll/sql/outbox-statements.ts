// The requests of the payroll outbox. Times are the caller's, so that one clock orders leases and retries of one run.

import { markerPart } from '../../direct-deposits/sql/gather-parts.ts';
import type { Lease, Settlement } from '../payroll-outbox.ts';
import {
  composeRequest,
  numberedList,
  numberedPart,
  plainPart,
  type ComposedRequest,
  type Part,
} from '../../sql/composed-request.ts';
import { dateTime2, int, uniqueIdentifier, varChar } from '../../sql/statement.ts';

const isFree = `[StoppedAt] IS NULL
  AND ([RetryAt] IS NULL OR [RetryAt] <= @now)
  AND ([LeasedUntil] IS NULL OR [LeasedUntil] <= @now)`;

/** Those with the oldest open event first; who of them is still free is decided when they are leased. */
export const candidatesRequest = (now: Date, employees: number): ComposedRequest =>
  composeRequest('payroll-outbox.candidates', [
    markerPart,
    {
      rows: 'candidates',
      text: `SELECT TOP (@employees) [PayrollDelivery].[EmployeeId] AS [employeeId]
FROM [dbo].[PayrollDelivery]
INNER JOIN [dbo].[PayrollOutbox] ON [PayrollOutbox].[EmployeeId] = [PayrollDelivery].[EmployeeId]
WHERE [PayrollOutbox].[Status] = 'open' AND ${isFree}
GROUP BY [PayrollDelivery].[EmployeeId]
ORDER BY MIN([PayrollOutbox].[OccurredAt]);`,
      parameters: { now: dateTime2, employees: int },
      values: { now, employees },
    },
  ]);

/** Compare and set: the condition is judged on each row as it is when it is locked. */
const leasePart = ({ token, now, until }: Lease): Part => ({
  text: '',
  parameters: { token: uniqueIdentifier, now: dateTime2, until: dateTime2 },
  values: { token, now, until },
});

const takePart = (index: number, employeeId: string): Part =>
  numberedPart(
    index,
    { employeeId: [varChar(64), employeeId] },
    (at) => `UPDATE [dbo].[PayrollDelivery] SET [LeaseToken] = @token, [LeasedUntil] = @until
WHERE [EmployeeId] = ${at('employeeId')} AND ${isFree};`,
  );

/** Whom another sender has served since they were looked for: a lease with nothing to settle would only keep the next change waiting. */
const letGoPart = plainPart(`UPDATE [dbo].[PayrollDelivery] SET [LeaseToken] = NULL, [LeasedUntil] = NULL
WHERE [LeaseToken] = @token AND NOT EXISTS (
  SELECT 1 FROM [dbo].[PayrollOutbox]
  WHERE [PayrollOutbox].[EmployeeId] = [PayrollDelivery].[EmployeeId] AND [PayrollOutbox].[Status] = 'open');`);

/** Numbers have no gaps, so the oldest ones are those below a number. */
const leasedEvents = `INNER JOIN [dbo].[PayrollDelivery] ON [PayrollDelivery].[EmployeeId] = [PayrollOutbox].[EmployeeId]
WHERE [LeaseToken] = @token AND [Status] = 'open' AND [Sequence] < @eventsEach + (
  SELECT MIN([first].[Sequence]) FROM [dbo].[PayrollOutbox] AS [first]
  WHERE [first].[EmployeeId] = [PayrollDelivery].[EmployeeId] AND [first].[Status] = 'open')`;

const eventsPart = (eventsEach: number): Part => ({
  rows: 'events',
  text: `SELECT [PayrollOutbox].[EmployeeId] AS [employeeId], [Sequence] AS [sequence], [EventId] AS [eventId],
  [Action] AS [action], [EmployeeName] AS [employeeName], [PayGroup] AS [payGroup], [OccurredAt] AS [occurredAt],
  [Attempts] AS [attempts]
FROM [dbo].[PayrollOutbox] ${leasedEvents}
ORDER BY [PayrollOutbox].[EmployeeId], [Sequence];`,
  parameters: { eventsEach: int },
  values: { eventsEach },
});

const itemsPart = plainPart(
  `SELECT [PayrollOutboxItem].[EventId] AS [eventId], [Part] AS [part], [Priority] AS [priority],
  [DirectDepositId] AS [directDepositId], [PrenoteId] AS [prenoteId], [AccountType] AS [accountType],
  [RoutingNumber] AS [routingNumber], [SealedAccountNumber] AS [sealed], [KeyVersion] AS [keyVersion],
  [AllocationKind] AS [allocationKind], [AmountCents] AS [amountCents], [BasisPoints] AS [basisPoints],
  [PercentageBasis] AS [percentageBasis], [Pay] AS [pay]
FROM [dbo].[PayrollOutboxItem]
INNER JOIN [dbo].[PayrollOutbox] ON [PayrollOutbox].[EventId] = [PayrollOutboxItem].[EventId]
${leasedEvents}
ORDER BY [PayrollOutboxItem].[EventId], [Part], [Priority];`,
  'items',
);

export const leaseRequest = (
  lease: Lease,
  employees: readonly string[],
  eventsEach: number,
): ComposedRequest =>
  composeRequest('payroll-outbox.lease', [
    markerPart,
    leasePart(lease),
    // In one order, so that two senders never wait for each other.
    ...employees.toSorted().map((employeeId, index) => takePart(index, employeeId)),
    letGoPart,
    eventsPart(eventsEach),
    itemsPart,
  ]);

/** What was sent is a fact, whoever holds the lease by now; what happens next is the holder's to say. */
const settlementPart = (index: number, { employeeId, sentThrough, next }: Settlement): Part =>
  numberedPart(
    index,
    {
      employeeId: [varChar(64), employeeId],
      sentThrough: [int, sentThrough ?? 0],
      attempts: [int, next.kind === 'retry' ? next.attempts : 0],
      retryAt: [dateTime2, next.kind === 'retry' ? next.at : null],
      isStopped: [int, next.kind === 'stop' ? 1 : 0],
      code: [varChar(64), next.kind === 'free' ? null : next.code],
    },
    (at) => `UPDATE [dbo].[PayrollOutbox] SET [Status] = 'sent', [EndedAt] = @now
WHERE [EmployeeId] = ${at('employeeId')} AND [Sequence] <= ${at('sentThrough')} AND [Status] = 'open';
UPDATE [dbo].[PayrollDelivery]
SET [LeaseToken] = NULL, [LeasedUntil] = NULL, [Attempts] = ${at('attempts')}, [RetryAt] = ${at('retryAt')},
  [StoppedAt] = CASE WHEN ${at('isStopped')} = 1 THEN @now ELSE NULL END, [FailureCode] = ${at('code')}
WHERE [EmployeeId] = ${at('employeeId')} AND [LeaseToken] = @token;`,
  );

/** An event that was sent leaves its account numbers behind: one statement for all of a settlement's employees. */
const forgetPart = (employees: number): Part =>
  plainPart(`DELETE FROM [dbo].[PayrollOutboxItem] WHERE EXISTS (
  SELECT 1 FROM [dbo].[PayrollOutbox]
  WHERE [PayrollOutbox].[EventId] = [PayrollOutboxItem].[EventId] AND [Status] = 'sent' AND [EndedAt] = @now
  AND [EmployeeId] IN (${numberedList(employees, 'employeeId')}));`);

export const settleRequest = (
  token: string,
  now: Date,
  settlements: readonly Settlement[],
): ComposedRequest =>
  composeRequest('payroll-outbox.settle', [
    { text: '', parameters: { token: uniqueIdentifier, now: dateTime2 }, values: { token, now } },
    ...settlements.map((settlement, index) => settlementPart(index, settlement)),
    forgetPart(settlements.length),
  ]);

export const backlogRequest = (): ComposedRequest =>
  composeRequest('payroll-outbox.backlog', [
    markerPart,
    plainPart(
      `SELECT COUNT(*) AS [openEvents], MIN([OccurredAt]) AS [oldestOpenAt]
FROM [dbo].[PayrollOutbox] WHERE [Status] = 'open';`,
      'open',
    ),
    plainPart(
      'SELECT COUNT(*) AS [stoppedEmployees] FROM [dbo].[PayrollDelivery] WHERE [StoppedAt] IS NOT NULL;',
      'stopped',
    ),
  ]);

// The requests of the payroll outbox. Times are the caller's, so that one clock orders leases and retries of one run.

import type { Lease, Settlement } from '../payroll-outbox.ts';
import {
  composeRequest,
  numberedPart,
  plainPart,
  type ComposedRequest,
  type Part,
} from '../../sql/composed-request.ts';
import { dateTime2, int, uniqueIdentifier, varChar } from '../../sql/statement.ts';

const isFree = `[StoppedAt] IS NULL
  AND ([RetryAt] IS NULL OR [RetryAt] <= @now)
  AND ([LeasedUntil] IS NULL OR [LeasedUntil] <= @now)`;

/**
 * Compare and set: the condition stands in the outer WHERE, too, where it is judged on the row as it is when it is locked; the
 * list inside may be older.
 */
const leasePart = ({ token, now, until }: Lease, employees: number): Part => ({
  text: `UPDATE [dbo].[PayrollDelivery] SET [LeaseToken] = @token, [LeasedUntil] = @until
WHERE [EmployeeId] IN (
  SELECT TOP (@employees) [PayrollDelivery].[EmployeeId]
  FROM [dbo].[PayrollDelivery]
  INNER JOIN [dbo].[PayrollOutbox] ON [PayrollOutbox].[EmployeeId] = [PayrollDelivery].[EmployeeId]
  WHERE [PayrollOutbox].[Status] = 'open' AND ${isFree}
  GROUP BY [PayrollDelivery].[EmployeeId]
  ORDER BY MIN([PayrollOutbox].[OccurredAt]))
AND ${isFree};`,
  parameters: { token: uniqueIdentifier, now: dateTime2, until: dateTime2, employees: int },
  values: { token, now, until, employees },
});

const leasedEventsText = `FROM (
  SELECT [PayrollOutbox].[EmployeeId], [Sequence], [EventId], [Action], [EmployeeName], [PayGroup], [OccurredAt], [Attempts],
    ROW_NUMBER() OVER (PARTITION BY [PayrollOutbox].[EmployeeId] ORDER BY [Sequence]) AS [place]
  FROM [dbo].[PayrollOutbox]
  INNER JOIN [dbo].[PayrollDelivery] ON [PayrollDelivery].[EmployeeId] = [PayrollOutbox].[EmployeeId]
  WHERE [LeaseToken] = @token AND [Status] = 'open'
) AS [leased]`;

const eventsPart = (eventsEach: number): Part => ({
  rows: 'events',
  text: `SELECT [EmployeeId] AS [employeeId], [Sequence] AS [sequence], [EventId] AS [eventId], [Action] AS [action],
  [EmployeeName] AS [employeeName], [PayGroup] AS [payGroup], [OccurredAt] AS [occurredAt], [Attempts] AS [attempts]
${leasedEventsText}
WHERE [place] <= @eventsEach
ORDER BY [EmployeeId], [Sequence];`,
  parameters: { eventsEach: int },
  values: { eventsEach },
});

const itemsPart = plainPart(
  `SELECT [PayrollOutboxItem].[EventId] AS [eventId], [Part] AS [part], [Priority] AS [priority],
  [DirectDepositId] AS [directDepositId], [PrenoteId] AS [prenoteId], [AccountType] AS [accountType], [RoutingNumber] AS [routingNumber],
  [SealedAccountNumber] AS [sealed], [KeyVersion] AS [keyVersion], [AllocationKind] AS [allocationKind],
  [AmountCents] AS [amountCents], [BasisPoints] AS [basisPoints], [PercentageBasis] AS [percentageBasis], [Pay] AS [pay]
FROM [dbo].[PayrollOutboxItem]
WHERE [EventId] IN (SELECT [EventId] ${leasedEventsText} WHERE [place] <= @eventsEach)
ORDER BY [EventId], [Part], [Priority];`,
  'items',
);

export const markerPart = plainPart('SELECT [TenantId] AS [tenantId] FROM [dbo].[TenantMarker];', 'markers');

export const leaseRequest = (
  lease: Lease,
  { employees, eventsEach }: { readonly employees: number; readonly eventsEach: number },
): ComposedRequest =>
  composeRequest('payroll-outbox.lease', [
    markerPart,
    leasePart(lease, employees),
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
    (at) => `DELETE FROM [dbo].[PayrollOutboxItem] WHERE [EventId] IN (
  SELECT [EventId] FROM [dbo].[PayrollOutbox]
  WHERE [EmployeeId] = ${at('employeeId')} AND [Sequence] <= ${at('sentThrough')} AND [Status] = 'open');
UPDATE [dbo].[PayrollOutbox] SET [Status] = 'sent', [EndedAt] = @now
WHERE [EmployeeId] = ${at('employeeId')} AND [Sequence] <= ${at('sentThrough')} AND [Status] = 'open';
UPDATE [dbo].[PayrollDelivery]
SET [LeaseToken] = NULL, [LeasedUntil] = NULL, [Attempts] = ${at('attempts')}, [RetryAt] = ${at('retryAt')},
  [StoppedAt] = CASE WHEN ${at('isStopped')} = 1 THEN @now ELSE NULL END, [FailureCode] = ${at('code')}
WHERE [EmployeeId] = ${at('employeeId')} AND [LeaseToken] = @token;`,
  );

export const settleRequest = (
  token: string,
  now: Date,
  settlements: readonly Settlement[],
): ComposedRequest =>
  composeRequest('payroll-outbox.settle', [
    { text: '', parameters: { token: uniqueIdentifier, now: dateTime2 }, values: { token, now } },
    ...settlements.map((settlement, index) => settlementPart(index, settlement)),
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

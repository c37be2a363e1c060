// What operators ask and change of the events for the payroll suite. No statement reads an account number, sealed or not.

import { employeeResourceOf } from '#shared/direct-deposits/sql/lock-parts';
import { outboxPart } from '#shared/direct-deposits/sql/outbox-part';
import { composeRequest, plainPart, type ComposedRequest } from '#shared/sql/composed-request';
import { dateTime2, defineStatement, int, nVarChar, uniqueIdentifier, varChar } from '#shared/sql/statement';

/** Open events by employee, those that wait longest first. */
export const readOpen = defineStatement({
  name: 'payroll.status',
  text: `SELECT COUNT(*) AS [openEvents], MIN([OccurredAt]) AS [oldestOpenAt]
FROM [dbo].[PayrollOutbox] WHERE [Status] = 'open';
SELECT TOP (@maxShown) [PayrollOutbox].[EmployeeId] AS [employeeId], COUNT(*) AS [openEvents],
  MIN([Sequence]) AS [sequence], MIN([OccurredAt]) AS [since], MIN([StoppedAt]) AS [stoppedAt],
  MIN([FailureCode]) AS [code], MIN([RetryAt]) AS [retryAt]
FROM [dbo].[PayrollOutbox]
INNER JOIN [dbo].[PayrollDelivery] ON [PayrollDelivery].[EmployeeId] = [PayrollOutbox].[EmployeeId]
WHERE [Status] = 'open'
GROUP BY [PayrollOutbox].[EmployeeId]
ORDER BY MIN([StoppedAt]) DESC, MIN([OccurredAt]);`,
  parameters: { maxShown: int },
});

const lockText = `DECLARE @lockResult int;
EXEC @lockResult = sp_getapplock
  @Resource = @lockResource, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 5000;
SELECT @lockResult AS [lockResult];`;

const lockPart = (employeeId: string) => ({
  rows: 'locks',
  text: lockText,
  parameters: { lockResource: nVarChar(255), employeeId: varChar(64) },
  values: { lockResource: employeeResourceOf(employeeId), employeeId },
});

const openPart = plainPart(
  `SELECT [Sequence] AS [sequence] FROM [dbo].[PayrollOutbox]
WHERE [EmployeeId] = @employeeId AND [Status] = 'open' ORDER BY [Sequence];`,
  'open',
);
const employeePart = plainPart(
  'SELECT [EmployeeId] AS [employeeId] FROM [dbo].[Employee] WHERE [EmployeeId] = @employeeId;',
  'employees',
);

/** Answers the open events, oldest first, and whether there is such an employee. */
export const lockAndLookRequest = (employeeId: string): ComposedRequest =>
  composeRequest('payroll.look', [lockPart(employeeId), openPart, employeePart]);

const freePart = {
  text: `UPDATE [dbo].[PayrollDelivery]
SET [StoppedAt] = NULL, [FailureCode] = NULL, [RetryAt] = NULL, [Attempts] = 0 WHERE [EmployeeId] = @employeeId;`,
  parameters: { employeeId: varChar(64) },
} as const;

export const freeRequest = (employeeId: string): ComposedRequest =>
  composeRequest('payroll.free', [{ ...freePart, values: { employeeId } }]);

/** The present split as a new event. */
export const tellAgainRequest = (employeeId: string, eventId: string, now: Date): ComposedRequest =>
  composeRequest('payroll.tell-again', [
    { ...freePart, values: { employeeId } },
    {
      text: '',
      parameters: { writeId: uniqueIdentifier, action: varChar(16), now: dateTime2 },
      values: { writeId: eventId, action: 'resend', now },
    },
    outboxPart,
  ]);

export const skipRequest = (employeeId: string, sequence: number, now: Date): ComposedRequest =>
  composeRequest('payroll.skip', [
    { ...freePart, values: { employeeId } },
    {
      text: `DELETE FROM [dbo].[PayrollOutboxItem] WHERE [EventId] IN (
  SELECT [EventId] FROM [dbo].[PayrollOutbox]
  WHERE [EmployeeId] = @employeeId AND [Sequence] = @sequence AND [Status] = 'open');
UPDATE [dbo].[PayrollOutbox] SET [Status] = 'skipped', [EndedAt] = @now
WHERE [EmployeeId] = @employeeId AND [Sequence] = @sequence AND [Status] = 'open';`,
      parameters: { sequence: int, now: dateTime2 },
      values: { sequence, now },
    },
  ]);

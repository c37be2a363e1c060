// What guards changes: how often the employee's destinations changed of late, and how many account numbers a person has sent on a day.

import * as v from 'valibot';
import { fastChangeDays } from '../../domain/change-guard.ts';
import { isEmployeeId, type EmployeeId } from '../../domain/employee-id.ts';
import { namedPart, numberedPart, plainPart, type Part } from '../../sql/composed-request.ts';
import { int, nVarChar, uniqueIdentifier } from '../../sql/statement.ts';
import type { DestinationChange } from '../direct-deposit-store.ts';

/** Of the employee of the request. */
export const recentChangesPart: Part = {
  rows: 'recentChanges',
  text: `SELECT COUNT(*) AS [count] FROM [dbo].[DestinationChange]
WHERE [EmployeeId] = @employeeId AND [ChangedAt] > DATEADD(day, -@fastChangeDays, SYSUTCDATETIME());`,
  parameters: { fastChangeDays: int },
  values: { fastChangeDays },
};

export const enteredTodayPart = (subject: string): Part => ({
  rows: 'entered',
  text: `SELECT [Entered] AS [count] FROM [dbo].[AccountNumberBudget]
WHERE [Subject] = @enteredBy AND [Day] = CAST(SYSUTCDATETIME() AS date);`,
  parameters: { enteredBy: nVarChar(256) },
  values: { enteredBy: subject },
});

/** Takes @employeeId, @now and @writeId from other parts. */
export const destinationChangePart = plainPart(
  'INSERT INTO [dbo].[DestinationChange] ([EmployeeId], [ChangedAt], [WriteId]) VALUES (@employeeId, @now, @writeId);',
);

/** The oldest ones that are not on the bus yet, with what the audit trail keeps of them. */
export const unpublishedPart = (most: number): Part => ({
  rows: 'unpublished',
  text: `SELECT TOP (@most) [DestinationChange].[WriteId] AS [writeId], [DestinationChange].[EmployeeId] AS [employeeId],
  [Subject] AS [subject], [Before] AS [before], [After] AS [after], [OccurredAt] AS [occurredAt]
FROM [dbo].[DestinationChange]
INNER JOIN [dbo].[DirectDepositAudit] ON [DirectDepositAudit].[WriteId] = [DestinationChange].[WriteId]
WHERE [PublishedAt] IS NULL ORDER BY [ChangedAt];`,
  parameters: { most: int },
  values: { most },
});

const unpublishedSchema = v.object({
  writeId: v.pipe(v.string(), v.toLowerCase()),
  employeeId: v.custom<EmployeeId>(isEmployeeId),
  subject: v.string(),
  before: v.nullable(v.string()),
  after: v.nullable(v.string()),
  occurredAt: v.date(),
});

export const toDestinationChange = (row: unknown): DestinationChange => v.parse(unpublishedSchema, row);

export const publishedPart = (index: number, writeId: string): Part =>
  numberedPart(
    index,
    { writeId: [uniqueIdentifier, writeId] },
    (at) => `UPDATE [dbo].[DestinationChange] SET [PublishedAt] = CAST(SYSUTCDATETIME() AS datetime2(3))
WHERE [WriteId] = ${at('writeId')} AND [PublishedAt] IS NULL;`,
  );

export const enterPart = (subject: string, count: number): Part =>
  namedPart(
    { enteredBy: [nVarChar(256), subject], enteredCount: [int, count] },
    (at) => `DELETE FROM [dbo].[AccountNumberBudget]
WHERE [Subject] = ${at('enteredBy')} AND [Day] < CAST(DATEADD(day, -7, SYSUTCDATETIME()) AS date);
UPDATE [dbo].[AccountNumberBudget] SET [Entered] = [Entered] + ${at('enteredCount')}
WHERE [Subject] = ${at('enteredBy')} AND [Day] = CAST(SYSUTCDATETIME() AS date);
INSERT INTO [dbo].[AccountNumberBudget] ([Subject], [Day], [Entered])
SELECT ${at('enteredBy')}, CAST(SYSUTCDATETIME() AS date), ${at('enteredCount')}
WHERE NOT EXISTS (
  SELECT [Entered] FROM [dbo].[AccountNumberBudget]
  WHERE [Subject] = ${at('enteredBy')} AND [Day] = CAST(SYSUTCDATETIME() AS date));`,
  );

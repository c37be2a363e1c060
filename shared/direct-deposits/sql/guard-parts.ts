// What guards changes: how often the employee's destinations changed of late, and how many account numbers a person has sent on a day.

import { fastChangeDays } from '../../domain/change-guard.ts';
import { namedPart, plainPart, type Part } from '../../sql/composed-request.ts';
import { int, nVarChar } from '../../sql/statement.ts';

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

export const enterPart = (subject: string, count: number): Part =>
  namedPart(
    { enteredBy: [nVarChar(256), subject], enteredCount: [int, count] },
    (at) => `UPDATE [dbo].[AccountNumberBudget] SET [Entered] = [Entered] + ${at('enteredCount')}
WHERE [Subject] = ${at('enteredBy')} AND [Day] = CAST(SYSUTCDATETIME() AS date);
INSERT INTO [dbo].[AccountNumberBudget] ([Subject], [Day], [Entered])
SELECT ${at('enteredBy')}, CAST(SYSUTCDATETIME() AS date), ${at('enteredCount')}
WHERE NOT EXISTS (
  SELECT [Entered] FROM [dbo].[AccountNumberBudget]
  WHERE [Subject] = ${at('enteredBy')} AND [Day] = CAST(SYSUTCDATETIME() AS date));`,
  );

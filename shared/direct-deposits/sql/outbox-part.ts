// The event that a write leaves for the payroll suite, in the write's own transaction.

import { plainPart } from '../../sql/composed-request.ts';

/**
 * After all rows are in place: the database copies them, so that no account number comes here and no round trip is added. Under the
 * employee's lock; takes @employeeId, @writeId, @action and @now from other parts.
 */
export const outboxPart = plainPart(`INSERT INTO [dbo].[PayrollDelivery] ([EmployeeId])
SELECT [EmployeeId] FROM [dbo].[Employee] WHERE [EmployeeId] = @employeeId
  AND NOT EXISTS (SELECT [EmployeeId] FROM [dbo].[PayrollDelivery] WHERE [EmployeeId] = @employeeId);
INSERT INTO [dbo].[PayrollOutbox] ([EmployeeId], [Sequence], [EventId], [Action], [EmployeeName], [PayGroup], [OccurredAt])
SELECT [EmployeeId],
  (SELECT COALESCE(MAX([Sequence]), 0) + 1 FROM [dbo].[PayrollOutbox] WHERE [EmployeeId] = @employeeId),
  @writeId, @action, [Name], [PayGroup], @now
FROM [dbo].[Employee] WHERE [EmployeeId] = @employeeId;
INSERT INTO [dbo].[PayrollOutboxItem] (
  [EventId], [Part], [Priority], [DirectDepositId], [AccountType], [RoutingNumber], [SealedAccountNumber], [KeyVersion],
  [AllocationKind], [AmountCents], [BasisPoints], [PercentageBasis], [Pay])
SELECT @writeId, 'pay', [Priority], [DirectDepositId], [AccountType], [RoutingNumber], [SealedAccountNumber], [KeyVersion],
  [AllocationKind], [AmountCents], [BasisPoints], [PercentageBasis],
  CASE WHEN [Status] = 'rejected' THEN 'rejected' WHEN [Status] <> 'active' THEN 'hold' WHEN [PaidMeanwhile] = 'check' THEN 'check' ELSE 'account' END
FROM [dbo].[DirectDeposit] WHERE [EmployeeId] = @employeeId;
INSERT INTO [dbo].[PayrollOutboxItem] (
  [EventId], [Part], [Priority], [DirectDepositId], [PrenoteId], [AccountType], [RoutingNumber], [SealedAccountNumber],
  [KeyVersion], [AllocationKind], [Pay])
SELECT @writeId, 'prenote', [Priority], [DirectDepositId], [PrenoteId], [AccountType], [RoutingNumber], [SealedAccountNumber],
  [KeyVersion], 'remainder', 'account'
FROM [dbo].[DirectDeposit] WHERE [EmployeeId] = @employeeId AND [PrenoteState] = 'requested'
  AND [Status] <> 'rejected';
INSERT INTO [dbo].[PayrollOutboxItem] (
  [EventId], [Part], [Priority], [DirectDepositId], [PrenoteId], [AccountType], [RoutingNumber], [SealedAccountNumber],
  [KeyVersion], [AllocationKind], [Pay])
SELECT @writeId, 'prenote', 100 + ROW_NUMBER() OVER (ORDER BY [UpcomingDirectDeposit].[DirectDepositId]),
  [UpcomingDirectDeposit].[DirectDepositId], [UpcomingDirectDeposit].[PrenoteId], [UpcomingDirectDeposit].[AccountType],
  [UpcomingDirectDeposit].[RoutingNumber],
  COALESCE([UpcomingDirectDeposit].[SealedAccountNumber], [DirectDeposit].[SealedAccountNumber]),
  COALESCE([UpcomingDirectDeposit].[KeyVersion], [DirectDeposit].[KeyVersion]), 'remainder', 'account'
FROM [dbo].[UpcomingDirectDeposit]
LEFT JOIN [dbo].[DirectDeposit] ON [DirectDeposit].[DirectDepositId] = [UpcomingDirectDeposit].[DirectDepositId]
WHERE [UpcomingDirectDeposit].[EmployeeId] = @employeeId AND [UpcomingDirectDeposit].[PrenoteState] = 'requested'
  AND [UpcomingDirectDeposit].[Status] <> 'rejected';`);

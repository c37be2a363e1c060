// T-SQL that reads a tenant's chain of receipts, page by page, with the application's own rights: it may read both tables and
// change neither. Every statement sees one moment; what is written after the bounds were taken is left out.

import { bigInt, defineStatement, int } from '#shared/sql/statement';

export const readBounds = defineStatement({
  name: 'audit.bounds',
  text: `SELECT [TenantId] AS [tenantId] FROM [dbo].[TenantMarker];
SELECT
  (SELECT COUNT_BIG(*) FROM [dbo].[DirectDepositReceipt]) AS [receipts],
  (SELECT MAX([Sequence]) FROM [dbo].[DirectDepositReceipt]) AS [lastSequence],
  (SELECT MAX([DirectDepositAuditId]) FROM [dbo].[DirectDepositAudit]) AS [lastPosition];`,
  parameters: {},
});

/** Receipts after a sequence with their audit rows, null where there is none. */
export const readChain = defineStatement({
  name: 'audit.chain',
  text: `SELECT TOP (@pageSize)
  [DirectDepositReceipt].[Sequence] AS [sequence],
  [DirectDepositReceipt].[Hash] AS [hash],
  [DirectDepositReceipt].[WriteId] AS [writeId],
  [DirectDepositAudit].[DirectDepositAuditId] AS [position],
  [DirectDepositAudit].[EmployeeId] AS [employeeId],
  [DirectDepositAudit].[DirectDepositId] AS [directDepositId],
  [DirectDepositAudit].[Action] AS [action],
  [DirectDepositAudit].[Subject] AS [subject],
  [DirectDepositAudit].[RequestId] AS [requestId],
  [DirectDepositAudit].[Before] AS [before],
  [DirectDepositAudit].[After] AS [after],
  [DirectDepositAudit].[OccurredAt] AS [occurredAt]
FROM [dbo].[DirectDepositReceipt]
LEFT JOIN [dbo].[DirectDepositAudit] ON [DirectDepositAudit].[WriteId] = [DirectDepositReceipt].[WriteId]
WHERE [DirectDepositReceipt].[Sequence] > @after AND [DirectDepositReceipt].[Sequence] <= @last
ORDER BY [DirectDepositReceipt].[Sequence];`,
  parameters: { pageSize: int, after: bigInt, last: bigInt },
});

/** Audit rows after a position that have no receipt. */
export const readRowsWithoutReceipt = defineStatement({
  name: 'audit.without-receipt',
  text: `SELECT TOP (@pageSize)
  [DirectDepositAuditId] AS [position],
  [WriteId] AS [writeId],
  [EmployeeId] AS [employeeId],
  [DirectDepositId] AS [directDepositId],
  [Action] AS [action],
  [Subject] AS [subject],
  [RequestId] AS [requestId],
  [Before] AS [before],
  [After] AS [after],
  [OccurredAt] AS [occurredAt]
FROM [dbo].[DirectDepositAudit]
WHERE [DirectDepositAuditId] > @after AND [DirectDepositAuditId] <= @last AND NOT EXISTS (
  SELECT 1 FROM [dbo].[DirectDepositReceipt]
  WHERE [DirectDepositReceipt].[WriteId] = [DirectDepositAudit].[WriteId])
ORDER BY [DirectDepositAuditId];`,
  parameters: { pageSize: int, after: bigInt, last: bigInt },
});

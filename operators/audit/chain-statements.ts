// T-SQL that reads a tenant's chains of receipts and their checkpoints, page by page, with the application's own rights: it may read these tables
// and change no row of them. Every statement sees one moment; what is written after the bounds were taken is left out.

import { checkpointColumns } from '#shared/direct-deposits/sql/checkpoint-parts';
import { receiptHash, receiptJoins, receiptSequence } from '#shared/direct-deposits/sql/gather-parts';
import { bigInt, defineStatement, int, varChar } from '#shared/sql/statement';

export const readBounds = defineStatement({
  name: 'audit.bounds',
  text: `SELECT [TenantId] AS [tenantId] FROM [dbo].[TenantMarker];
SELECT
  (SELECT COUNT_BIG(*) FROM [dbo].[DirectDepositReceipt]) AS [tenantReceipts],
  (SELECT COUNT_BIG(*) FROM [dbo].[EmployeeReceipt]) AS [employeeReceipts],
  (SELECT MAX([Sequence]) FROM [dbo].[DirectDepositReceipt]) AS [lastSequence],
  (SELECT MAX([Number]) FROM [dbo].[ReceiptCheckpoint]) AS [lastCheckpoint],
  CAST(SYSUTCDATETIME() AS datetime2(3)) AS [now],
  (SELECT MAX([DirectDepositAuditId]) FROM [dbo].[DirectDepositAudit]) AS [lastPosition];`,
  parameters: {},
});

const auditColumns = `[DirectDepositAudit].[DirectDepositAuditId] AS [position],
  [DirectDepositAudit].[EmployeeId] AS [employeeId],
  [DirectDepositAudit].[DirectDepositId] AS [directDepositId],
  [DirectDepositAudit].[Action] AS [action],
  [DirectDepositAudit].[Subject] AS [subject],
  [DirectDepositAudit].[RequestId] AS [requestId],
  [DirectDepositAudit].[Before] AS [before],
  [DirectDepositAudit].[After] AS [after],
  [DirectDepositAudit].[OccurredAt] AS [occurredAt]`;

/** The tenant's one chain after a sequence, with audit rows, null where there is none. */
export const readTenantChain = defineStatement({
  name: 'audit.tenant-chain',
  text: `SELECT TOP (@pageSize)
  [DirectDepositReceipt].[Sequence] AS [sequence],
  [DirectDepositReceipt].[Hash] AS [hash],
  [DirectDepositReceipt].[WriteId] AS [writeId],
  ${auditColumns}
FROM [dbo].[DirectDepositReceipt]
LEFT JOIN [dbo].[DirectDepositAudit] ON [DirectDepositAudit].[WriteId] = [DirectDepositReceipt].[WriteId]
WHERE [DirectDepositReceipt].[Sequence] > @after AND [DirectDepositReceipt].[Sequence] <= @last
ORDER BY [DirectDepositReceipt].[Sequence];`,
  parameters: { pageSize: int, after: bigInt, last: bigInt },
});

/** The employees' chains, one after the other, after a receipt of one of them. */
export const readEmployeeChains = defineStatement({
  name: 'audit.employee-chains',
  text: `SELECT TOP (@pageSize)
  [EmployeeReceipt].[EmployeeId] AS [chain],
  [EmployeeReceipt].[Sequence] AS [sequence],
  [EmployeeReceipt].[Hash] AS [hash],
  [EmployeeReceipt].[WriteId] AS [writeId],
  ${auditColumns}
FROM [dbo].[EmployeeReceipt]
LEFT JOIN [dbo].[DirectDepositAudit] ON [DirectDepositAudit].[WriteId] = [EmployeeReceipt].[WriteId]
WHERE [EmployeeReceipt].[EmployeeId] >= @employeeId
  AND ([EmployeeReceipt].[EmployeeId] > @employeeId OR [EmployeeReceipt].[Sequence] > @after)
ORDER BY [EmployeeReceipt].[EmployeeId], [EmployeeReceipt].[Sequence];`,
  parameters: { pageSize: int, employeeId: varChar(64), after: bigInt },
});

const hasNoReceipt = `NOT EXISTS (
    SELECT 1 FROM [dbo].[EmployeeReceipt] WHERE [EmployeeReceipt].[WriteId] = [DirectDepositAudit].[WriteId])
  AND NOT EXISTS (
    SELECT 1 FROM [dbo].[DirectDepositReceipt] WHERE [DirectDepositReceipt].[WriteId] = [DirectDepositAudit].[WriteId])`;

/** Audit rows after a position that have no receipt. */
export const readRowsWithoutReceipt = defineStatement({
  name: 'audit.without-receipt',
  text: `SELECT TOP (@pageSize) [DirectDepositAudit].[WriteId] AS [writeId], ${auditColumns}
FROM [dbo].[DirectDepositAudit]
WHERE [DirectDepositAuditId] > @after AND [DirectDepositAuditId] <= @last
  AND ${hasNoReceipt}
ORDER BY [DirectDepositAuditId];`,
  parameters: { pageSize: int, after: bigInt, last: bigInt },
});

/** Those, of one employee or of all, that were written last before a position, the last one first. */
export const readRowsWithoutReceiptBefore = defineStatement({
  name: 'audit.without-receipt-before',
  text: `SELECT TOP (@most) [DirectDepositAudit].[WriteId] AS [writeId], ${auditColumns}
FROM [dbo].[DirectDepositAudit]
WHERE [DirectDepositAuditId] < @before AND (@employeeId IS NULL OR [EmployeeId] = @employeeId)
  AND ${hasNoReceipt}
ORDER BY [DirectDepositAuditId] DESC;`,
  parameters: { most: int, before: bigInt, employeeId: varChar(64) },
});

/** Audit rows after a position with their receipt, in the order of writing. */
export const readReceipted = defineStatement({
  name: 'audit.receipted',
  text: `SELECT TOP (@pageSize)
  ${receiptSequence} AS [sequence],
  ${receiptHash} AS [hash],
  [DirectDepositAudit].[WriteId] AS [writeId],
  ${auditColumns}
FROM [dbo].[DirectDepositAudit]
${receiptJoins}
WHERE [DirectDepositAuditId] > @after AND [DirectDepositAuditId] <= @last
  AND ${receiptSequence} IS NOT NULL
ORDER BY [DirectDepositAuditId];`,
  parameters: { pageSize: int, after: bigInt, last: bigInt },
});

export const readCheckpoints = defineStatement({
  name: 'audit.checkpoints',
  text: `SELECT TOP (@pageSize) ${checkpointColumns}
FROM [dbo].[ReceiptCheckpoint]
WHERE [Number] > @after AND [Number] <= @last
ORDER BY [Number];`,
  parameters: { pageSize: int, after: bigInt, last: bigInt },
});

// What is read before an answer or a decision, as parts of one request; SQL Server, RDS and Babelfish take them as they are.

import { plainPart, type Part } from '../../sql/composed-request.ts';
import { bigInt, binary, int, uniqueIdentifier, varChar } from '../../sql/statement.ts';

export const markerPart = plainPart('SELECT [TenantId] AS [tenantId] FROM [dbo].[TenantMarker];', 'markers');

export const settingsPart = plainPart(
  `SELECT [MaxDirectDeposits] AS [maxDirectDeposits], [LockBankingDays] AS [lockBankingDays], [TimeZone] AS [timeZone],
  [PrenoteBankingDays] AS [prenoteBankingDays], [PaidMeanwhile] AS [paidMeanwhile], [HoldFastChanges] AS [holdFastChanges],
  [ApproveChanges] AS [approveChanges], [NewAccountsPerDay] AS [newAccountsPerDay]
FROM [dbo].[TenantSetting];`,
  'settings',
);

export const clockPart = plainPart('SELECT CAST(SYSUTCDATETIME() AS datetime2(3)) AS [now];', 'clock');

/** Declares @employeeId for the parts that follow. */
export const employeePart = (employeeId: string): Part => ({
  rows: 'employees',
  text: `SELECT [EmployeeId] AS [employeeId], [PayGroup] AS [payGroup]
FROM [dbo].[Employee] WHERE [EmployeeId] = @employeeId;`,
  parameters: { employeeId: varChar(64) },
  values: { employeeId },
});

/** Of a row in force and of a change that waits alike. */
const commonColumns = `
  [DirectDepositId] AS [id],
  [EmployeeId] AS [employeeId],
  [Priority] AS [priority],
  [Nickname] AS [nickname],
  [AccountType] AS [accountType],
  [RoutingNumber] AS [routingNumber],
  [AccountNumberMask] AS [accountNumberMask],
  [AccountFingerprint] AS [accountFingerprint],
  [AllocationKind] AS [allocationKind],
  [AmountCents] AS [amountCents],
  [BasisPoints] AS [basisPoints],
  [PercentageBasis] AS [percentageBasis],
  [Status] AS [status],
  [StatusReason] AS [statusReason],
  [PrenoteId] AS [prenoteId],
  [PrenoteState] AS [prenoteState],
  [PrenoteSettlesOn] AS [prenoteSettlesOn],
  [PrenoteEndsOn] AS [prenoteEndsOn],
  [PrenoteTrace] AS [prenoteTrace],
  [RequestedBy] AS [requestedBy],
  [EffectiveOn] AS [effectiveOn],
  [CreatedAt] AS [createdAt],
  [UpdatedAt] AS [updatedAt],
  [RowVersion] AS [rowVersion]`;

export const itemColumns = `${commonColumns},
  [PaidMeanwhile] AS [paidMeanwhile]`;

export const itemsPart = plainPart(
  `SELECT ${itemColumns}
FROM [dbo].[DirectDeposit]
WHERE [EmployeeId] = @employeeId
ORDER BY [Priority];`,
  'items',
);

export const upcomingColumns = `${commonColumns},
  [Change] AS [change],
  [SealedAccountNumber] AS [sealed],
  [KeyVersion] AS [keyVersion]`;

/** Changes that count from a later payroll on. */
export const upcomingPart = plainPart(
  `SELECT ${upcomingColumns}
FROM [dbo].[UpcomingDirectDeposit]
WHERE [EmployeeId] = @employeeId
ORDER BY [EffectiveOn], [Priority];`,
  'upcoming',
);

const fingerprintNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `fingerprint${index}`);

/** The most other employees that are read of one account: more than any judgement needs, for those who are shown them. */
const maxSharers = 200;

/**
 * Other employees' direct deposits to an account of this one, or to one whose digest is given. Of each account as many as of
 * any other, so that one that hundreds share hides none beside it; the digests stand in one list, so that they are sought.
 */
export const sharedUsesPart = (accountFingerprints: readonly string[]): Part => {
  const names = fingerprintNames(accountFingerprints.length);
  const given = names.map((name) => `\n    UNION ALL SELECT @${name}`).join('');
  const wanted = `
    SELECT [AccountFingerprint] FROM [dbo].[DirectDeposit] WHERE [EmployeeId] = @employeeId
    UNION ALL SELECT [AccountFingerprint] FROM [dbo].[UpcomingDirectDeposit]
      WHERE [EmployeeId] = @employeeId AND [AccountFingerprint] IS NOT NULL${given}`;
  return {
    rows: 'sharedUses',
    text: `SELECT [employeeId], [accountFingerprint], [routingNumber] FROM (
  SELECT
    [EmployeeId] AS [employeeId], [AccountFingerprint] AS [accountFingerprint], [RoutingNumber] AS [routingNumber],
    ROW_NUMBER() OVER (PARTITION BY [AccountFingerprint], [RoutingNumber] ORDER BY [EmployeeId]) AS [place]
  FROM (
    SELECT [EmployeeId], [AccountFingerprint], [RoutingNumber] FROM [dbo].[DirectDeposit]
    WHERE [EmployeeId] <> @employeeId AND [AccountFingerprint] IN (${wanted})
    UNION ALL
    SELECT [EmployeeId], [AccountFingerprint], [RoutingNumber] FROM [dbo].[UpcomingDirectDeposit]
    WHERE [EmployeeId] <> @employeeId AND [AccountFingerprint] IN (${wanted})
  ) AS [uses]
  GROUP BY [EmployeeId], [AccountFingerprint], [RoutingNumber]
) AS [shared] WHERE [place] <= @maxSharers;`,
    parameters: { maxSharers: int, ...Object.fromEntries(names.map((name) => [name, binary(32)])) },
    values: {
      maxSharers,
      ...Object.fromEntries(
        names.map((name, index) => [name, Buffer.from(accountFingerprints[index] ?? '', 'hex')]),
      ),
    },
  };
};

/** Of the employee's pay group, what has not been posted yet. */
export const payrollsPart = plainPart(
  `SELECT TOP (100) [Payroll].[PayDate] AS [payDate], [Payroll].[PeriodBegin] AS [periodBegin], [Payroll].[Status] AS [status]
FROM [dbo].[Payroll] INNER JOIN [dbo].[Employee] ON [Employee].[PayGroup] = [Payroll].[PayGroup]
WHERE [Employee].[EmployeeId] = @employeeId AND [Payroll].[Status] <> 'posted'
ORDER BY [Payroll].[PayDate];`,
  'payrolls',
);

export const lastReceiptPart = plainPart(
  `SELECT TOP (1) [Sequence] AS [sequence], [Hash] AS [hash] FROM [dbo].[EmployeeReceipt]
WHERE [EmployeeId] = @employeeId ORDER BY [Sequence] DESC;`,
  'receipts',
);

export const recordedPart = (keyDigest: Uint8Array, keptHours: number): Part => ({
  rows: 'recorded',
  text: `SELECT
  [RequestDigest] AS [requestDigest], [StatusCode] AS [statusCode], [Location] AS [location], [Body] AS [body],
  [Version] AS [version]
FROM [dbo].[IdempotencyRecord]
WHERE [KeyDigest] = @keyDigest AND [CreatedAt] > DATEADD(hour, -@keptHours, SYSUTCDATETIME());`,
  parameters: { keyDigest: binary(32), keptHours: int },
  values: { keyDigest, keptHours },
});

export const sealedAccountPart = (id: string): Part => ({
  rows: 'sealedAccounts',
  text: `SELECT [SealedAccountNumber] AS [sealed], [KeyVersion] AS [keyVersion]
FROM [dbo].[DirectDeposit] WHERE [DirectDepositId] = @sealedOf AND [EmployeeId] = @employeeId;`,
  parameters: { sealedOf: uniqueIdentifier },
  values: { sealedOf: id },
});

/** Of an audit row: its receipt in the employee's chain, or in the tenant's from before; null where it has none. */
export const receiptSequence = 'COALESCE([EmployeeReceipt].[Sequence], [DirectDepositReceipt].[Sequence])';
export const receiptHash = 'COALESCE([EmployeeReceipt].[Hash], [DirectDepositReceipt].[Hash])';
export const receiptJoins = `LEFT JOIN [dbo].[EmployeeReceipt] ON [EmployeeReceipt].[WriteId] = [DirectDepositAudit].[WriteId]
LEFT JOIN [dbo].[DirectDepositReceipt] ON [DirectDepositReceipt].[WriteId] = [DirectDepositAudit].[WriteId]`;

/** Audit rows below a position, or all, newest first, with their receipts. */
export const historyPart = (before: bigint, limit: number): Part => ({
  rows: 'history',
  text: `SELECT TOP (@limit)
  [DirectDepositAudit].[DirectDepositAuditId] AS [position], [DirectDepositAudit].[WriteId] AS [writeId],
  [DirectDepositId] AS [directDepositId], [Action] AS [action], [Subject] AS [subject], [RequestId] AS [requestId],
  [Before] AS [before], [After] AS [after], [OccurredAt] AS [occurredAt],
  ${receiptSequence} AS [sequence], ${receiptHash} AS [hash]
FROM [dbo].[DirectDepositAudit]
${receiptJoins}
WHERE [DirectDepositAudit].[EmployeeId] = @employeeId AND [DirectDepositAudit].[DirectDepositAuditId] < @before
ORDER BY [DirectDepositAudit].[DirectDepositAuditId] DESC;`,
  parameters: { before: bigInt, limit: int },
  values: { before: String(before), limit },
});

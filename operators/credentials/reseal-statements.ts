// T-SQL of the job that seals account numbers anew under another key. It changes the sealed bytes and their key version and
// nothing else, takes the lock that the application's writes take, and still asks for the row version that it read.

import {
  binary,
  defineStatement,
  int,
  nVarChar,
  uniqueIdentifier,
  varBinary,
  varChar,
} from '#shared/sql/statement';

export const askResealPermissions = defineStatement({
  name: 'reseal.permissions',
  text: `
SELECT
  HAS_PERMS_BY_NAME('[dbo].[DirectDeposit]', 'OBJECT', 'SELECT') AS [SELECT ON dbo.DirectDeposit],
  HAS_PERMS_BY_NAME('[dbo].[DirectDeposit]', 'OBJECT', 'UPDATE') AS [UPDATE ON dbo.DirectDeposit];`,
  parameters: {},
});

export const countByKeyVersion = defineStatement({
  name: 'reseal.count',
  text: `
SELECT [KeyVersion] AS [keyVersion], COUNT(*) AS [rowCount]
FROM [dbo].[DirectDeposit]
GROUP BY [KeyVersion]
ORDER BY [KeyVersion];`,
  parameters: {},
});

/** The next employees, in the order of their ids, who have a row under another key version. */
export const readEmployeesToReseal = defineStatement({
  name: 'reseal.employees',
  text: `
SELECT TOP (@batchSize) [EmployeeId] AS [employeeId]
FROM [dbo].[DirectDeposit]
WHERE [KeyVersion] <> @keyVersion AND [EmployeeId] > @after
GROUP BY [EmployeeId]
ORDER BY [EmployeeId];`,
  parameters: { batchSize: int, keyVersion: int, after: varChar(64) },
});

/** First row set: what sp_getapplock answered, 0 or 1 when granted; the reads follow the lock. */
export const lockAndReadSealed = defineStatement({
  name: 'reseal.gather',
  text: `SET XACT_ABORT ON;
DECLARE @lockResult int;
EXEC @lockResult = sp_getapplock
  @Resource = @lockResource, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = @lockTimeoutMs;
SELECT @lockResult AS [lockResult];
SELECT
  [DirectDepositId] AS [id],
  [SealedAccountNumber] AS [sealed],
  [KeyVersion] AS [keyVersion],
  [RowVersion] AS [rowVersion]
FROM [dbo].[DirectDeposit]
WHERE [EmployeeId] = @employeeId AND [KeyVersion] <> @keyVersion
ORDER BY [DirectDepositId];`,
  parameters: { employeeId: varChar(64), keyVersion: int, lockResource: nVarChar(255), lockTimeoutMs: int },
});

/** Answers a row when it was changed; [UpdatedAt] stays, because nothing that the API shows has changed. */
export const replaceSealed = defineStatement({
  name: 'reseal.replace',
  text: `SET XACT_ABORT ON;
UPDATE [dbo].[DirectDeposit]
SET [SealedAccountNumber] = @sealed, [KeyVersion] = @keyVersion
OUTPUT inserted.[KeyVersion] AS [keyVersion]
WHERE [DirectDepositId] = @id AND [EmployeeId] = @employeeId AND [RowVersion] = @rowVersion;`,
  parameters: {
    id: uniqueIdentifier,
    employeeId: varChar(64),
    sealed: varBinary(128),
    keyVersion: int,
    rowVersion: binary(8),
  },
});

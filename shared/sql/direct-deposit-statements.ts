// All T-SQL on [DirectDeposit], its employee and its audit. Constants, one request each: a read, a write's gathering
// (lock first, then reads) and the three acts. SQL Server, RDS and Babelfish take them as they are.

import {
  binary,
  char,
  defineStatement,
  int,
  nVarChar,
  nVarCharMax,
  smallInt,
  uniqueIdentifier,
  varBinary,
  varChar,
} from './statement.ts';

const employeeParameter = { employeeId: varChar(64) };

const selectSplit = `
SELECT [TenantId] AS [tenantId] FROM [dbo].[TenantMarker];
SELECT [EmployeeId] AS [employeeId] FROM [dbo].[Employee] WHERE [EmployeeId] = @employeeId;
SELECT [MaxDirectDeposits] AS [maxDirectDeposits] FROM [dbo].[TenantSetting];
SELECT
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
  [CreatedAt] AS [createdAt],
  [UpdatedAt] AS [updatedAt],
  [RowVersion] AS [rowVersion]
FROM [dbo].[DirectDeposit]
WHERE [EmployeeId] = @employeeId
ORDER BY [Priority];`;

export const readSplit = defineStatement({
  name: 'direct-deposit.read',
  text: selectSplit,
  parameters: employeeParameter,
});

/** First row set: what sp_getapplock answered, 0 or 1 when granted. The reads follow the lock, so they see the last commit. */
export const lockAndReadSplit = defineStatement({
  name: 'direct-deposit.gather',
  text: `SET XACT_ABORT ON;
DECLARE @lockResult int;
EXEC @lockResult = sp_getapplock
  @Resource = @lockResource, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = @lockTimeoutMs;
SELECT @lockResult AS [lockResult];${selectSplit}`,
  parameters: { ...employeeParameter, lockResource: nVarChar(255), lockTimeoutMs: int },
});

/** Whether a write whose COMMIT was not answered was made; waits for the employee's lock, so for the write to have ended. */
export const findWrite = defineStatement({
  name: 'direct-deposit.find-write',
  text: `SET XACT_ABORT ON;
DECLARE @lockResult int;
EXEC @lockResult = sp_getapplock
  @Resource = @lockResource, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = @lockTimeoutMs;
SELECT @lockResult AS [lockResult];
SELECT [WriteId] AS [writeId] FROM [dbo].[DirectDepositAudit] WHERE [WriteId] = @writeId;`,
  parameters: { writeId: uniqueIdentifier, lockResource: nVarChar(255), lockTimeoutMs: int },
});

const shiftParameters = { shiftFrom: smallInt, shiftTo: smallInt, shiftBy: smallInt };

/** Rows on the move take their new place with a minus sign, so that no statement meets a priority that is still taken. */
const liftShifted = `
UPDATE [dbo].[DirectDeposit]
SET [Priority] = -([Priority] + @shiftBy), [UpdatedAt] = SYSUTCDATETIME()
WHERE [EmployeeId] = @employeeId AND [Priority] BETWEEN @shiftFrom AND @shiftTo AND [DirectDepositId] <> @id;`;

const settleShifted = `
UPDATE [dbo].[DirectDeposit] SET [Priority] = -[Priority] WHERE [EmployeeId] = @employeeId AND [Priority] < 0;`;

const auditParameters = {
  writeId: uniqueIdentifier,
  subject: nVarChar(256),
  requestId: varChar(128),
  before: nVarCharMax,
  after: nVarCharMax,
};

const insertAudit = (action: 'create' | 'update' | 'delete') => `
INSERT INTO [dbo].[DirectDepositAudit]
  ([WriteId], [EmployeeId], [DirectDepositId], [Action], [Subject], [RequestId], [Before], [After])
VALUES (@writeId, @employeeId, @id, '${action}', @subject, @requestId, @before, @after);`;

const commonParameters = {
  ...employeeParameter,
  id: uniqueIdentifier,
  ...shiftParameters,
  ...auditParameters,
};

const memberParameters = {
  priority: smallInt,
  nickname: nVarChar(200),
  accountType: varChar(8),
  routingNumber: char(9),
  allocationKind: varChar(10),
  amountCents: int,
  basisPoints: smallInt,
  percentageBasis: varChar(9),
};

const accountParameters = {
  sealedAccountNumber: varBinary(128),
  keyVersion: int,
  accountNumberMask: varChar(8),
  accountFingerprint: binary(32),
};

const outputStamp = (image: 'inserted' | 'deleted') => `OUTPUT
  ${image}.[RowVersion] AS [rowVersion], ${image}.[CreatedAt] AS [createdAt], ${image}.[UpdatedAt] AS [updatedAt]`;

export const insertDirectDeposit = defineStatement({
  name: 'direct-deposit.create',
  text: `SET XACT_ABORT ON;${liftShifted}
INSERT INTO [dbo].[DirectDeposit] (
  [DirectDepositId], [EmployeeId], [Priority], [Nickname], [AccountType], [RoutingNumber], [SealedAccountNumber],
  [KeyVersion], [AccountNumberMask], [AccountFingerprint], [AllocationKind], [AmountCents], [BasisPoints],
  [PercentageBasis]
)
${outputStamp('inserted')}
VALUES (
  @id, @employeeId, @priority, @nickname, @accountType, @routingNumber, @sealedAccountNumber,
  @keyVersion, @accountNumberMask, @accountFingerprint, @allocationKind, @amountCents, @basisPoints,
  @percentageBasis
);${settleShifted}${insertAudit('create')}`,
  parameters: { ...commonParameters, ...memberParameters, ...accountParameters },
});

/** A null sealed account number and key version leave the stored ones as they are. */
export const updateDirectDeposit = defineStatement({
  name: 'direct-deposit.update',
  text: `SET XACT_ABORT ON;${liftShifted}
UPDATE [dbo].[DirectDeposit]
SET
  [Priority] = @priority,
  [Nickname] = @nickname,
  [AccountType] = @accountType,
  [RoutingNumber] = @routingNumber,
  [SealedAccountNumber] = COALESCE(@sealedAccountNumber, [SealedAccountNumber]),
  [KeyVersion] = COALESCE(@keyVersion, [KeyVersion]),
  [AccountNumberMask] = @accountNumberMask,
  [AccountFingerprint] = @accountFingerprint,
  [AllocationKind] = @allocationKind,
  [AmountCents] = @amountCents,
  [BasisPoints] = @basisPoints,
  [PercentageBasis] = @percentageBasis,
  [UpdatedAt] = SYSUTCDATETIME()
${outputStamp('inserted')}
WHERE [DirectDepositId] = @id AND [EmployeeId] = @employeeId AND [RowVersion] = @rowVersion;${settleShifted}${insertAudit('update')}`,
  parameters: { ...commonParameters, ...memberParameters, ...accountParameters, rowVersion: binary(8) },
});

export const deleteDirectDeposit = defineStatement({
  name: 'direct-deposit.delete',
  text: `SET XACT_ABORT ON;
DELETE FROM [dbo].[DirectDeposit]
${outputStamp('deleted')}
WHERE [DirectDepositId] = @id AND [EmployeeId] = @employeeId AND [RowVersion] = @rowVersion;${liftShifted}${settleShifted}${insertAudit('delete')}`,
  parameters: { ...commonParameters, rowVersion: binary(8) },
});

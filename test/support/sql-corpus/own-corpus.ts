// The project's own tables, as the migrations declare them, and its own statements on an empty database.

import type { CorpusEntry } from './corpus-entry.ts';

export const ownCorpus: readonly CorpusEntry[] = [
  {
    construct: 'migrations: TenantMarker',
    sql: 'SELECT [TenantMarkerId], [TenantId], [CreatedAt] FROM [dbo].[TenantMarker];',
    expected: {
      columns: [['TenantMarkerId tinyint', 'TenantId varchar(64)', 'CreatedAt datetime2(3)']],
      rows: [[]],
    },
  },
  {
    construct: 'migrations: Employee',
    sql: 'SELECT [EmployeeId], [Name], [PayGroup] FROM [dbo].[Employee];',
    expected: {
      columns: [['EmployeeId varchar(64)', 'Name nvarchar(200)', 'PayGroup varchar(64)']],
      rows: [[]],
    },
  },
  {
    construct: 'migrations: DirectDeposit',
    sql: `SELECT [DirectDepositId], [Priority], [Nickname], [RoutingNumber], [SealedAccountNumber], [KeyVersion],
      [AccountFingerprint], [AmountCents], [BasisPoints], [CreatedAt], [RowVersion] FROM [dbo].[DirectDeposit];`,
    expected: {
      columns: [
        [
          'DirectDepositId uniqueidentifier',
          'Priority smallint',
          'Nickname nvarchar(200)',
          'RoutingNumber char(9)',
          'SealedAccountNumber varbinary(128)',
          'KeyVersion int',
          'AccountFingerprint binary(32)',
          'AmountCents int',
          'BasisPoints smallint',
          'CreatedAt datetime2(3)',
          'RowVersion binary(8)',
        ],
      ],
      rows: [[]],
    },
  },
  {
    construct: 'migrations: DirectDepositAudit',
    sql: 'SELECT [DirectDepositAuditId], [WriteId], [Subject], [Before], [OccurredAt] FROM [dbo].[DirectDepositAudit];',
    expected: {
      columns: [
        [
          'DirectDepositAuditId bigint',
          'WriteId uniqueidentifier',
          'Subject nvarchar(256)',
          'Before nvarchar(max)',
          'OccurredAt datetime2(3)',
        ],
      ],
      rows: [[]],
    },
  },
  {
    construct: 'an employee and a direct deposit',
    sql: `INSERT INTO [dbo].[Employee] ([EmployeeId], [Name], [PayGroup]) VALUES ('e-1', N'Test', 'biweekly');
INSERT INTO [dbo].[DirectDeposit] ([DirectDepositId], [EmployeeId], [Priority], [AccountType], [RoutingNumber],
  [SealedAccountNumber], [KeyVersion], [AccountNumberMask], [AccountFingerprint], [AllocationKind])
OUTPUT inserted.[Priority] AS [priority], inserted.[Status] AS [status]
VALUES ('0e984725-c51c-4bf4-9960-e1c80e27aba0', 'e-1', 1, 'checking', '021000021', 0x00, 1, '****0007', 0x00, 'remainder');`,
    expected: {
      columns: [['priority smallint', 'status varchar(16)']],
      rows: [[[1, 'active']]],
      affected: [1, 1],
    },
  },
  {
    construct: 'an id with a blank at its end is another BIN2 value, yet equal',
    sql: `SELECT [EmployeeId] AS [id] FROM [dbo].[Employee] WHERE [EmployeeId] = 'e-1 ';`,
    expected: { rows: [[['e-1']]] },
  },
  {
    construct: 'a priority that is taken',
    sql: `INSERT INTO [dbo].[DirectDeposit] ([DirectDepositId], [EmployeeId], [Priority], [AccountType], [RoutingNumber],
  [SealedAccountNumber], [KeyVersion], [AccountNumberMask], [AccountFingerprint], [AllocationKind])
VALUES (NEWID(), 'e-1', 1, 'savings', '021000021', 0x00, 1, '****0008', 0x01, 'remainder');`,
    expected: { error: 2627 },
  },
  {
    construct: 'an allocation that does not fit its kind',
    sql: `UPDATE [dbo].[DirectDeposit] SET [AllocationKind] = 'fixed';`,
    expected: { error: 547 },
  },
];

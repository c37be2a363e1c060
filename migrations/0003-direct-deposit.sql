-- One destination account of an employee with its allocation. Priorities are 1..n; a negative one exists only inside a
-- transaction that renumbers, so that no statement passes through a duplicate.
CREATE TABLE [dbo].[DirectDeposit] (
  [DirectDepositId] uniqueidentifier NOT NULL,
  [EmployeeId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [Priority] smallint NOT NULL,
  [Nickname] nvarchar(200) NULL,
  [AccountType] varchar(8) COLLATE Latin1_General_BIN2 NOT NULL,
  [RoutingNumber] char(9) COLLATE Latin1_General_BIN2 NOT NULL,
  [SealedAccountNumber] varbinary(128) NOT NULL,
  [KeyVersion] int NOT NULL,
  [AccountNumberMask] varchar(8) COLLATE Latin1_General_BIN2 NOT NULL,
  [AccountFingerprint] binary(32) NOT NULL,
  [AllocationKind] varchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
  [AmountCents] int NULL,
  [BasisPoints] smallint NULL,
  [PercentageBasis] varchar(9) COLLATE Latin1_General_BIN2 NULL,
  [Status] varchar(16) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT [DF_DirectDeposit_Status] DEFAULT ('active'),
  [CreatedAt] datetime2(3) NOT NULL CONSTRAINT [DF_DirectDeposit_CreatedAt] DEFAULT (SYSUTCDATETIME()),
  [UpdatedAt] datetime2(3) NOT NULL CONSTRAINT [DF_DirectDeposit_UpdatedAt] DEFAULT (SYSUTCDATETIME()),
  [RowVersion] rowversion NOT NULL,
  CONSTRAINT [PK_DirectDeposit] PRIMARY KEY ([DirectDepositId]),
  CONSTRAINT [FK_DirectDeposit_Employee] FOREIGN KEY ([EmployeeId]) REFERENCES [dbo].[Employee] ([EmployeeId]),
  CONSTRAINT [UX_DirectDeposit_Priority] UNIQUE ([EmployeeId], [Priority]),
  CONSTRAINT [UX_DirectDeposit_Account] UNIQUE ([EmployeeId], [RoutingNumber], [AccountType], [AccountFingerprint]),
  CONSTRAINT [CK_DirectDeposit_Priority] CHECK ([Priority] BETWEEN -11 AND 10 AND [Priority] <> 0),
  CONSTRAINT [CK_DirectDeposit_AccountType] CHECK ([AccountType] IN ('checking', 'savings')),
  CONSTRAINT [CK_DirectDeposit_Status] CHECK ([Status] IN ('active')),
  -- A comparison with NULL would pass a CHECK as "unknown", hence the explicit IS NOT NULL.
  CONSTRAINT [CK_DirectDeposit_Allocation] CHECK (
    ([AllocationKind] = 'fixed'
      AND [AmountCents] IS NOT NULL AND [AmountCents] BETWEEN 1 AND 9999999
      AND [BasisPoints] IS NULL AND [PercentageBasis] IS NULL)
    OR ([AllocationKind] = 'percentage'
      AND [AmountCents] IS NULL
      AND [BasisPoints] IS NOT NULL AND [BasisPoints] BETWEEN 1 AND 10000
      AND [PercentageBasis] IS NOT NULL AND [PercentageBasis] IN ('net', 'remaining'))
    OR ([AllocationKind] = 'remainder'
      AND [AmountCents] IS NULL AND [BasisPoints] IS NULL AND [PercentageBasis] IS NULL)
  )
);

GRANT SELECT, INSERT, UPDATE, DELETE ON [dbo].[DirectDeposit] TO [DepositsApplication];

-- A change that counts from a later payroll on stands beside the row in force until then: one for each direct deposit. That of a new one
-- has no row beside it yet; that of a removal has no account of its own. Where the account number stays as it is, it is not sealed here.
CREATE TABLE [dbo].[UpcomingDirectDeposit] (
  [DirectDepositId] uniqueidentifier NOT NULL,
  [EmployeeId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [Change] varchar(6) COLLATE Latin1_General_BIN2 NOT NULL,
  -- The pay date of the first payroll that pays by it.
  [EffectiveOn] date NOT NULL,
  [Priority] smallint NULL,
  [Nickname] nvarchar(200) NULL,
  [AccountType] varchar(8) COLLATE Latin1_General_BIN2 NULL,
  [RoutingNumber] char(9) COLLATE Latin1_General_BIN2 NULL,
  [SealedAccountNumber] varbinary(128) NULL,
  [KeyVersion] int NULL,
  [AccountNumberMask] varchar(8) COLLATE Latin1_General_BIN2 NULL,
  [AccountFingerprint] binary(32) NULL,
  [AllocationKind] varchar(10) COLLATE Latin1_General_BIN2 NULL,
  [AmountCents] int NULL,
  [BasisPoints] smallint NULL,
  [PercentageBasis] varchar(9) COLLATE Latin1_General_BIN2 NULL,
  [Status] varchar(16) COLLATE Latin1_General_BIN2 NULL,
  [RequestedBy] nvarchar(256) NULL,
  [PrenoteId] uniqueidentifier NULL,
  [PrenoteState] varchar(9) COLLATE Latin1_General_BIN2 NULL,
  [PrenoteSettlesOn] date NULL,
  [PrenoteEndsOn] date NULL,
  [PrenoteTrace] varchar(15) COLLATE Latin1_General_BIN2 NULL,
  [CreatedAt] datetime2(3) NOT NULL,
  [UpdatedAt] datetime2(3) NOT NULL,
  [RowVersion] rowversion NOT NULL,
  CONSTRAINT [PK_UpcomingDirectDeposit] PRIMARY KEY ([DirectDepositId]),
  CONSTRAINT [FK_UpcomingDirectDeposit_Employee] FOREIGN KEY ([EmployeeId]) REFERENCES [dbo].[Employee] ([EmployeeId]),
  CONSTRAINT [CK_UpcomingDirectDeposit_Change] CHECK (
    ([Change] = 'remove' AND [RoutingNumber] IS NULL)
    OR ([Change] IN ('create', 'update')
      AND [Priority] IS NOT NULL AND [AccountType] IS NOT NULL AND [RoutingNumber] IS NOT NULL
      AND [AccountNumberMask] IS NOT NULL AND [AccountFingerprint] IS NOT NULL
      AND [AllocationKind] IS NOT NULL AND [Status] IS NOT NULL)
  ),
  CONSTRAINT [CK_UpcomingDirectDeposit_Sealed] CHECK ([Change] <> 'create' OR [SealedAccountNumber] IS NOT NULL)
);

CREATE INDEX [IX_UpcomingDirectDeposit_Employee] ON [dbo].[UpcomingDirectDeposit] ([EmployeeId], [EffectiveOn]);
CREATE INDEX [IX_UpcomingDirectDeposit_SharedAccount]
  ON [dbo].[UpcomingDirectDeposit] ([AccountFingerprint], [RoutingNumber]);
CREATE INDEX [IX_UpcomingDirectDeposit_Due] ON [dbo].[UpcomingDirectDeposit] ([EffectiveOn], [EmployeeId]);
CREATE INDEX [IX_UpcomingDirectDeposit_Prenote] ON [dbo].[UpcomingDirectDeposit] ([PrenoteId]);

GRANT SELECT, INSERT, UPDATE, DELETE ON [dbo].[UpcomingDirectDeposit] TO [DepositsApplication];

-- The prenote of the account in force: asked for, sent by the payroll suite, or passed. [PaidMeanwhile] says how its share is paid until it
-- has passed; NULL: to the account.
ALTER TABLE [dbo].[DirectDeposit] ADD [PrenoteId] uniqueidentifier NULL;
ALTER TABLE [dbo].[DirectDeposit] ADD [PrenoteState] varchar(9) COLLATE Latin1_General_BIN2 NULL
  CONSTRAINT [CK_DirectDeposit_PrenoteState] CHECK ([PrenoteState] IN ('requested', 'sent', 'passed'));
ALTER TABLE [dbo].[DirectDeposit] ADD [PrenoteSettlesOn] date NULL;
ALTER TABLE [dbo].[DirectDeposit] ADD [PrenoteEndsOn] date NULL;
ALTER TABLE [dbo].[DirectDeposit] ADD [PrenoteTrace] varchar(15) COLLATE Latin1_General_BIN2 NULL;
ALTER TABLE [dbo].[DirectDeposit] ADD [PaidMeanwhile] varchar(5) COLLATE Latin1_General_BIN2 NULL
  CONSTRAINT [CK_DirectDeposit_PaidMeanwhile] CHECK ([PaidMeanwhile] IN ('check', 'live'));
CREATE INDEX [IX_DirectDeposit_Prenote] ON [dbo].[DirectDeposit] ([PrenoteId]);

-- Rejected: the bank has sent back what was paid to it.
ALTER TABLE [dbo].[DirectDeposit] DROP CONSTRAINT [CK_DirectDeposit_Status];
ALTER TABLE [dbo].[DirectDeposit] ADD CONSTRAINT [CK_DirectDeposit_Status]
    CHECK ([Status] IN ('active', 'held', 'rejected'));

-- NULL stands for the product's own preset: three banking days, the previous account paid meanwhile.
ALTER TABLE [dbo].[TenantSetting] ADD [PrenoteBankingDays] tinyint NULL
  CONSTRAINT [CK_TenantSetting_PrenoteBankingDays] CHECK ([PrenoteBankingDays] = 0 OR [PrenoteBankingDays] BETWEEN 3 AND 15);
ALTER TABLE [dbo].[TenantSetting] ADD [PaidMeanwhile] varchar(16) COLLATE Latin1_General_BIN2 NULL
  CONSTRAINT [CK_TenantSetting_PaidMeanwhile] CHECK ([PaidMeanwhile] IN ('previous-account', 'check', 'live'));

ALTER TABLE [dbo].[DirectDepositAudit] DROP CONSTRAINT [CK_DirectDepositAudit_Action];
ALTER TABLE [dbo].[DirectDepositAudit] ADD CONSTRAINT [CK_DirectDepositAudit_Action]
    CHECK ([Action] IN ('create', 'update', 'delete', 'replace', 'reveal', 'release', 'cancel', 'take-effect', 'prenote', 'payroll-read'));

-- A payroll that the suite tells of as posted is posted here, too.
GRANT UPDATE ON [dbo].[Payroll] TO [DepositsApplication];

-- What the bank answers to entries: returns and notifications of change. An account is named by an id that is another one for another routing
-- number, type or account number of the same direct deposit, so that a late answer is known from one to the account of today.

ALTER TABLE [dbo].[DirectDeposit] ADD [StatusReason] varchar(32) COLLATE Latin1_General_BIN2 NULL;
ALTER TABLE [dbo].[UpcomingDirectDeposit] ADD [StatusReason] varchar(32) COLLATE Latin1_General_BIN2 NULL;

ALTER TABLE [dbo].[PayrollOutboxItem] DROP CONSTRAINT [CK_PayrollOutboxItem_Pay];
ALTER TABLE [dbo].[PayrollOutboxItem] ADD CONSTRAINT [CK_PayrollOutboxItem_Pay]
    CHECK ([Pay] IN ('account', 'check', 'hold', 'rejected'));

ALTER TABLE [dbo].[DirectDepositAudit] DROP CONSTRAINT [CK_DirectDepositAudit_Action];
ALTER TABLE [dbo].[DirectDepositAudit] ADD CONSTRAINT [CK_DirectDepositAudit_Action]
    CHECK ([Action] IN ('create', 'update', 'delete', 'replace', 'reveal', 'release', 'cancel', 'take-effect', 'prenote',
      'payroll-read', 'return', 'correction'));

-- Entries that were sent, by the trace number with which the bank answers them.
CREATE TABLE [dbo].[BankEntry] (
  [TraceNumber] char(15) COLLATE Latin1_General_BIN2 NOT NULL,
  [SettlementDate] date NOT NULL,
  [EmployeeId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [DirectDepositId] uniqueidentifier NOT NULL,
  [AccountId] char(32) COLLATE Latin1_General_BIN2 NOT NULL,
  CONSTRAINT [PK_BankEntry] PRIMARY KEY ([TraceNumber], [SettlementDate]),
  CONSTRAINT [FK_BankEntry_Employee] FOREIGN KEY ([EmployeeId]) REFERENCES [dbo].[Employee] ([EmployeeId])
);

-- Position orders them for those who read them in pages.
CREATE TABLE [dbo].[BankAnswer] (
  [BankAnswerId] uniqueidentifier NOT NULL,
  [Position] bigint IDENTITY(1,1) NOT NULL,
  [EmployeeId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [DirectDepositId] uniqueidentifier NOT NULL,
  [AccountId] char(32) COLLATE Latin1_General_BIN2 NOT NULL,
  [TraceNumber] char(15) COLLATE Latin1_General_BIN2 NOT NULL,
  [Code] varchar(3) COLLATE Latin1_General_BIN2 NOT NULL,
  [Effect] varchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
  [SuiteAnswerId] varchar(64) COLLATE Latin1_General_BIN2 NULL,
  [ReceivedAt] datetime2(3) NOT NULL,
  [DismissedAt] datetime2(3) NULL,
  [DismissedBy] nvarchar(256) NULL,
  CONSTRAINT [PK_BankAnswer] PRIMARY KEY ([BankAnswerId]),
  CONSTRAINT [UX_BankAnswer_Position] UNIQUE ([Position]),
  CONSTRAINT [FK_BankAnswer_Employee] FOREIGN KEY ([EmployeeId]) REFERENCES [dbo].[Employee] ([EmployeeId]),
  CONSTRAINT [CK_BankAnswer_Effect]
    CHECK ([Effect] IN ('rejected', 'held', 'corrected', 'recorded', 'queued', 'replaced', 'awaited'))
);

CREATE INDEX [IX_BankAnswer_Employee] ON [dbo].[BankAnswer] ([EmployeeId]);
CREATE INDEX [IX_BankAnswer_Effect] ON [dbo].[BankAnswer] ([Effect], [Position]);

-- Accounts that the bank has corrected: an employee may not enter one again, and what the bank answers to the old one is about the new one.
CREATE TABLE [dbo].[CorrectedAccount] (
  [EmployeeId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [AccountId] char(32) COLLATE Latin1_General_BIN2 NOT NULL,
  [NewAccountId] char(32) COLLATE Latin1_General_BIN2 NOT NULL,
  [DirectDepositId] uniqueidentifier NOT NULL,
  [AccountType] varchar(8) COLLATE Latin1_General_BIN2 NOT NULL,
  [RoutingNumber] char(9) COLLATE Latin1_General_BIN2 NOT NULL,
  [AccountFingerprint] binary(32) NOT NULL,
  [CorrectedAt] datetime2(3) NOT NULL,
  CONSTRAINT [PK_CorrectedAccount] PRIMARY KEY ([EmployeeId], [AccountId]),
  CONSTRAINT [FK_CorrectedAccount_Employee] FOREIGN KEY ([EmployeeId]) REFERENCES [dbo].[Employee] ([EmployeeId])
);

GRANT SELECT, INSERT ON [dbo].[BankEntry] TO [DepositsApplication];
GRANT SELECT, INSERT, UPDATE ON [dbo].[BankAnswer] TO [DepositsApplication];
GRANT SELECT, INSERT ON [dbo].[CorrectedAccount] TO [DepositsApplication];

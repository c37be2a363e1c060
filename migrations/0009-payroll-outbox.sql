-- What the payroll suite has to be told: one event for each committed change, written in the change's own transaction, numbered
-- for each employee without gaps. Its items are the employee's whole split as of the change; account numbers in them are sealed
-- as at rest, and they go when the suite has taken the event.
CREATE TABLE [dbo].[PayrollOutbox] (
  [EmployeeId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [Sequence] int NOT NULL,
  -- The [WriteId] of the change in the audit trail, and the idempotency key that the suite sees.
  [EventId] uniqueidentifier NOT NULL,
  [Action] varchar(16) COLLATE Latin1_General_BIN2 NOT NULL,
  [EmployeeName] nvarchar(200) NOT NULL,
  [PayGroup] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [OccurredAt] datetime2(3) NOT NULL,
  [Status] varchar(10) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT [DF_PayrollOutbox_Status] DEFAULT ('open'),
  [EndedAt] datetime2(3) NULL,
  CONSTRAINT [PK_PayrollOutbox] PRIMARY KEY ([EmployeeId], [Sequence]),
  CONSTRAINT [UX_PayrollOutbox_EventId] UNIQUE ([EventId]),
  CONSTRAINT [FK_PayrollOutbox_Employee] FOREIGN KEY ([EmployeeId]) REFERENCES [dbo].[Employee] ([EmployeeId]),
  CONSTRAINT [CK_PayrollOutbox_Sequence] CHECK ([Sequence] >= 1),
  CONSTRAINT [CK_PayrollOutbox_Status] CHECK ([Status] IN ('open', 'sent', 'skipped'))
);

CREATE INDEX [IX_PayrollOutbox_Open] ON [dbo].[PayrollOutbox] ([Status], [EmployeeId], [Sequence]);

CREATE TABLE [dbo].[PayrollOutboxItem] (
  [EventId] uniqueidentifier NOT NULL,
  -- What it is for: a share of each pay, or an account that a prenote goes to first.
  [Part] varchar(8) COLLATE Latin1_General_BIN2 NOT NULL,
  [Priority] smallint NOT NULL,
  [DirectDepositId] uniqueidentifier NOT NULL,
  -- Of a prenote: which one, because an account may be changed and changed back.
  [PrenoteId] uniqueidentifier NULL,
  [AccountType] varchar(8) COLLATE Latin1_General_BIN2 NOT NULL,
  [RoutingNumber] char(9) COLLATE Latin1_General_BIN2 NOT NULL,
  [SealedAccountNumber] varbinary(128) NOT NULL,
  [KeyVersion] int NOT NULL,
  [AllocationKind] varchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
  [AmountCents] int NULL,
  [BasisPoints] smallint NULL,
  [PercentageBasis] varchar(9) COLLATE Latin1_General_BIN2 NULL,
  -- How the share is paid: to the account, by check, or not until it is released.
  [Pay] varchar(8) COLLATE Latin1_General_BIN2 NOT NULL,
  CONSTRAINT [PK_PayrollOutboxItem] PRIMARY KEY ([EventId], [Part], [Priority]),
  CONSTRAINT [FK_PayrollOutboxItem_PayrollOutbox] FOREIGN KEY ([EventId]) REFERENCES [dbo].[PayrollOutbox] ([EventId]),
  CONSTRAINT [CK_PayrollOutboxItem_Part] CHECK ([Part] IN ('pay', 'prenote')),
  CONSTRAINT [CK_PayrollOutboxItem_Pay] CHECK ([Pay] IN ('account', 'check', 'hold'))
);

-- Who sends an employee's events just now, and when they are tried again. A stopped employee's wait for an operator.
CREATE TABLE [dbo].[PayrollDelivery] (
  [EmployeeId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [LeaseToken] uniqueidentifier NULL,
  [LeasedUntil] datetime2(3) NULL,
  [Attempts] int NOT NULL CONSTRAINT [DF_PayrollDelivery_Attempts] DEFAULT (0),
  [RetryAt] datetime2(3) NULL,
  [StoppedAt] datetime2(3) NULL,
  [FailureCode] varchar(64) COLLATE Latin1_General_BIN2 NULL,
  CONSTRAINT [PK_PayrollDelivery] PRIMARY KEY ([EmployeeId]),
  CONSTRAINT [FK_PayrollDelivery_Employee] FOREIGN KEY ([EmployeeId]) REFERENCES [dbo].[Employee] ([EmployeeId])
);

CREATE INDEX [IX_PayrollDelivery_Lease] ON [dbo].[PayrollDelivery] ([LeaseToken]);

GRANT SELECT, INSERT, UPDATE ON [dbo].[PayrollOutbox] TO [DepositsApplication];
GRANT SELECT, INSERT, DELETE ON [dbo].[PayrollOutboxItem] TO [DepositsApplication];
GRANT SELECT, INSERT, UPDATE ON [dbo].[PayrollDelivery] TO [DepositsApplication];

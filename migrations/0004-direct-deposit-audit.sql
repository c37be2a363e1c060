-- Who changed what, when: written in the change's own transaction, never changed afterwards. Before and after are the
-- masked representation as JSON; account numbers are not in it.
CREATE TABLE [dbo].[DirectDepositAudit] (
  [DirectDepositAuditId] bigint IDENTITY(1,1) NOT NULL,
  [WriteId] uniqueidentifier NOT NULL,
  [EmployeeId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [DirectDepositId] uniqueidentifier NOT NULL,
  [Action] varchar(16) COLLATE Latin1_General_BIN2 NOT NULL,
  [Subject] nvarchar(256) NOT NULL,
  [RequestId] varchar(128) COLLATE Latin1_General_BIN2 NOT NULL,
  [Before] nvarchar(max) NULL,
  [After] nvarchar(max) NULL,
  [OccurredAt] datetime2(3) NOT NULL CONSTRAINT [DF_DirectDepositAudit_OccurredAt] DEFAULT (SYSUTCDATETIME()),
  CONSTRAINT [PK_DirectDepositAudit] PRIMARY KEY ([DirectDepositAuditId]),
  CONSTRAINT [UX_DirectDepositAudit_WriteId] UNIQUE ([WriteId]),
  CONSTRAINT [CK_DirectDepositAudit_Action] CHECK ([Action] IN ('create', 'update', 'delete'))
);

CREATE INDEX [IX_DirectDepositAudit_Employee] ON [dbo].[DirectDepositAudit] ([EmployeeId], [DirectDepositAuditId]);

-- Nothing else is granted: the application can neither change nor delete what it wrote.
GRANT SELECT, INSERT ON [dbo].[DirectDepositAudit] TO [DepositsApplication];

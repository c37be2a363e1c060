-- Stand-in for the HR product's own data, like Employee: every address at which the employee can be written to. A replaced one stays, so that
-- whoever changes an address and then a direct deposit does not do it unseen. Language NULL: not known.
CREATE TABLE [dbo].[EmployeeEmail] (
  [EmployeeId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [Address] nvarchar(254) COLLATE Latin1_General_BIN2 NOT NULL,
  [Language] char(2) COLLATE Latin1_General_BIN2 NULL,
  [ReplacedAt] datetime2(3) NULL,
  CONSTRAINT [CK_EmployeeEmail_Language] CHECK ([Language] IN ('en', 'es')),
  CONSTRAINT [PK_EmployeeEmail] PRIMARY KEY ([EmployeeId], [Address]),
  CONSTRAINT [FK_EmployeeEmail_Employee] FOREIGN KEY ([EmployeeId]) REFERENCES [dbo].[Employee] ([EmployeeId])
);

GRANT SELECT ON [dbo].[EmployeeEmail] TO [DepositsApplication];

-- One row for each address that is told of a change of where pay goes. Leased while it is being written to; sent, or refused for good.
CREATE TABLE [dbo].[ChangeNotice] (
  [WriteId] uniqueidentifier NOT NULL,
  [EmployeeId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [Address] nvarchar(254) COLLATE Latin1_General_BIN2 NOT NULL,
  [LeaseToken] uniqueidentifier NULL,
  [LeasedUntil] datetime2(3) NULL,
  [SentAt] datetime2(3) NULL,
  [RefusedAt] datetime2(3) NULL,
  CONSTRAINT [PK_ChangeNotice] PRIMARY KEY ([WriteId], [Address]),
  CONSTRAINT [FK_ChangeNotice_Employee] FOREIGN KEY ([EmployeeId]) REFERENCES [dbo].[Employee] ([EmployeeId])
);

CREATE INDEX [IX_DestinationChange_WriteId] ON [dbo].[DestinationChange] ([WriteId]);

GRANT SELECT, INSERT, UPDATE ON [dbo].[ChangeNotice] TO [DepositsApplication];

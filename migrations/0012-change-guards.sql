-- Guards against diverted pay. Null is the product's default: fast changes are held, changes need no second person, 20 new account numbers
-- for each person and day (0: as many as anybody likes).
ALTER TABLE [dbo].[TenantSetting] ADD [HoldFastChanges] bit NULL;
ALTER TABLE [dbo].[TenantSetting] ADD [ApproveChanges] bit NULL;
ALTER TABLE [dbo].[TenantSetting] ADD [NewAccountsPerDay] smallint NULL
  CONSTRAINT [CK_TenantSetting_NewAccountsPerDay] CHECK ([NewAccountsPerDay] BETWEEN 0 AND 10000);

-- One row for each write by which an employee's pay goes somewhere else; published once it is on the event bus.
CREATE TABLE [dbo].[DestinationChange] (
  [EmployeeId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [ChangedAt] datetime2(3) NOT NULL,
  [WriteId] uniqueidentifier NOT NULL,
  [PublishedAt] datetime2(3) NULL,
  CONSTRAINT [PK_DestinationChange] PRIMARY KEY ([EmployeeId], [ChangedAt], [WriteId]),
  CONSTRAINT [FK_DestinationChange_Employee] FOREIGN KEY ([EmployeeId]) REFERENCES [dbo].[Employee] ([EmployeeId])
);

-- How many account numbers that were not stored a person has sent on a day (UTC), whatever became of the requests.
CREATE TABLE [dbo].[AccountNumberBudget] (
  [Subject] nvarchar(256) NOT NULL,
  [Day] date NOT NULL,
  [Entered] int NOT NULL,
  CONSTRAINT [PK_AccountNumberBudget] PRIMARY KEY ([Subject], [Day])
);

CREATE INDEX [IX_DestinationChange_PublishedAt] ON [dbo].[DestinationChange] ([PublishedAt], [ChangedAt]);

GRANT SELECT, INSERT, UPDATE ON [dbo].[DestinationChange] TO [DepositsApplication];
GRANT SELECT, INSERT, UPDATE, DELETE ON [dbo].[AccountNumberBudget] TO [DepositsApplication];

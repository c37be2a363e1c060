-- One chain of receipts for each employee, so that writers on different employees do not wait for each other. The tenant's one chain
-- (DirectDepositReceipt) stays as it ended, and a deployment from before goes on with it.
CREATE TABLE [dbo].[EmployeeReceipt] (
  [EmployeeId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [Sequence] bigint NOT NULL,
  [WriteId] uniqueidentifier NOT NULL,
  [Hash] binary(32) NOT NULL,
  CONSTRAINT [PK_EmployeeReceipt] PRIMARY KEY ([EmployeeId], [Sequence]),
  CONSTRAINT [UX_EmployeeReceipt_WriteId] UNIQUE ([WriteId]),
  CONSTRAINT [CK_EmployeeReceipt_Sequence] CHECK ([Sequence] >= 1)
);

GRANT SELECT, INSERT ON [dbo].[EmployeeReceipt] TO [DepositsApplication];

-- The last receipts of the chains that grew since the checkpoint before, as JSON, with a keyed digest over them and over that
-- checkpoint: a chain that is gone, or lost its end, shows. Through: the audit rows up to it need not be looked at again.
CREATE TABLE [dbo].[ReceiptCheckpoint] (
  [Number] bigint NOT NULL,
  [TakenAt] datetime2(3) NOT NULL,
  [Through] bigint NOT NULL,
  [Heads] nvarchar(max) NOT NULL,
  [Hash] binary(32) NOT NULL,
  CONSTRAINT [PK_ReceiptCheckpoint] PRIMARY KEY ([Number]),
  CONSTRAINT [CK_ReceiptCheckpoint_Number] CHECK ([Number] >= 1)
);

GRANT SELECT, INSERT ON [dbo].[ReceiptCheckpoint] TO [DepositsApplication];

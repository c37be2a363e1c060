-- A whole set is replaced, an account number revealed and a held direct deposit released with an audit row of their own; that
-- of a whole set is about no single direct deposit and has the nil UUID in its place.
ALTER TABLE [dbo].[DirectDepositAudit] DROP CONSTRAINT [CK_DirectDepositAudit_Action];
ALTER TABLE [dbo].[DirectDepositAudit] ADD CONSTRAINT [CK_DirectDepositAudit_Action]
    CHECK ([Action] IN ('create', 'update', 'delete', 'replace', 'reveal', 'release'));

-- The receipt of each audit row: a keyed digest over it and the receipt before it. The key is not in this database, and the
-- application can only add receipts, so a row that was changed, removed or slipped in shows. Rows written before this table have none.
CREATE TABLE [dbo].[DirectDepositReceipt] (
  [Sequence] bigint NOT NULL,
  [WriteId] uniqueidentifier NOT NULL,
  [Hash] binary(32) NOT NULL,
  CONSTRAINT [PK_DirectDepositReceipt] PRIMARY KEY ([Sequence]),
  CONSTRAINT [UX_DirectDepositReceipt_WriteId] UNIQUE ([WriteId]),
  CONSTRAINT [CK_DirectDepositReceipt_Sequence] CHECK ([Sequence] >= 1)
);

GRANT SELECT, INSERT ON [dbo].[DirectDepositReceipt] TO [DepositsApplication];

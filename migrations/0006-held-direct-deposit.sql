-- A direct deposit to an account that several employees share is held until a second person releases it, so the row keeps who
-- asked for the account. [EffectiveOn] is the first day of the payroll that its last change reaches, NULL where no calendar says.
ALTER TABLE [dbo].[DirectDeposit] DROP CONSTRAINT [CK_DirectDeposit_Status];
ALTER TABLE [dbo].[DirectDeposit] ADD CONSTRAINT [CK_DirectDeposit_Status] CHECK ([Status] IN ('active', 'held'));
ALTER TABLE [dbo].[DirectDeposit] ADD [RequestedBy] nvarchar(256) NULL;
ALTER TABLE [dbo].[DirectDeposit] ADD [EffectiveOn] date NULL;

-- Who else is paid to an account is asked with every change of one.
CREATE INDEX [IX_DirectDeposit_SharedAccount] ON [dbo].[DirectDeposit] ([AccountFingerprint], [RoutingNumber]);

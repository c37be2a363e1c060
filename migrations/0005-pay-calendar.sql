-- What the payroll suite tells of a tenant: how close to a pay date changes close, in whose time zone, and which payrolls of
-- each pay group are ahead. NULL stands for the product's own preset.
ALTER TABLE [dbo].[TenantSetting] ADD [LockBankingDays] tinyint NULL
  CONSTRAINT [CK_TenantSetting_LockBankingDays] CHECK ([LockBankingDays] BETWEEN 0 AND 10);
ALTER TABLE [dbo].[TenantSetting] ADD [TimeZone] varchar(64) COLLATE Latin1_General_BIN2 NULL;

CREATE TABLE [dbo].[Payroll] (
  [PayGroup] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [PayDate] date NOT NULL,
  [PeriodBegin] date NOT NULL,
  [Status] varchar(8) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT [DF_Payroll_Status] DEFAULT ('open'),
  CONSTRAINT [PK_Payroll] PRIMARY KEY ([PayGroup], [PayDate]),
  CONSTRAINT [CK_Payroll_Status] CHECK ([Status] IN ('open', 'posting', 'posted'))
);

GRANT SELECT ON [dbo].[Payroll] TO [DepositsApplication];

-- The payroll suite's own login joins this role; it reaches neither direct deposits nor their audit.
CREATE ROLE [DepositsPayrollFeed];
GRANT SELECT ON [dbo].[TenantMarker] TO [DepositsPayrollFeed];
GRANT SELECT, INSERT, UPDATE ON [dbo].[TenantSetting] TO [DepositsPayrollFeed];
GRANT SELECT, INSERT, UPDATE, DELETE ON [dbo].[Payroll] TO [DepositsPayrollFeed];

-- Says whose database this is. The row itself is written by `npm run migrate`, which knows the tenant.
CREATE TABLE [dbo].[TenantMarker] (
  [TenantMarkerId] tinyint NOT NULL CONSTRAINT [DF_TenantMarker_TenantMarkerId] DEFAULT (1),
  [TenantId] varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
  [CreatedAt] datetime2(3) NOT NULL CONSTRAINT [DF_TenantMarker_CreatedAt] DEFAULT (SYSUTCDATETIME()),
  CONSTRAINT [PK_TenantMarker] PRIMARY KEY ([TenantMarkerId]),
  CONSTRAINT [CK_TenantMarker_Single] CHECK ([TenantMarkerId] = 1)
);

CREATE TABLE [dbo].[TenantSetting] (
  [TenantSettingId] tinyint NOT NULL CONSTRAINT [DF_TenantSetting_TenantSettingId] DEFAULT (1),
  [MaxDirectDeposits] tinyint NULL,
  CONSTRAINT [PK_TenantSetting] PRIMARY KEY ([TenantSettingId]),
  CONSTRAINT [CK_TenantSetting_Single] CHECK ([TenantSettingId] = 1),
  CONSTRAINT [CK_TenantSetting_MaxDirectDeposits] CHECK ([MaxDirectDeposits] BETWEEN 1 AND 10)
);

-- What the application's login may do hangs on this role; `npm run migrate` grants nothing to a login by itself.
CREATE ROLE [DepositsApplication];
GRANT SELECT ON [dbo].[TenantMarker] TO [DepositsApplication];
GRANT SELECT ON [dbo].[TenantSetting] TO [DepositsApplication];

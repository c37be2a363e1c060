// The T-SQL around migrations: the lock, the record of what was applied, the row that says whose database it is.

import { binary, defineStatement, int, nVarChar, varChar } from '#shared/sql/statement';

export const lockMigrations = defineStatement({
  name: 'migration.lock',
  text: `SET XACT_ABORT ON;
DECLARE @lockResult int;
EXEC @lockResult = sp_getapplock
  @Resource = N'deposits:migrations', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = @lockTimeoutMs;
SELECT @lockResult AS [lockResult];
SELECT
  OBJECT_ID(N'dbo.SchemaMigration', N'U') AS [migrationTableId],
  OBJECT_ID(N'dbo.TenantMarker', N'U') AS [markerTableId];`,
  parameters: { lockTimeoutMs: int },
});

export const createMigrationTable = defineStatement({
  name: 'migration.create-table',
  text: `CREATE TABLE [dbo].[SchemaMigration] (
  [Version] int NOT NULL,
  [Name] nvarchar(200) NOT NULL,
  [Sha256] binary(32) NOT NULL,
  [AppliedAt] datetime2(3) NOT NULL CONSTRAINT [DF_SchemaMigration_AppliedAt] DEFAULT (SYSUTCDATETIME()),
  CONSTRAINT [PK_SchemaMigration] PRIMARY KEY ([Version])
);`,
  parameters: {},
});

export const readApplied = defineStatement({
  name: 'migration.read',
  text: 'SELECT [Version] AS [version], [Sha256] AS [sha256] FROM [dbo].[SchemaMigration] ORDER BY [Version];',
  parameters: {},
});

export const recordApplied = defineStatement({
  name: 'migration.record',
  text: 'INSERT INTO [dbo].[SchemaMigration] ([Version], [Name], [Sha256]) VALUES (@version, @name, @sha256);',
  parameters: { version: int, name: nVarChar(200), sha256: binary(32) },
});

export const readMarker = defineStatement({
  name: 'migration.read-marker',
  text: 'SELECT [TenantId] AS [tenantId] FROM [dbo].[TenantMarker];',
  parameters: {},
});

export const writeMarker = defineStatement({
  name: 'migration.write-marker',
  text: 'INSERT INTO [dbo].[TenantMarker] ([TenantId]) VALUES (@tenantId);',
  parameters: { tenantId: varChar(64) },
});

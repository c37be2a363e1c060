// One tenant's migrations with the tenant's own administrator login, which leaves this module with the connection.

import { withSqlServerAdmin } from '../credentials/open-operator-credential.ts';
import type { OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import type { LoginPlace, SqlServerLogin } from '#shared/credentials/purpose';
import type { CredentialCaller } from '#shared/credentials/credential-source';
import type { CredentialFailure } from '#shared/credentials/credential-failure';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import type { Log } from '#shared/platform/log';
import { fail, type Result } from '#shared/platform/result';
import { openMssqlDatabase } from '#shared/sql/mssql-database';
import { createSqlPools, type SqlPoolSettings } from '#shared/sql/sql-pools';
import { applyMigrations, pendingMigrations, type MigrationFailure } from './apply-migrations.ts';
import type { Migration } from './migration-files.ts';

const loginPlace = ({ server, port, database, user }: SqlServerLogin): LoginPlace => ({
  server,
  port,
  database,
  user,
});

const wholeRunMs = 30 * 60_000;
const longestRequestMs = 10 * 60_000;

export type MigrateTenantSettings = {
  readonly deps: OpenCredentialsDeps;
  /** Who opens the login, for the audit line. */
  readonly caller: CredentialCaller;
  readonly sql: Omit<SqlPoolSettings, 'maxPools'>;
  readonly log: Log;
  readonly migrations: readonly Migration[];
  /** Look, and change nothing. */
  readonly isDryRun: boolean;
  readonly onApplied?: (migration: Migration) => void;
};

/** The migrations that were applied, or with `isDryRun` would be. */
export const migrateTenant = async (
  tenantId: TenantId,
  settings: MigrateTenantSettings,
): Promise<Result<readonly Migration[], MigrationFailure | CredentialFailure>> => {
  const { deps, caller, sql, log, migrations, isDryRun, onApplied } = settings;
  const deadline = deadlineIn(systemClock, wholeRunMs);
  const used = await withSqlServerAdmin(
    deps,
    tenantId,
    async (login) => {
      // The marker is written and compared here.
      const pools = createSqlPools({ ...sql, maxPools: 1, isTenantChecked: false });
      try {
        const database = openMssqlDatabase(
          pools,
          { tenantId, login: login.expose(), credentialVersion: 0 },
          { deadline, log, longestRequestMs },
        );
        const result = isDryRun
          ? await pendingMigrations(database, tenantId, migrations)
          : await applyMigrations(database, tenantId, migrations, onApplied);
        return !result.ok && result.failure.kind === 'sql'
          ? fail({ ...result.failure, place: loginPlace(login.expose()) })
          : result;
      } finally {
        await pools.close();
      }
    },
    { caller, deadline },
  );
  return used.ok ? used.value : fail(used.failure);
};

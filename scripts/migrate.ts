// npm run migrate -- --tenant acme | --all [--dry-run]
// Brings tenants' databases up to date, each with its own `sql-server-admin` credential. Reaches AWS, or the local stack
// through the variables that `npm start` prints (AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_KMS, …).

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createOpenCredentialsDeps } from '#shared/aws/open-credentials-deps';
import { sdkCalls } from '#shared/aws/sdk/sdk-calls';
import { isTenantId, type TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { requiredVariable } from '#shared/platform/environment';
import { createLog } from '#shared/platform/log';
import { readTlsSettings } from '#shared/sql/tls-settings';
import { DynamoDbTenantDirectory } from '#shared/tenants/dynamodb-tenant-directory';
import { describeMigrationFailure } from './migrations/describe-migration-failure.ts';
import { migrateTenant, type MigrateTenantSettings } from './migrations/migrate-tenant.ts';
import { readMigrations, type Migration } from './migrations/migration-files.ts';

const label = ({ version, name }: Migration): string => `${String(version).padStart(4, '0')}-${name}`;

type Options = { readonly tenant?: string; readonly all?: true; readonly dryRun?: true };

const createSettings = (
  isDryRun: boolean,
): MigrateTenantSettings & { readonly directory: DynamoDbTenantDirectory } => {
  const { env } = process;
  const tableName = requiredVariable(env, 'DEPOSITS_TENANT_TABLE');
  const dynamoDb = new DynamoDBClient({});
  // Audit lines of opened credentials go to stderr, so that stdout stays the report.
  const log = createLog(systemClock, (line) => process.stderr.write(line));
  return {
    directory: new DynamoDbTenantDirectory({ client: dynamoDb, tableName }),
    deps: createOpenCredentialsDeps({
      ...sdkCalls({ dynamoDb, kms: new KMSClient({}) }),
      tableName,
      keyId: env['DEPOSITS_KMS_KEY_ID'],
      clock: systemClock,
      log,
    }),
    sql: readTlsSettings(env, (path) => readFileSync(path, 'utf8')),
    log,
    migrations: readMigrations(join(import.meta.dirname, '../migrations')),
    isDryRun,
  };
};

const migrateOne = async (tenantId: TenantId, settings: MigrateTenantSettings): Promise<boolean> => {
  const onApplied = (migration: Migration) => console.log(`${tenantId}: applied ${label(migration)}`);
  const result = await migrateTenant(tenantId, { ...settings, onApplied });
  if (!result.ok) {
    const { failure } = result;
    const reason =
      failure.kind === 'credential-unavailable'
        ? `the sql-server-admin credential cannot be opened (${failure.code})`
        : describeMigrationFailure(failure);
    console.error(`${tenantId}: ${reason}`);
    return false;
  }
  if (settings.isDryRun)
    for (const migration of result.value) console.log(`${tenantId}: would apply ${label(migration)}`);
  console.log(
    result.value.length === 0
      ? `${tenantId}: up to date`
      : `${tenantId}: ${settings.isDryRun ? 'to apply' : 'applied'} ${result.value.length}`,
  );
  return true;
};

const run = async ({ tenant, all, dryRun }: Options): Promise<number> => {
  if ((tenant === undefined) === (all === undefined)) {
    console.error('Say either --tenant <id> or --all.');
    return 2;
  }
  if (tenant !== undefined && !isTenantId(tenant)) {
    console.error('A tenant id has 1 to 64 small letters, digits and dashes.');
    return 2;
  }
  const { directory, ...settings } = createSettings(dryRun === true);
  const listed = tenant === undefined ? await directory.list() : { ok: true as const, value: [tenant] };
  if (!listed.ok) {
    console.error('The tenant table cannot be read.');
    return 1;
  }
  if (listed.value.length === 0) console.log('There are no tenants.');
  let failed = 0;
  for (const tenantId of listed.value) failed += (await migrateOne(tenantId, settings)) ? 0 : 1;
  if (failed > 0) console.error(`${failed} of ${listed.value.length} tenants failed.`);
  return failed === 0 ? 0 : 1;
};

const command = new Command('migrate')
  .description('Bring tenants’ databases up to date, each with its own sql-server-admin credential.')
  .option('--tenant <id>', 'one tenant')
  .option('--all', 'every tenant that has a policy')
  .option('--dry-run', 'say what would be applied, change nothing')
  .action(async (options: Options) => {
    process.exitCode = await run(options);
  });

try {
  await command.parseAsync();
} catch (error) {
  // A missing or wrong setting; its message names the variable, never a value.
  console.error(error instanceof TypeError || error instanceof RangeError ? error.message : 'migrate failed');
  process.exitCode = 1;
}

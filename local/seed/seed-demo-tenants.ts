// The demo tenants of the local stack, made by the code that operators use: for each a policy, a wrapped data key, a
// database with its logins and migrations, and its sealed credentials. A tenant that is complete already is left alone.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { newAccountNumberKeyset } from '#shared/credentials/operators/new-account-number-keyset';
import { provisionTenantKey } from '#shared/credentials/operators/provision-tenant-key';
import { sealCredential } from '#shared/credentials/operators/seal-credential';
import { setPolicy } from '#shared/credentials/operators/set-policy';
import { isTenantId, type TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { createLog } from '#shared/platform/log';
import type { Result } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import { migrateTenant } from '../../scripts/migrations/migrate-tenant.ts';
import { readMigrations } from '../../scripts/migrations/migration-files.ts';
import type { Ports } from '../ports.ts';
import { demoTenants, type DemoTenant } from './demo-tenants.ts';
import { admitApplication, createTenantDatabase, databaseExists, type Login } from './provision-database.ts';
import { openTenantVault, type TenantVault } from './tenant-vault.ts';

export type SeedSettings = {
  readonly projectDirectory: string;
  readonly ports: Ports;
  /** May create databases and logins on the SQL Server of the stack. */
  readonly administrator: Login;
  readonly onProgress: (message: string) => void;
};

const patienceMs = 60_000;

const need = <T, F>(what: string, result: Result<T, F>): T => {
  if (result.ok) return result.value;
  throw new Error(`Demo data: ${what} failed: ${JSON.stringify(result.failure)}`);
};

const toTenantId = (id: string): TenantId => {
  if (!isTenantId(id)) throw new TypeError(`${id} is not a tenant id`);
  return id;
};

/** Long enough, and of every class that a password policy asks for. */
const newPassword = (): string => `Aa1-${randomBytes(18).toString('base64url')}`;

const sealAll = async (
  vault: TenantVault,
  tenantId: TenantId,
  values: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const { opening, tenantWriter, keySealer } = vault;
  const { tenantStore, dataKeys } = opening;
  for (const [purpose, value] of Object.entries(values)) {
    const deadline = deadlineIn(systemClock, patienceMs);
    const credential = { tenantId, purpose, value: new Secret(value), format: 'jwe1' as const, deadline };
    need(
      `sealing ${purpose} of ${tenantId}`,
      await sealCredential({ tenantStore, tenantWriter, keySealer, dataKeys }, credential),
    );
  }
};

const seedTenant = async (
  settings: SeedSettings,
  vault: TenantVault,
  { id, employees }: DemoTenant,
): Promise<void> => {
  const { projectDirectory, ports, administrator } = settings;
  const tenantId = toTenantId(id);
  const server = { port: ports.sql, ...administrator };
  const database = `deposits_${id}`;
  if (await databaseExists(server, database)) return;

  const { opening, tenantWriter, keySealer } = vault;
  const { tenantStore, lookUpFormat } = opening;
  const owner = { user: `${id}_owner`, password: newPassword() };
  const application = { user: `${id}_app`, password: newPassword() };
  const place = { server: '127.0.0.1', port: ports.sql, database };
  const tenant = { database, owner, application };

  const policy = { status: 'active', formatFloor: 'jwe1' } as const;
  need(`the policy of ${id}`, await setPolicy({ tenantWriter, lookUpFormat }, tenantId, policy));
  const deadline = deadlineIn(systemClock, patienceMs);
  need(
    `the key of ${id}`,
    await provisionTenantKey({ tenantStore, tenantWriter, keySealer }, tenantId, deadline),
  );
  await createTenantDatabase(server, tenant);
  await sealAll(vault, tenantId, {
    'sql-server-admin': { ...place, ...owner },
    'sql-server': { ...place, ...application },
    'account-number-key': newAccountNumberKeyset(),
    'payroll-api': { url: 'https://payroll.invalid', key: newPassword() },
  });
  const migrated = await migrateTenant(tenantId, {
    deps: opening,
    sql: { isEncrypted: false, isCertificateTrusted: false },
    log: opening.log,
    migrations: readMigrations(join(projectDirectory, 'migrations')),
    isDryRun: false,
  });
  need(`migrating ${id}`, migrated);
  await admitApplication(server, tenant, employees);
  settings.onProgress(`Demo tenant ${id} is ready: database ${database}, login ${application.user}`);
};

export const seedDemoTenants = async (settings: SeedSettings): Promise<void> => {
  // Opening the migrations' login writes an audit line for each tenant; the demo's own are nobody's concern.
  const log = createLog(systemClock, () => undefined);
  const vault = await openTenantVault(settings.ports, log);
  for (const tenant of demoTenants) await seedTenant(settings, vault, tenant);
};

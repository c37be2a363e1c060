// The demo tenants of the local stack, made by the code that operators use: for each a policy, a wrapped data key, a
// database with its logins and migrations, and its sealed credentials. Run again on kept data it renews what a start may
// change (ports, passwords) and leaves the rest.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { newAccountNumberKeyset } from '#operators/credentials/new-account-number-keyset';
import { provisionTenantKey } from '#operators/credentials/provision-tenant-key';
import { sealCredential } from '#operators/credentials/seal-credential';
import { setPolicy } from '#operators/credentials/set-policy';
import type { PayrollApiAccess, SqlServerLogin } from '#shared/credentials/purpose';
import { defaultTimeZone } from '#shared/domain/effective-date';
import { isoDateIn } from '#shared/domain/iso-date';
import { isTenantId, type TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { createLog } from '#shared/platform/log';
import type { Result } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import { migrateTenant } from '#operators/migrations/migrate-tenant';
import { readMigrations } from '#operators/migrations/migration-files';
import type { Ports } from '../ports.ts';
import { putDemoPayrolls, turnGuardsOff } from './demo-pay-calendar.ts';
import { demoTenants, type DemoTenant } from './demo-tenants.ts';
import {
  importColumns,
  isStillLegacy,
  legacyFloor,
  legacyKeys,
  storeConnectionString,
  storeSealedJson,
} from './legacy-tenant.ts';
import {
  admitApplication,
  asAdministrator,
  createTenantDatabase,
  permitLoginRotation,
  type DatabaseLogin,
} from './provision-database.ts';
import { openTenantVault, type TenantVault } from './tenant-vault.ts';

export type SeedSettings = {
  readonly projectDirectory: string;
  readonly ports: Ports;
  /** May create databases and logins on the SQL Server of the stack. */
  readonly administrator: DatabaseLogin;
  /** The SQL Server's own certificate authority. */
  readonly certificatePem: string;
  /** How each tenant reaches its payroll suite; another with each start. */
  readonly payrollAccess: (tenantId: string) => PayrollApiAccess;
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

const deadline = () => deadlineIn(systemClock, patienceMs);

const seal = async (
  vault: TenantVault,
  tenantId: TenantId,
  purpose: string,
  value: unknown,
): Promise<void> => {
  const { opening, tenantWriter, keySealer } = vault;
  const { tenantStore, dataKeys } = opening;
  const credential = {
    tenantId,
    purpose,
    value: new Secret(value),
    format: 'jwe1',
    deadline: deadline(),
  } as const;
  need(
    `sealing ${purpose} of ${tenantId}`,
    await sealCredential({ tenantStore, tenantWriter, keySealer, dataKeys }, credential),
  );
};

/** A tenant's policy and data key; answers what it has already. A floor that an operator set stays. */
const admitTenant = async (
  vault: TenantVault,
  tenantId: TenantId,
  firstFloor: string,
): Promise<TenantRecord> => {
  const { opening, tenantWriter, keySealer } = vault;
  const { tenantStore, lookUpFormat } = opening;
  const load = () => tenantStore.load(tenantId, { isConsistent: true, deadline: deadline() });
  const known = await load();
  const formatFloor = known.ok ? known.value.policy.formatFloor : firstFloor;
  const policy = { status: 'active', formatFloor } as const;
  need(`the policy of ${tenantId}`, await setPolicy({ tenantWriter, lookUpFormat }, tenantId, policy));
  const record = need(`loading ${tenantId}`, await load());
  if (record.wrappedKeys.size === 0) {
    const provisioned = await provisionTenantKey(
      { tenantStore, tenantWriter, keySealer },
      tenantId,
      deadline(),
    );
    need(`the data key of ${tenantId}`, provisioned);
  }
  return record;
};

/** The application's login, as the old application kept it. */
const putLegacyCredentials = async (
  vault: TenantVault,
  record: TenantRecord,
  legacy: 'connection-string' | 'columns-apart',
  login: SqlServerLogin,
): Promise<void> => {
  const { tenantId, credentials } = record;
  for (const [purpose, parameters] of Object.entries(legacyKeys)) {
    if (!credentials.has(purpose)) await seal(vault, tenantId, purpose, parameters);
  }
  if (legacy === 'columns-apart') await importColumns(vault, tenantId, login);
  else if (isStillLegacy(vault, record, 'sql-server')) await storeConnectionString(vault, tenantId, login);
  else await seal(vault, tenantId, 'sql-server', login);
};

const seedTenant = async (
  settings: SeedSettings,
  vault: TenantVault,
  { id, employees, legacy, areGuardsOff }: DemoTenant,
): Promise<void> => {
  const { projectDirectory, ports, administrator, certificatePem, onProgress } = settings;
  const tenantId = toTenantId(id);
  const tls = { isEncrypted: true, isCertificateTrusted: false, certificateAuthorities: certificatePem };
  const server = { host: 'localhost', port: ports.sql, ...administrator, ...tls };
  const database = `deposits_${id}`;
  const place = { server: server.host, port: server.port, database };
  const owner = { user: `${id}_owner`, password: newPassword() };
  const application = { user: `${id}_app`, password: newPassword() };
  const tenant = { database, owner, application };

  const record = await admitTenant(vault, tenantId, legacy === undefined ? 'jwe1' : legacyFloor);
  const present = record.credentials;
  await createTenantDatabase(server, tenant);
  await permitLoginRotation(server, owner);
  await seal(vault, tenantId, 'sql-server-admin', { ...place, ...owner });
  const migrated = await migrateTenant(tenantId, {
    deps: vault.opening,
    caller: { function: 'seed', requestId: `seed-${process.pid}`, subject: 'demo' },
    sql: tls,
    log: vault.opening.log,
    migrations: readMigrations(join(projectDirectory, 'migrations')),
    isDryRun: false,
  });
  need(`migrating ${id}`, migrated);
  await admitApplication(server, tenant, employees);
  const today = isoDateIn(defaultTimeZone, new Date());
  await asAdministrator(server, database, async (pool) => {
    await putDemoPayrolls(pool, today);
    if (areGuardsOff === true) await turnGuardsOff(pool);
  });
  const login = { ...place, ...application };
  if (legacy === undefined) await seal(vault, tenantId, 'sql-server', login);
  else await putLegacyCredentials(vault, record, legacy, login);
  // Rows are sealed under this one: it is made once and never replaced.
  if (!present.has('account-number-key')) {
    await seal(vault, tenantId, 'account-number-key', newAccountNumberKeyset());
  }
  // The old application kept one of them among its own columns, until an operator has moved it.
  const access = settings.payrollAccess(id);
  if (legacy === 'columns-apart' && isStillLegacy(vault, record, 'payroll-api'))
    await storeSealedJson(vault, tenantId, 'payroll-api', access);
  else await seal(vault, tenantId, 'payroll-api', access);
  onProgress(`Demo tenant ${id} is ready: database ${database}, login ${application.user}`);
};

export const seedDemoTenants = async (settings: SeedSettings): Promise<void> => {
  // Opening the migrations' login writes an audit line for each tenant; the demo's own are dropped.
  const log = createLog(systemClock, () => undefined);
  const vault = await openTenantVault(settings.ports, log);
  for (const tenant of demoTenants) await seedTenant(settings, vault, tenant);
};

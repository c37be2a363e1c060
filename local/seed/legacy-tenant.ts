// Credentials of a demo tenant that comes from the old application: stored as that one left them, or imported from its columns,
// by the operators' own code. What an operator has moved to a current format since stays there.

import { formatRanks } from '#shared/crypto/format-registry';
import { importCredential } from '#operators/credentials/import-credential';
import { envelopeFacts } from '#operators/credentials/stored-envelope-facts';
import type { SqlServerLogin } from '#shared/credentials/purpose';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { Secret } from '#shared/platform/secret';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import { importMapped } from '#operators/commands/import-mapped';
import { sealAsMd5TripleDes, sealAsMedvedevPdb } from './legacy-application.ts';
import type { TenantVault } from './tenant-vault.ts';

/** The weakest format that such a tenant starts with. */
export const legacyFloor = 'dotnet-medvedev-pdb';

// Made up: they open nothing but demo data. Salt and rounds are those that the old snippet shipped with.
const connectionKey = {
  passphrase: 'initech-demo-passphrase',
  saltHex: '4976616e204d65647665646576',
  iterations: 100,
  textEncoding: 'utf16le',
};
const columnKey = { key: 'umbrella-demo-passphrase' };

export const legacyKeys = {
  'legacy-key#connections': connectionKey,
  'legacy-key#columns': columnKey,
} as const;

const patienceMs = 60_000;

const newUse = () => ({
  caller: { function: 'seed', requestId: `seed-${process.pid}`, subject: 'demo' },
  deadline: deadlineIn(systemClock, patienceMs),
});

const throwIfFailed = (what: string, result: { readonly ok: boolean; readonly failure?: unknown }): void => {
  if (!result.ok) throw new Error(`Demo data: ${what} failed: ${JSON.stringify(result.failure)}`);
};

export const isStillLegacy = ({ opening }: TenantVault, record: TenantRecord, purpose: string): boolean => {
  const stored = record.credentials.get(purpose)?.current.envelope;
  const facts = stored === undefined ? undefined : envelopeFacts(opening.lookUpFormat, stored);
  return stored === undefined || (facts !== undefined && facts.rank < formatRanks.current);
};

/** One connection string, sealed as a whole. */
export const storeConnectionString = async (
  { opening, tenantWriter }: TenantVault,
  tenantId: TenantId,
  { server, port, database, user, password }: SqlServerLogin,
): Promise<void> => {
  const text = `Data Source=tcp:${server},${port};Initial Catalog=${database};User ID=${user};Password=${password}`;
  const legacy = {
    tenantId,
    purpose: 'sql-server',
    scheme: 'medvedev-pdb',
    legacyKeyId: 'connections',
    value: new Secret(sealAsMedvedevPdb(connectionKey, text)),
  };
  const options = { mayReplace: true, isDryRun: false };
  const stored = await importCredential({ ...opening, tenantWriter }, legacy, options, newUse());
  throwIfFailed(`the connection string of ${tenantId}`, stored);
};

/** A JSON text, sealed as a whole. */
export const storeSealedJson = async (
  { opening, tenantWriter }: TenantVault,
  tenantId: TenantId,
  purpose: string,
  value: object,
): Promise<void> => {
  const legacy = {
    tenantId,
    purpose,
    scheme: 'md5-tripledes-ecb',
    legacyKeyId: 'columns',
    value: new Secret(sealAsMd5TripleDes(columnKey, JSON.stringify(value))),
  };
  const options = { mayReplace: true, isDryRun: false };
  const stored = await importCredential({ ...opening, tenantWriter }, legacy, options, newUse());
  throwIfFailed(`${purpose} of ${tenantId}`, stored);
};

/** A row of the old application's table, with only the password sealed, through the import of operators. */
export const importColumns = async (
  { opening, tenantWriter, keySealer }: TenantVault,
  tenantId: TenantId,
  { server, port, database, user, password }: SqlServerLogin,
): Promise<void> => {
  const row = new Map([
    ['DbServer', `tcp:${server},${port}`],
    ['DbName', database],
    ['DbUser', user],
    ['DbPassword', sealAsMd5TripleDes(columnKey, password)],
  ]);
  const operator = { deps: { ...opening, tenantWriter, keySealer }, newUse };
  const column = (name: string, sealed = false) => ({ column: name, sealed });
  const imported = await importMapped(
    { operator, tenantId, row, options: { mayReplace: true, isDryRun: false } },
    {
      purpose: 'sql-server',
      scheme: 'md5-tripledes-ecb',
      legacyKey: 'columns',
      members: {
        server: column('DbServer'),
        database: column('DbName'),
        user: column('DbUser'),
        password: column('DbPassword', true),
      },
    },
  );
  throwIfFailed(`the columns of ${tenantId}`, imported);
};

// Every tenant's every envelope put in every other tenant's place, in five formats and for four purposes, through the decryptor's own core: only
// what is in its own place opens.

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { dataKeyContext, type EncryptionContext, type KeyService } from '#shared/credentials/key-service';
import { DataKeyCache } from '#shared/credentials/data-key-cache';
import { openAudited, type OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import { LegacyOpeners } from '#shared/credentials/legacy-openers';
import { lookUpFormat } from '#shared/crypto/format-registry';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { fail, succeed } from '#shared/platform/result';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import { sealJwe1 } from '#operators/credentials/jwe1-seal';
import { parseStorable } from '#operators/credentials/storable-credential';
import { sealers } from '../../unit/crypto/legacy-oracle/seal-schemes.ts';
import { esdkSettings, writeOwn } from '../../support/esdk-messages.ts';
import { showProgress } from '../campaign-report.ts';
import { count, newTally, type Tally } from '../campaign-tally.ts';

const key32 = Buffer.alloc(32, 9).toString('base64');
const login = { server: 'sql.example.test', port: 1433, database: 'd', user: 'u', password: 'canary' };
const values: Readonly<Record<string, unknown>> = {
  'sql-server': login,
  'sql-server-admin': login,
  'account-number-key': { current: 1, keys: { '1': key32 }, indexKey: key32 },
  'payroll-api': { url: 'https://payroll.example.test', key: 'canary' },
};
const formats = ['jwe1', 'kms1', 'esdk1', 'dotnet-simple-aes-fixed', 'dotnet-aes-then-hmac'] as const;

/** One KMS key for all tenants, as in the product: what keeps them apart is the context. */
const createKeyService = () => {
  const master = randomBytes(32);
  const aadOf = (context: EncryptionContext): Buffer =>
    createHash('sha256')
      .update(JSON.stringify(Object.entries(context).sort()))
      .digest();
  const encrypt = (plaintext: Buffer, context: EncryptionContext): Buffer => {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', master, iv).setAAD(aadOf(context));
    return Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  };
  const service: KeyService = {
    decrypt: (ciphertext, context) => {
      const decipher = createDecipheriv('aes-256-gcm', master, ciphertext.subarray(0, 12), {
        authTagLength: 16,
      })
        .setAAD(aadOf(context))
        .setAuthTag(ciphertext.subarray(-16));
      try {
        const plaintext = Buffer.concat([decipher.update(ciphertext.subarray(12, -16)), decipher.final()]);
        return Promise.resolve(succeed(plaintext));
      } catch {
        return Promise.resolve(fail('ciphertext-refused'));
      }
    },
  };
  return { encrypt, service };
};

type Tenant = { readonly record: TenantRecord; readonly envelopes: ReadonlyMap<string, string> };

export type CrossTenantSettings = {
  readonly tenants: number;
  /** A planted mistake: one legacy key for all. */
  readonly sharesLegacyKeys?: boolean;
};

const makeTenants = (
  { tenants, sharesLegacyKeys = false }: CrossTenantSettings,
  encrypt: (plaintext: Buffer, context: EncryptionContext) => Buffer,
): readonly Tenant[] =>
  Array.from({ length: tenants }, (_, index) => {
    const tenantId = `tenant-${index}` as TenantId;
    const dataKey = randomBytes(32);
    const seed = sharesLegacyKeys ? 'all' : tenantId;
    const hexOf = (label: string, bytes: number): string =>
      createHash('sha512')
        .update(`${seed} ${label}`)
        .digest('hex')
        .slice(0, bytes * 2);
    const fixed = { keyHex: hexOf('key', 32), ivHex: hexOf('iv', 16) };
    const hmac = {
      cryptKeyHex: hexOf('crypt', 32),
      authKeyHex: hexOf('auth', 32),
      nonSecretPayloadLength: 0,
    };
    const sealOwn = (purpose: string, value: unknown): string =>
      sealJwe1({ tenantId, purpose, version: 1, keyVersion: 1 }, dataKey, Buffer.from(JSON.stringify(value)));
    const envelopes = new Map<string, string>();
    for (const [purpose, value] of Object.entries(values)) {
      const text = JSON.stringify(value);
      const context = { tenantId, purpose };
      const sealed = {
        jwe1: sealOwn(purpose, value),
        kms1: `kms1:${encrypt(Buffer.from(text), context).toString('base64')}`,
        esdk1: `esdk1:${writeOwn(Buffer.from(text), { stored: context }).toString('base64')}`,
        'dotnet-simple-aes-fixed': `dotnet-simple-aes-fixed:fixed:${sealers['simple-aes-fixed']?.(fixed, text)}`,
        'dotnet-aes-then-hmac': `dotnet-aes-then-hmac:hmac:${sealers['aes-then-hmac']?.(hmac, text)}`,
      };
      for (const format of formats) envelopes.set(`${purpose} ${format}`, sealed[format]);
    }
    const stored = (purpose: string, value: unknown) =>
      [purpose, { current: { envelope: sealOwn(purpose, value), version: 1 }, updatedAt: '' }] as const;
    return {
      envelopes,
      record: {
        tenantId,
        policy: { status: 'active', formatFloor: 'dotnet-simple-aes-fixed' },
        wrappedKeys: new Map([[1, encrypt(dataKey, dataKeyContext(tenantId, 1))]]),
        credentials: new Map([
          stored('legacy-key#fixed', fixed),
          stored('legacy-key#hmac', hmac),
          // The same raw key for all: the context has to keep them apart.
          stored('legacy-key#esdk1', esdkSettings),
        ]),
        malformedCredentials: new Set(),
      },
    };
  });

export const openAcrossTenants = async (settings: CrossTenantSettings): Promise<Tally> => {
  const { encrypt, service } = createKeyService();
  const all = makeTenants(settings, encrypt);
  const deps: OpenCredentialsDeps = {
    tenantStore: { load: () => Promise.resolve(fail('store-unavailable')) },
    keyService: service,
    dataKeys: new DataKeyCache({ keyService: service, clock: systemClock }),
    legacyOpeners: new LegacyOpeners({ clock: systemClock }),
    lookUpFormat,
    log: () => undefined,
  };
  const caller = { function: 'campaign', requestId: 'r', subject: 's' };
  const use = { refresh: false, previous: false, deadline: deadlineIn(systemClock, 600_000), caller };
  const tally = newTally();
  for (const [index, asked] of all.entries()) {
    for (const owner of all) {
      for (const purpose of Object.keys(values)) {
        for (const format of formats) {
          const envelope = owner.envelopes.get(`${purpose} ${format}`) ?? '';
          const credentials = new Map(asked.record.credentials).set(purpose, {
            current: { envelope, version: 1 },
            updatedAt: '',
          });
          const parse = (value: unknown) => {
            const parsed = parseStorable(purpose, value);
            return parsed.ok ? parsed : fail('credential-malformed' as const);
          };
          const opened = await openAudited(deps, { ...asked.record, credentials }, purpose, parse, use);
          const isOwn = owner === asked;
          count(tally, isOwn ? 'own' : 'foreign');
          if (opened.ok === isOwn) tally.passed += 1;
          else
            tally.faults.push(
              `${format} ${purpose}: ${isOwn ? 'its own is refused' : 'another one’s opens'}`,
            );
        }
      }
    }
    showProgress('tenants', index + 1, all.length);
  }
  return tally;
};

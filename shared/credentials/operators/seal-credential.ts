// Seals a tenant's credential in a current format and stores it as the next version, on the condition that nobody else did
// meanwhile. The value's shape is checked before anything is sealed. Operators' code: nothing that serves requests imports it.

import { sealJwe1 } from '../../crypto/codecs/jwe1-seal.ts';
import { writeEnvelope } from '../../crypto/envelope.ts';
import type { TenantId } from '../../domain/tenant-id.ts';
import type { Deadline } from '../../platform/deadline.ts';
import { fail, succeed, type Result } from '../../platform/result.ts';
import type { Secret } from '../../platform/secret.ts';
import type { TenantRecord } from '../../tenants/tenant-record.ts';
import type { TenantLoadFailure, TenantStore } from '../../tenants/tenant-store.ts';
import type { TenantWriteFailure, TenantWriter } from '../../tenants/tenant-writer.ts';
import type { ShapeFailure } from '../credential-shape.ts';
import type { DataKeyCache } from '../data-key-cache.ts';
import type { KeySealer, KeyServiceFailure } from '../key-service.ts';
import { parseStorable } from './storable-credential.ts';

export type SealDeps = {
  readonly tenantStore: TenantStore;
  readonly tenantWriter: TenantWriter;
  readonly keySealer: KeySealer;
  readonly dataKeys: DataKeyCache;
};

export type CredentialToSeal = {
  readonly tenantId: TenantId;
  readonly purpose: string;
  readonly value: Secret<unknown>;
  readonly format: 'jwe1' | 'kms1';
  readonly deadline: Deadline;
};

export type SealFailure =
  | ShapeFailure
  | 'purpose-unknown'
  | 'too-large'
  | 'tenant-key-missing'
  | TenantLoadFailure
  | TenantWriteFailure
  | KeyServiceFailure;

/** KMS encrypts no more than this directly; `jwe1` stays well inside the envelope's bound. */
const maxPlaintextBytes = { jwe1: 40_000, kms1: 4_096 } as const;

const seal = async (
  deps: SealDeps,
  record: TenantRecord,
  { tenantId, purpose, format, deadline }: CredentialToSeal,
  version: number,
  plaintext: Buffer,
): Promise<Result<string, SealFailure>> => {
  if (format === 'kms1') {
    const ciphertext = await deps.keySealer.encrypt(plaintext, { tenantId, purpose });
    if (!ciphertext.ok) return ciphertext;
    return succeed(writeEnvelope({ format, payload: ciphertext.value.toString('base64') }));
  }
  const keyVersion = Math.max(0, ...record.wrappedKeys.keys());
  const wrappedKey = record.wrappedKeys.get(keyVersion);
  if (wrappedKey === undefined) return fail('tenant-key-missing');
  const request = { tenantId, keyVersion, wrappedKey, refresh: false, deadline };
  const binding = { tenantId, purpose, version, keyVersion };
  return deps.dataKeys.withKey(request, (key) => sealJwe1(binding, key, plaintext));
};

/** Succeeds with the version that was stored. A suspended tenant's credentials can be replaced like any other's. */
export const sealCredential = async (
  deps: SealDeps,
  credential: CredentialToSeal,
): Promise<Result<number, SealFailure>> => {
  const { tenantId, purpose, format, deadline } = credential;
  const value = parseStorable(purpose, credential.value.expose());
  if (!value.ok) return value;
  const record = await deps.tenantStore.load(tenantId, { isConsistent: true, deadline });
  if (!record.ok) return record;
  // An item that cannot be read is not silently replaced.
  if (record.value.malformedCredentials.has(purpose)) return fail('tenant-malformed');

  const currentVersion = record.value.credentials.get(purpose)?.current.version;
  const version = (currentVersion ?? 0) + 1;
  const plaintext = Buffer.from(JSON.stringify(value.value), 'utf8');
  try {
    if (plaintext.length > maxPlaintextBytes[format]) return fail('too-large');
    const envelope = await seal(deps, record.value, credential, version, plaintext);
    if (!envelope.ok) return envelope;
    const next = { envelope: envelope.value, version };
    const written = await deps.tenantWriter.putCredential(tenantId, purpose, next, currentVersion);
    return written.ok ? succeed(version) : written;
  } finally {
    plaintext.fill(0);
  }
};

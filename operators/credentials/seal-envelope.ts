// Seals plaintext bytes into an envelope of a current format, under the newest data key of a loaded tenant. Stores nothing.
// Operators' code: nothing that serves requests imports it.

import { sealJwe1 } from './jwe1-seal.ts';
import { writeEnvelope } from '#shared/crypto/envelope';
import type { Deadline } from '#shared/platform/deadline';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import type { DataKeyCache } from '#shared/credentials/data-key-cache';
import type { KeySealer, KeyServiceFailure } from '#shared/credentials/key-service';

/** KMS encrypts no more than this directly; `jwe1` stays well inside the envelope's bound. */
const maxPlaintextBytes = { jwe1: 40_000, kms1: 4_096 } as const;

export type SealedFormat = keyof typeof maxPlaintextBytes;

export type EnvelopeToSeal = {
  readonly record: TenantRecord;
  readonly purpose: string;
  readonly version: number;
  readonly format: SealedFormat;
  readonly plaintext: Buffer;
  readonly deadline: Deadline;
};

export type SealEnvelopeFailure = 'too-large' | 'tenant-key-missing' | KeyServiceFailure;

/** 0 when the tenant has no data key yet. */
export const newestKeyVersion = (record: TenantRecord): number => Math.max(0, ...record.wrappedKeys.keys());

export const sealEnvelope = async (
  { keySealer, dataKeys }: { readonly keySealer: KeySealer; readonly dataKeys: DataKeyCache },
  { record, purpose, version, format, plaintext, deadline }: EnvelopeToSeal,
): Promise<Result<string, SealEnvelopeFailure>> => {
  const { tenantId } = record;
  if (plaintext.length > maxPlaintextBytes[format]) return fail('too-large');
  if (format === 'kms1') {
    const ciphertext = await keySealer.encrypt(plaintext, { tenantId, purpose });
    if (!ciphertext.ok) return ciphertext;
    return succeed(writeEnvelope({ format, payload: ciphertext.value.toString('base64') }));
  }
  const keyVersion = newestKeyVersion(record);
  const wrappedKey = record.wrappedKeys.get(keyVersion);
  if (wrappedKey === undefined) return fail('tenant-key-missing');
  const request = { tenantId, keyVersion, wrappedKey, refresh: false, deadline };
  const binding = { tenantId, purpose, version, keyVersion };
  return dataKeys.withKey(request, (key) => sealJwe1(binding, key, plaintext));
};

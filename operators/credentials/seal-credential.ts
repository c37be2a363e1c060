// Seals a tenant's credential in a current format and stores it as the next version, conditional on the version
// meanwhile. The value's shape is checked before anything is sealed. Operators' code: nothing that serves requests imports it.

import type { TenantId } from '#shared/domain/tenant-id';
import type { Deadline } from '#shared/platform/deadline';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { Secret } from '#shared/platform/secret';
import type { TenantLoadFailure, TenantStore } from '#shared/tenants/tenant-store';
import type { TenantWriteFailure, TenantWriter } from '../tenants/tenant-writer.ts';
import type { ShapeFailure } from '#shared/credentials/credential-shape';
import type { DataKeyCache } from '#shared/credentials/data-key-cache';
import type { KeySealer } from '#shared/credentials/key-service';
import { sealEnvelope, type SealedFormat, type SealEnvelopeFailure } from './seal-envelope.ts';
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
  readonly format: SealedFormat;
  readonly deadline: Deadline;
  /** The version that the value was derived from: conflict when another is current by now. */
  readonly replaces?: number;
};

export type SealFailure =
  ShapeFailure | 'purpose-unknown' | TenantLoadFailure | TenantWriteFailure | SealEnvelopeFailure;

/** Succeeds with the version that was stored. A suspended tenant's credentials can be replaced like any other's. */
export const sealCredential = async (
  deps: SealDeps,
  credential: CredentialToSeal,
): Promise<Result<number, SealFailure>> => {
  const { tenantId, purpose, format, deadline, replaces } = credential;
  const value = parseStorable(purpose, credential.value.expose());
  if (!value.ok) return value;
  const record = await deps.tenantStore.load(tenantId, { isConsistent: true, deadline });
  if (!record.ok) return record;
  // An item that cannot be read is not silently replaced.
  if (record.value.malformedCredentials.has(purpose)) return fail('tenant-malformed');

  const currentVersion = record.value.credentials.get(purpose)?.current.version;
  if (replaces !== undefined && replaces !== currentVersion) return fail('conflict');
  const version = (currentVersion ?? 0) + 1;
  const plaintext = Buffer.from(JSON.stringify(value.value), 'utf8');
  try {
    const toSeal = { record: record.value, purpose, version, format, plaintext, deadline };
    const envelope = await sealEnvelope(deps, toSeal);
    if (!envelope.ok) return envelope;
    const next = { envelope: envelope.value, version };
    const written = await deps.tenantWriter.putCredential(tenantId, purpose, next, currentVersion);
    return written.ok ? succeed(version) : written;
  } finally {
    plaintext.fill(0);
  }
};

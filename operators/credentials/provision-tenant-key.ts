// Gives a tenant its next data key: made and wrapped by the key service for this tenant and version only, and stored wrapped.
// The plaintext key is wiped unseen. Operators' code: nothing that serves requests imports it.

import type { TenantId } from '#shared/domain/tenant-id';
import type { Deadline } from '#shared/platform/deadline';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { TenantLoadFailure, TenantStore } from '#shared/tenants/tenant-store';
import type { TenantWriteFailure, TenantWriter } from '../tenants/tenant-writer.ts';
import { dataKeyContext, type KeySealer, type KeyServiceFailure } from '#shared/credentials/key-service';

export type ProvisionDeps = {
  readonly tenantStore: TenantStore;
  readonly tenantWriter: TenantWriter;
  readonly keySealer: KeySealer;
};

/** Asks the key service for a key and drops it: a command knows that it may make one before it changes anything. */
export const proveDataKey = async (
  keySealer: KeySealer,
  tenantId: TenantId,
  keyVersion: number,
): Promise<Result<void, KeyServiceFailure>> => {
  const generated = await keySealer.generateDataKey(dataKeyContext(tenantId, keyVersion));
  if (!generated.ok) return generated;
  generated.value.key.fill(0);
  return succeed(undefined);
};

/** Succeeds with the new key's version. The tenant's policy has to be there before its first key. */
export const provisionTenantKey = async (
  { tenantStore, tenantWriter, keySealer }: ProvisionDeps,
  tenantId: TenantId,
  deadline: Deadline,
): Promise<Result<number, TenantLoadFailure | TenantWriteFailure | KeyServiceFailure>> => {
  const record = await tenantStore.load(tenantId, { isConsistent: true, deadline });
  if (!record.ok) return record;
  const keyVersion = Math.max(0, ...record.value.wrappedKeys.keys()) + 1;
  const generated = await keySealer.generateDataKey(dataKeyContext(tenantId, keyVersion));
  if (!generated.ok) return generated;
  generated.value.key.fill(0);
  const written = await tenantWriter.putKey(tenantId, keyVersion, generated.value.wrapped);
  return written.ok ? succeed(keyVersion) : fail(written.failure);
};

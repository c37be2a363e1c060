// What is stored about one tenant, typed: policy, wrapped data keys, sealed credentials. Nothing here is plaintext.

import type { TenantId } from '../domain/tenant-id.ts';

export type TenantPolicy = {
  readonly status: 'active' | 'suspended';
  /** Name of the weakest envelope format that may still be opened. */
  readonly formatFloor: string;
};

export type StoredEnvelope = { readonly envelope: string; readonly version: number };

export type StoredCredential = {
  readonly current: StoredEnvelope;
  readonly previous?: StoredEnvelope;
  /** ISO 8601. */
  readonly updatedAt: string;
};

export type TenantRecord = {
  readonly tenantId: TenantId;
  readonly policy: TenantPolicy;
  /** Data keys by version, each wrapped by KMS under `{tenantId, keyVersion}`. */
  readonly wrappedKeys: ReadonlyMap<number, Buffer>;
  /** By purpose. */
  readonly credentials: ReadonlyMap<string, StoredCredential>;
  /** Purposes whose item is there but cannot be understood; the others stay usable. */
  readonly malformedCredentials: ReadonlySet<string>;
};

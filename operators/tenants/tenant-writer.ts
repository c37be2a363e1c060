// Port for operators: conditional writes about a tenant, so that concurrent operators cannot undo each other.

import type { TenantId } from '#shared/domain/tenant-id';
import type { Result } from '#shared/platform/result';
import type { StoredCredential, StoredEnvelope, TenantPolicy } from '#shared/tenants/tenant-record';

/** `conflict`: the condition did not hold, nothing was written. */
export type TenantWriteFailure = 'conflict' | 'store-unavailable';

export interface TenantWriter {
  putPolicy(tenantId: TenantId, policy: TenantPolicy): Promise<Result<void, TenantWriteFailure>>;
  /** Conflict when the store holds another policy than `expected` by now. */
  replacePolicy(
    tenantId: TenantId,
    next: TenantPolicy,
    expected: TenantPolicy,
  ): Promise<Result<void, TenantWriteFailure>>;
  /** Conflict when that version exists: a data key is never overwritten. */
  putKey(
    tenantId: TenantId,
    keyVersion: number,
    wrappedKey: Buffer,
  ): Promise<Result<void, TenantWriteFailure>>;
  /**
   * Stores `next` and keeps what was current as previous. `expectedVersion` is the version that the caller read,
   * `undefined` for none; conflict when the store holds another.
   */
  putCredential(
    tenantId: TenantId,
    purpose: string,
    next: StoredEnvelope,
    expectedVersion: number | undefined,
  ): Promise<Result<void, TenantWriteFailure>>;
  /** Removes what is stored for a purpose, current and previous. Conflict when the store holds another version than `expectedVersion`. */
  deleteCredential(
    tenantId: TenantId,
    purpose: string,
    expectedVersion: number,
  ): Promise<Result<void, TenantWriteFailure>>;
  /**
   * Stores the same versions in other envelopes. Conflict unless the store holds exactly the versions and envelopes of
   * `expected`, so that nothing that was stored meanwhile is lost.
   */
  replaceEnvelopes(
    tenantId: TenantId,
    purpose: string,
    next: EnvelopePair,
    expected: EnvelopePair,
  ): Promise<Result<void, TenantWriteFailure>>;
}

/** What is current and what was before it. */
export type EnvelopePair = Pick<StoredCredential, 'current' | 'previous'>;

// Port: reads what is stored about a tenant. The decryptor has this and nothing that writes.

import type { TenantId } from '../domain/tenant-id.ts';
import type { Deadline } from '../platform/deadline.ts';
import type { Result } from '../platform/result.ts';
import type { TenantRecord } from './tenant-record.ts';

/** `tenant-not-found`: nothing stored, or no policy yet. `tenant-malformed`: stored, but not to be understood or not this tenant's. */
export type TenantLoadFailure = 'tenant-not-found' | 'tenant-malformed' | 'store-unavailable';

export type TenantLoad = {
  /** Sees every write that was acknowledged before; without it an answer may be a moment old. */
  readonly isConsistent: boolean;
  readonly deadline: Deadline;
};

export interface TenantStore {
  load(tenantId: TenantId, load: TenantLoad): Promise<Result<TenantRecord, TenantLoadFailure>>;
}

// Port: which tenants there are. Operators' commands only; a request always names its own tenant.

import type { TenantId } from '#shared/domain/tenant-id';
import type { Result } from '#shared/platform/result';

export interface TenantDirectory {
  /** Every tenant that has a policy, in order of its id. */
  list(): Promise<Result<readonly TenantId[], 'store-unavailable'>>;
}

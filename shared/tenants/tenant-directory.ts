// Port: which tenants there are, for what is done for all of them. A request always names its own tenant.

import type { TenantId } from '../domain/tenant-id.ts';
import type { Deadline } from '../platform/deadline.ts';
import type { Result } from '../platform/result.ts';

export interface TenantDirectory {
  /** Every tenant that has a policy, in order of its id. */
  list(deadline: Deadline): Promise<Result<readonly TenantId[], 'store-unavailable'>>;
}

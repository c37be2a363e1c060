// Adapter of TenantDirectory on DynamoDB: a Scan for the policy items, ids only.

import { isTenantId, type TenantId } from '../domain/tenant-id.ts';
import { boundedMs } from '../platform/deadline.ts';
import { fail, succeed } from '../platform/result.ts';
import type { TenantItemKey } from './query-call.ts';
import type { TenantDirectory } from './tenant-directory.ts';
import type { TenantIdsCall } from './tenant-ids-call.ts';

const pageBoundMs = 5_000;

export const createDynamoDbTenantDirectory = (
  tenantIds: TenantIdsCall,
  tableName: string,
  onError: (error: unknown) => void = () => undefined,
): TenantDirectory => ({
  list: async (deadline) => {
    const ids: TenantId[] = [];
    let after: TenantItemKey | undefined;
    try {
      do {
        const page = await tenantIds({ tableName, after }, boundedMs(deadline, pageBoundMs));
        ids.push(...page.ids.filter(isTenantId));
        after = page.last;
      } while (after !== undefined);
    } catch (error) {
      onError(error);
      return fail('store-unavailable');
    }
    return succeed(ids.sort());
  },
});

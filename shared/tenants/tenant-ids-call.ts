// DynamoDB Scan as the tenant directory asks for it: the keys of one page of policy items (docs/adr/0015).

import type { TenantItemKey } from './query-call.ts';
import { policyItemKey } from './tenant-table.ts';

export type TenantIdsPage = {
  /** As stored, not yet known to be ids. */
  readonly ids: readonly unknown[];
  /** Present when there is more. */
  readonly last: TenantItemKey | undefined;
};

export type TenantIdsCall = (
  page: { readonly tableName: string; readonly after: TenantItemKey | undefined },
  timeoutMs: number,
) => Promise<TenantIdsPage>;

export const tenantIdsScan = (tableName: string, after: TenantItemKey | undefined) => ({
  TableName: tableName,
  FilterExpression: '#itemKey = :policy',
  ProjectionExpression: '#tenantId',
  ExpressionAttributeNames: { '#itemKey': 'itemKey', '#tenantId': 'tenantId' },
  ExpressionAttributeValues: { ':policy': { S: policyItemKey } },
  ...(after === undefined
    ? {}
    : { ExclusiveStartKey: { tenantId: { S: after.tenantId }, itemKey: { S: after.itemKey } } }),
});

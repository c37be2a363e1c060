// Adapter of TenantDirectory on DynamoDB: a Scan for the policy items, ids only.

import { paginateScan, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { isTenantId, type TenantId } from '#shared/domain/tenant-id';
import { fail, succeed } from '#shared/platform/result';
import type { TenantDirectory } from './tenant-directory.ts';
import { policyItemKey } from '#shared/tenants/tenant-table';

export type DynamoDbTenantDirectoryOptions = {
  readonly client: DynamoDBClient;
  readonly tableName: string;
};

export const createDynamoDbTenantDirectory = ({
  client,
  tableName,
}: DynamoDbTenantDirectoryOptions): TenantDirectory => ({
  list: async () => {
    const scan = {
      TableName: tableName,
      FilterExpression: '#itemKey = :policy',
      ProjectionExpression: '#tenantId',
      ExpressionAttributeNames: { '#itemKey': 'itemKey', '#tenantId': 'tenantId' },
      ExpressionAttributeValues: { ':policy': { S: policyItemKey } },
    };
    const ids: TenantId[] = [];
    try {
      for await (const page of paginateScan({ client }, scan)) {
        for (const item of page.Items ?? []) {
          const id = item['tenantId']?.S;
          if (isTenantId(id)) ids.push(id);
        }
      }
    } catch {
      return fail('store-unavailable');
    }
    return succeed(ids.sort());
  },
});

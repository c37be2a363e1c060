// The ids of tenants on the AWS SDK's DynamoDB client.

import { ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tenantIdsScan, type TenantIdsCall } from '../../tenants/tenant-ids-call.ts';

export const sdkTenantIds =
  (client: Pick<DynamoDBClient, 'send'>): TenantIdsCall =>
  async ({ tableName, after }, timeoutMs) => {
    const command = new ScanCommand(tenantIdsScan(tableName, after));
    const page = await client.send(command, { abortSignal: AbortSignal.timeout(timeoutMs) });
    const [tenantId, itemKey] = ['tenantId', 'itemKey'].map((name) => page.LastEvaluatedKey?.[name]?.S);
    return {
      ids: (page.Items ?? []).map((item) => item['tenantId']?.S),
      last: tenantId === undefined || itemKey === undefined ? undefined : { tenantId, itemKey },
    };
  };

// Adapter of TenantDirectory on DynamoDB: a Scan for the policy items, ids only.

import { paginateScan, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { isTenantId, type TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { TenantDirectory } from './tenant-directory.ts';
import { policyItemKey } from '#shared/tenants/tenant-table';

export type DynamoDbTenantDirectoryOptions = {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly onError?: (error: unknown) => void;
};

export class DynamoDbTenantDirectory implements TenantDirectory {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;
  readonly #onError: (error: unknown) => void;

  constructor({ client, tableName, onError = () => undefined }: DynamoDbTenantDirectoryOptions) {
    this.#client = client;
    this.#tableName = tableName;
    this.#onError = onError;
  }

  async list(): Promise<Result<readonly TenantId[], 'store-unavailable'>> {
    const scan = {
      TableName: this.#tableName,
      FilterExpression: '#itemKey = :policy',
      ProjectionExpression: '#tenantId',
      ExpressionAttributeNames: { '#itemKey': 'itemKey', '#tenantId': 'tenantId' },
      ExpressionAttributeValues: { ':policy': { S: policyItemKey } },
    };
    const ids: TenantId[] = [];
    try {
      for await (const page of paginateScan({ client: this.#client }, scan)) {
        for (const item of page.Items ?? []) {
          const id = item['tenantId']?.S;
          if (isTenantId(id)) ids.push(id);
        }
      }
    } catch (error) {
      this.#onError(error);
      return fail('store-unavailable');
    }
    return succeed(ids.sort());
  }
}

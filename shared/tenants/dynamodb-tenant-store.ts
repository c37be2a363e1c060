// Adapter of TenantStore on DynamoDB: one Query brings a whole tenant. Whatever goes wrong on the way is
// `store-unavailable`; the error itself stays here (its text may quote keys), only its name goes to `onError`.

import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TenantId } from '../domain/tenant-id.ts';
import { boundedMs, type Deadline } from '../platform/deadline.ts';
import { fail, type Result } from '../platform/result.ts';
import type { TenantRecord } from './tenant-record.ts';
import type { TenantLoad, TenantLoadFailure, TenantStore } from './tenant-store.ts';
import { toTenantRecord } from './tenant-items.ts';

export type DynamoDbTenantStoreOptions = {
  readonly client: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
  readonly onError?: (error: unknown) => void;
};

const queryBoundMs = 4_000;

export class DynamoDbTenantStore implements TenantStore {
  readonly #client: Pick<DynamoDBClient, 'send'>;
  readonly #tableName: string;
  readonly #onError: (error: unknown) => void;

  constructor({ client, tableName, onError = () => undefined }: DynamoDbTenantStoreOptions) {
    this.#client = client;
    this.#tableName = tableName;
    this.#onError = onError;
  }

  async load(
    tenantId: TenantId,
    { isConsistent, deadline }: TenantLoad,
  ): Promise<Result<TenantRecord, TenantLoadFailure>> {
    let items: readonly unknown[];
    try {
      items = await this.#queryAll(tenantId, isConsistent, deadline);
    } catch (error) {
      this.#onError(error);
      return fail('store-unavailable');
    }
    return toTenantRecord(tenantId, items);
  }

  async #queryAll(tenantId: TenantId, isConsistent: boolean, deadline: Deadline): Promise<unknown[]> {
    const abortSignal = AbortSignal.timeout(boundedMs(deadline, queryBoundMs));
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: '#tenantId = :tenantId',
      ExpressionAttributeNames: { '#tenantId': 'tenantId' },
      ExpressionAttributeValues: { ':tenantId': { S: tenantId } },
      ConsistentRead: isConsistent,
    };
    const items: unknown[] = [];
    let page = await this.#client.send(new QueryCommand(query), { abortSignal });
    items.push(...(page.Items ?? []));
    while (page.LastEvaluatedKey !== undefined) {
      const next = new QueryCommand({ ...query, ExclusiveStartKey: page.LastEvaluatedKey });
      page = await this.#client.send(next, { abortSignal });
      items.push(...(page.Items ?? []));
    }
    return items;
  }
}

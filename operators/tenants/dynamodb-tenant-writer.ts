// Adapter of TenantWriter on DynamoDB: each method is one conditional write.

import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { TenantId } from '#shared/domain/tenant-id';
import type { Clock } from '#shared/platform/clock';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { StoredEnvelope, TenantPolicy } from '#shared/tenants/tenant-record';
import { credentialItemKey, keyItemKey, policyItemKey } from '#shared/tenants/tenant-table';
import type { EnvelopePair, TenantWriteFailure, TenantWriter } from './tenant-writer.ts';

export type DynamoDbTenantWriterOptions = {
  readonly client: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
  readonly clock: Clock;
};

const attempt = async (write: () => Promise<unknown>): Promise<Result<void, TenantWriteFailure>> => {
  try {
    await write();
    return succeed(undefined);
  } catch (error) {
    return fail(error instanceof ConditionalCheckFailedException ? 'conflict' : 'store-unavailable');
  }
};

export class DynamoDbTenantWriter implements TenantWriter {
  readonly #client: Pick<DynamoDBClient, 'send'>;
  readonly #tableName: string;
  readonly #clock: Clock;

  constructor({ client, tableName, clock }: DynamoDbTenantWriterOptions) {
    this.#client = client;
    this.#tableName = tableName;
    this.#clock = clock;
  }

  putPolicy(tenantId: TenantId, policy: TenantPolicy): Promise<Result<void, TenantWriteFailure>> {
    const put = new PutItemCommand({
      TableName: this.#tableName,
      Item: {
        tenantId: { S: tenantId },
        itemKey: { S: policyItemKey },
        status: { S: policy.status },
        formatFloor: { S: policy.formatFloor },
        updatedAt: { S: this.#now() },
      },
    });
    return attempt(() => this.#client.send(put));
  }

  replacePolicy(
    tenantId: TenantId,
    next: TenantPolicy,
    expected: TenantPolicy,
  ): Promise<Result<void, TenantWriteFailure>> {
    const update = new UpdateItemCommand({
      TableName: this.#tableName,
      Key: { tenantId: { S: tenantId }, itemKey: { S: policyItemKey } },
      UpdateExpression: 'SET #status = :status, #floor = :floor, #updatedAt = :updatedAt',
      ConditionExpression: '#status = :oldStatus AND #floor = :oldFloor',
      ExpressionAttributeNames: { '#status': 'status', '#floor': 'formatFloor', '#updatedAt': 'updatedAt' },
      ExpressionAttributeValues: {
        ':status': { S: next.status },
        ':floor': { S: next.formatFloor },
        ':updatedAt': { S: this.#now() },
        ':oldStatus': { S: expected.status },
        ':oldFloor': { S: expected.formatFloor },
      },
    });
    return attempt(() => this.#client.send(update));
  }

  putKey(
    tenantId: TenantId,
    keyVersion: number,
    wrappedKey: Buffer,
  ): Promise<Result<void, TenantWriteFailure>> {
    const put = new PutItemCommand({
      TableName: this.#tableName,
      Item: {
        tenantId: { S: tenantId },
        itemKey: { S: keyItemKey(keyVersion) },
        wrappedKey: { B: wrappedKey },
        createdAt: { S: this.#now() },
      },
      ConditionExpression: 'attribute_not_exists(itemKey)',
    });
    return attempt(() => this.#client.send(put));
  }

  putCredential(
    tenantId: TenantId,
    purpose: string,
    next: StoredEnvelope,
    expectedVersion: number | undefined,
  ): Promise<Result<void, TenantWriteFailure>> {
    const isFirst = expectedVersion === undefined;
    const assignments = ['#envelope = :envelope', '#version = :version', '#updatedAt = :updatedAt'];
    // The right-hand sides are read before anything is assigned, so this moves what was current.
    const moves = ['#previousEnvelope = #envelope', '#previousVersion = #version'];
    const update = new UpdateItemCommand({
      TableName: this.#tableName,
      Key: { tenantId: { S: tenantId }, itemKey: { S: credentialItemKey(purpose) } },
      UpdateExpression: `SET ${[...(isFirst ? [] : moves), ...assignments].join(', ')}`,
      ConditionExpression: isFirst ? 'attribute_not_exists(#version)' : '#version = :expected',
      ExpressionAttributeNames: {
        '#envelope': 'envelope',
        '#version': 'version',
        '#updatedAt': 'updatedAt',
        ...(isFirst
          ? {}
          : { '#previousEnvelope': 'previousEnvelope', '#previousVersion': 'previousVersion' }),
      },
      ExpressionAttributeValues: {
        ':envelope': { S: next.envelope },
        ':version': { N: String(next.version) },
        ':updatedAt': { S: this.#now() },
        ...(isFirst ? {} : { ':expected': { N: String(expectedVersion) } }),
      },
    });
    return attempt(() => this.#client.send(update));
  }

  deleteCredential(
    tenantId: TenantId,
    purpose: string,
    expectedVersion: number,
  ): Promise<Result<void, TenantWriteFailure>> {
    const remove = new DeleteItemCommand({
      TableName: this.#tableName,
      Key: { tenantId: { S: tenantId }, itemKey: { S: credentialItemKey(purpose) } },
      ConditionExpression: '#version = :expected',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':expected': { N: String(expectedVersion) } },
    });
    return attempt(() => this.#client.send(remove));
  }

  replaceEnvelopes(
    tenantId: TenantId,
    purpose: string,
    next: EnvelopePair,
    expected: EnvelopePair,
  ): Promise<Result<void, TenantWriteFailure>> {
    const hasPrevious = expected.previous !== undefined && next.previous !== undefined;
    const update = new UpdateItemCommand({
      TableName: this.#tableName,
      Key: { tenantId: { S: tenantId }, itemKey: { S: credentialItemKey(purpose) } },
      // `updatedAt` stays: the credential is as old as it was.
      UpdateExpression: `SET #envelope = :envelope${hasPrevious ? ', #previousEnvelope = :previousEnvelope' : ''}`,
      ConditionExpression: [
        '#version = :version AND #envelope = :oldEnvelope',
        hasPrevious
          ? '#previousVersion = :previousVersion AND #previousEnvelope = :oldPreviousEnvelope'
          : 'attribute_not_exists(#previousVersion)',
      ].join(' AND '),
      ExpressionAttributeNames: {
        '#envelope': 'envelope',
        '#version': 'version',
        '#previousVersion': 'previousVersion',
        ...(hasPrevious ? { '#previousEnvelope': 'previousEnvelope' } : {}),
      },
      ExpressionAttributeValues: {
        ':version': { N: String(expected.current.version) },
        ':envelope': { S: next.current.envelope },
        ':oldEnvelope': { S: expected.current.envelope },
        ...(hasPrevious
          ? {
              ':previousVersion': { N: String(expected.previous.version) },
              ':previousEnvelope': { S: next.previous.envelope },
              ':oldPreviousEnvelope': { S: expected.previous.envelope },
            }
          : {}),
      },
    });
    return attempt(() => this.#client.send(update));
  }

  #now(): string {
    return new Date(this.#clock.nowMs()).toISOString();
  }
}

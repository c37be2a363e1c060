// Decrypt, Query and Scan as signed requests, in AWS's JSON protocol.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html

import { decodeBase64 } from '../../crypto/strict-base64.ts';
import type { QueryCall, TenantItemKey } from '../../tenants/query-call.ts';
import { tenantIdsScan, type TenantIdsCall } from '../../tenants/tenant-ids-call.ts';
import type { DecryptCall } from '../decrypt-call.ts';
import { callJson, malformedAnswer } from './json-call.ts';
import type { SignedSender } from './signed-sender.ts';

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;

const toBytes = (text: unknown): Buffer => {
  const bytes = typeof text === 'string' ? decodeBase64(text) : undefined;
  if (bytes === undefined) throw malformedAnswer();
  return bytes;
};

export const signedDecrypt =
  (sender: SignedSender): DecryptCall =>
  async ({ ciphertext, context, keyId }, timeoutMs) => {
    const request = {
      CiphertextBlob: ciphertext.toString('base64'),
      EncryptionContext: context,
      ...(keyId === undefined ? {} : { KeyId: keyId }),
    };
    const operation = { version: '1.1', target: 'TrentService.Decrypt' } as const;
    const plaintext = member(await callJson(sender, operation, request, timeoutMs), 'Plaintext');
    return plaintext === undefined ? undefined : toBytes(plaintext);
  };

/** Only binary attributes are written otherwise than they are read; nested ones are none of the table's. */
const toItem = (item: unknown): unknown => {
  if (typeof item !== 'object' || item === null) throw malformedAnswer();
  return Object.fromEntries(
    Object.entries(item).map(([name, attribute]: [string, unknown]) => {
      const binary = member(attribute, 'B');
      return [name, binary === undefined ? attribute : { B: toBytes(binary) }];
    }),
  );
};

const toKey = (key: unknown): TenantItemKey | undefined => {
  if (key === undefined || key === null) return undefined;
  const [tenantId, itemKey] = ['tenantId', 'itemKey'].map((name) => member(member(key, name), 'S'));
  if (typeof tenantId !== 'string' || typeof itemKey !== 'string') throw malformedAnswer();
  return { tenantId, itemKey };
};

export const signedQuery =
  (sender: SignedSender): QueryCall =>
  async ({ tableName, tenantId, isConsistent, after }, timeoutMs) => {
    const request = {
      TableName: tableName,
      KeyConditionExpression: '#tenantId = :tenantId',
      ExpressionAttributeNames: { '#tenantId': 'tenantId' },
      ExpressionAttributeValues: { ':tenantId': { S: tenantId } },
      ConsistentRead: isConsistent,
      ...(after === undefined
        ? {}
        : { ExclusiveStartKey: { tenantId: { S: after.tenantId }, itemKey: { S: after.itemKey } } }),
    };
    const operation = { version: '1.0', target: 'DynamoDB_20120810.Query' } as const;
    const page = await callJson(sender, operation, request, timeoutMs);
    const items = member(page, 'Items') ?? [];
    if (!Array.isArray(items)) throw malformedAnswer();
    return { items: items.map(toItem), last: toKey(member(page, 'LastEvaluatedKey')) };
  };

export const signedTenantIds =
  (sender: SignedSender): TenantIdsCall =>
  async ({ tableName, after }, timeoutMs) => {
    const operation = { version: '1.0', target: 'DynamoDB_20120810.Scan' } as const;
    const page = await callJson(sender, operation, tenantIdsScan(tableName, after), timeoutMs);
    const items = member(page, 'Items') ?? [];
    if (!Array.isArray(items)) throw malformedAnswer();
    const ids = items.map((item: unknown): unknown => member(member(item, 'tenantId'), 'S'));
    return { ids, last: toKey(member(page, 'LastEvaluatedKey')) };
  };

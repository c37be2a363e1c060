// Decrypt and Query on the AWS SDK's clients: for operators' commands, and for functions that are built with
// DEPOSITS_AWS_TRANSPORT=sdk.

import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DecryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { QueryCall } from '../../tenants/query-call.ts';
import type { DecryptCall } from '../decrypt-call.ts';

export const sdkDecrypt =
  (kms: Pick<KMSClient, 'send'>): DecryptCall =>
  async ({ ciphertext, context, keyId }, timeoutMs) => {
    const command = new DecryptCommand({
      CiphertextBlob: ciphertext,
      EncryptionContext: context,
      ...(keyId === undefined ? {} : { KeyId: keyId }),
    });
    const { Plaintext: bytes } = await kms.send(command, { abortSignal: AbortSignal.timeout(timeoutMs) });
    return bytes === undefined ? undefined : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };

export const sdkQuery =
  (dynamoDb: Pick<DynamoDBClient, 'send'>): QueryCall =>
  async ({ tableName, tenantId, isConsistent, after }, timeoutMs) => {
    const command = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: '#tenantId = :tenantId',
      ExpressionAttributeNames: { '#tenantId': 'tenantId' },
      ExpressionAttributeValues: { ':tenantId': { S: tenantId } },
      ConsistentRead: isConsistent,
      ...(after === undefined
        ? {}
        : { ExclusiveStartKey: { tenantId: { S: after.tenantId }, itemKey: { S: after.itemKey } } }),
    });
    const page = await dynamoDb.send(command, { abortSignal: AbortSignal.timeout(timeoutMs) });
    const last = page.LastEvaluatedKey;
    return {
      items: page.Items ?? [],
      last:
        last === undefined
          ? undefined
          : { tenantId: last['tenantId']?.S ?? '', itemKey: last['itemKey']?.S ?? '' },
    };
  };

export const sdkCalls = (clients: {
  readonly dynamoDb: Pick<DynamoDBClient, 'send'>;
  readonly kms: Pick<KMSClient, 'send'>;
}): { readonly query: QueryCall; readonly decrypt: DecryptCall } => ({
  query: sdkQuery(clients.dynamoDb),
  decrypt: sdkDecrypt(clients.kms),
});

// What the functions around events ask of AWS on the SDK's clients.

import { GetItemCommand, UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ClaimCalls } from '../claim-calls.ts';
import { createClaimCalls } from '../create-claim-calls.ts';
import type { PutEventsCall } from '../put-events-call.ts';
import type { SecretValueCall } from '../secret-value-call.ts';

const within = (timeoutMs: number) => ({ abortSignal: AbortSignal.timeout(timeoutMs) });

/** Under the name that the other transport gives it. */
const malformed = (): Error =>
  Object.assign(new Error('The answer lacks members'), {
    name: 'AnswerMalformed',
    $metadata: { httpStatusCode: 200 },
  });

export const sdkSecretValue =
  (client: Pick<SecretsManagerClient, 'send'>): SecretValueCall =>
  async ({ secretId, stage }, timeoutMs) => {
    const command = new GetSecretValueCommand({ SecretId: secretId, VersionStage: stage });
    const { SecretString: text, CreatedDate: storedAt } = await client.send(command, within(timeoutMs));
    if (text === undefined || storedAt === undefined) throw malformed();
    return { text, storedAtMs: storedAt.getTime() };
  };

export const sdkPutEvents =
  (client: Pick<EventBridgeClient, 'send'>): PutEventsCall =>
  async (entries, timeoutMs) => {
    const command = new PutEventsCommand({
      Entries: entries.map(({ busName, source, detailType, detail, timeMs, traceHeader }) => ({
        EventBusName: busName,
        Source: source,
        DetailType: detailType,
        Detail: detail,
        Time: new Date(timeMs),
        TraceHeader: traceHeader,
      })),
    });
    const { Entries: results = [] } = await client.send(command, within(timeoutMs));
    if (results.length !== entries.length) throw malformed();
    return results.map(({ ErrorCode: code }) => code);
  };

export const sdkClaims = (client: Pick<DynamoDBClient, 'send'>): ClaimCalls =>
  createClaimCalls({
    update: (request, timeoutMs) => client.send(new UpdateItemCommand(request), within(timeoutMs)),
    get: async (request, timeoutMs) =>
      (await client.send(new GetItemCommand(request), within(timeoutMs))).Item,
  });

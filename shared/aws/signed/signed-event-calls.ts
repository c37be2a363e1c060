// What the functions around events ask of AWS as signed requests, in AWS's JSON protocol.
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html

import type { ClaimCalls } from '../claim-calls.ts';
import { createClaimCalls } from '../create-claim-calls.ts';
import type { EventEntry } from '../../events/event-publisher.ts';
import type { PutEventsCall } from '../put-events-call.ts';
import type { SecretValueCall } from '../secret-value-call.ts';
import { callJson, malformedAnswer } from './json-call.ts';
import type { SignedSender } from './signed-sender.ts';

export const signedSecretValue =
  (sender: SignedSender): SecretValueCall =>
  async ({ secretId, stage }, timeoutMs) => {
    const request = { SecretId: secretId, VersionStage: stage };
    const operation = { version: '1.1', target: 'secretsmanager.GetSecretValue' } as const;
    const answer = await callJson(sender, operation, request, timeoutMs);
    const text: unknown = Reflect.get(answer, 'SecretString');
    const storedAt: unknown = Reflect.get(answer, 'CreatedDate');
    if (typeof text !== 'string' || typeof storedAt !== 'number') throw malformedAnswer();
    return { text, storedAtMs: Math.round(storedAt * 1_000) };
  };

const toEntry = ({ busName, source, detailType, detail, timeMs, traceHeader }: EventEntry) => ({
  EventBusName: busName,
  Source: source,
  DetailType: detailType,
  Detail: detail,
  Time: timeMs / 1_000,
  ...(traceHeader === undefined ? {} : { TraceHeader: traceHeader }),
});

const errorCodeIn = (entry: unknown): string | undefined => {
  if (typeof entry !== 'object' || entry === null) throw malformedAnswer();
  const code: unknown = Reflect.get(entry, 'ErrorCode');
  if (code === undefined || code === null) return undefined;
  return typeof code === 'string' ? code : 'UnknownError';
};

export const signedPutEvents =
  (sender: SignedSender): PutEventsCall =>
  async (entries, timeoutMs) => {
    const request = { Entries: entries.map(toEntry) };
    const operation = { version: '1.1', target: 'AWSEvents.PutEvents' } as const;
    const answer = await callJson(sender, operation, request, timeoutMs);
    const results: unknown = Reflect.get(answer, 'Entries');
    if (!Array.isArray(results) || results.length !== entries.length) throw malformedAnswer();
    return results.map(errorCodeIn);
  };

export const signedClaims = (sender: SignedSender): ClaimCalls => {
  const call = (operation: string, request: object, timeoutMs: number): Promise<object> =>
    callJson(sender, { version: '1.0', target: `DynamoDB_20120810.${operation}` }, request, timeoutMs);
  return createClaimCalls({
    update: (request, timeoutMs) => call('UpdateItem', request, timeoutMs),
    get: async (request, timeoutMs): Promise<unknown> =>
      Reflect.get(await call('GetItem', request, timeoutMs), 'Item'),
  });
};

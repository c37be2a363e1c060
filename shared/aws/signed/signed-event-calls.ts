// What the functions around events ask of AWS as signed requests, in AWS's JSON protocol.
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html

import { awsErrorFacts } from '../aws-error.ts';
import type { ClaimCalls } from '../claim-calls.ts';
import { finishRequest, readRequest, releaseRequest, takeRequest, toClaimRecord } from '../claim-requests.ts';
import type { EventEntry } from '../../events/event-publisher.ts';
import type { PutEventsCall } from '../put-events-call.ts';
import type { SecretValueCall } from '../secret-value-call.ts';
import { AwsRequestError, parseAnswer } from './aws-request-error.ts';
import type { SignedSender } from './signed-sender.ts';

const ask = async (
  { send }: SignedSender,
  version: '1.0' | '1.1',
  target: string,
  request: object,
  timeoutMs: number,
): Promise<object> => {
  const headers = { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target };
  const { body } = await send({ path: '/', headers, body: JSON.stringify(request) }, timeoutMs);
  const answer = parseAnswer(body);
  // It may be a secret.
  body.fill(0);
  return answer;
};

const malformed = (): AwsRequestError => new AwsRequestError('AnswerMalformed', 200);

export const signedSecretValue =
  (sender: SignedSender): SecretValueCall =>
  async ({ secretId, stage }, timeoutMs) => {
    const request = { SecretId: secretId, VersionStage: stage };
    const answer = await ask(sender, '1.1', 'secretsmanager.GetSecretValue', request, timeoutMs);
    const text: unknown = Reflect.get(answer, 'SecretString');
    const storedAt: unknown = Reflect.get(answer, 'CreatedDate');
    if (typeof text !== 'string' || typeof storedAt !== 'number') throw malformed();
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
  if (typeof entry !== 'object' || entry === null) throw malformed();
  const code: unknown = Reflect.get(entry, 'ErrorCode');
  if (code === undefined || code === null) return undefined;
  return typeof code === 'string' ? code : 'UnknownError';
};

export const signedPutEvents =
  (sender: SignedSender): PutEventsCall =>
  async (entries, timeoutMs) => {
    const request = { Entries: entries.map(toEntry) };
    const answer = await ask(sender, '1.1', 'AWSEvents.PutEvents', request, timeoutMs);
    const results: unknown = Reflect.get(answer, 'Entries');
    if (!Array.isArray(results) || results.length !== entries.length) throw malformed();
    return results.map(errorCodeIn);
  };

const isRefusedCondition = (error: unknown): boolean =>
  awsErrorFacts(error).name === 'ConditionalCheckFailedException';

export const signedClaims = (sender: SignedSender): ClaimCalls => {
  const update = async (request: object, timeoutMs: number): Promise<boolean> => {
    try {
      await ask(sender, '1.0', 'DynamoDB_20120810.UpdateItem', request, timeoutMs);
      return true;
    } catch (error) {
      if (isRefusedCondition(error)) return false;
      throw error;
    }
  };
  return {
    take: (request, timeoutMs) => update(takeRequest(request), timeoutMs),
    read: async (request, timeoutMs) => {
      const answer = await ask(sender, '1.0', 'DynamoDB_20120810.GetItem', readRequest(request), timeoutMs);
      return toClaimRecord(Reflect.get(answer, 'Item'));
    },
    finish: (request, timeoutMs) => update(finishRequest(request), timeoutMs),
    release: (request, timeoutMs) => update(releaseRequest(request), timeoutMs),
  };
};

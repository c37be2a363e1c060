// What every transport to AWS has to do: the same requests on the wire, signed right, and the same errors. The suite compares
// each with one expectation, and so all of them with each other.

import { awsErrorFacts } from '#shared/aws/aws-error';
import { startAwsRecorder, type AwsRecorder } from '../support/aws-recorder.ts';
import { verifySignature } from '../support/verify-signature.ts';
import {
  answers,
  callerEnvironment,
  callers,
  callNames,
  claimRequest,
  entry,
  invokeRequest,
  queryRequest,
  repeating,
  type Calls,
} from './aws-transport/calls.ts';
import { errorCases } from './aws-transport/error-cases.ts';
import { wireCases } from './aws-transport/wire-cases.ts';

/** Whatever else a transport signs, these have to be. */
const mustBeSigned = ['content-type', 'host', 'x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token'];

export const describeAwsTransport = (
  name: string,
  open: (env: Readonly<Record<string, string>>) => Calls,
): void => {
  describe(`requests to AWS by ${name}`, () => {
    let recorder: AwsRecorder;
    let calls: Calls;

    beforeEach(async () => {
      recorder = await startAwsRecorder();
      calls = open(callerEnvironment(recorder.url));
    });

    afterEach(async () => {
      calls.close();
      await recorder.stop();
    });

    const thrownBy = async (call: Promise<unknown>): Promise<unknown> => {
      try {
        await call;
      } catch (error) {
        return error;
      }
      throw new Error('nothing was thrown');
    };

    test.each(wireCases)('%s is the same on the wire, and signed', async (_, call, expected) => {
      recorder.plan({ body: expected.answer ?? '{}' });

      await call(calls);

      const [request] = recorder.requests;
      const { isRight, signedHeaders, scope } = verifySignature(request!, 'canary-secret-key');
      expect(recorder.requests).toHaveLength(1);
      expect([request!.method, request!.url]).toEqual(['POST', expected.url]);
      expect(request!.headers).toMatchObject({ ...expected.headers, 'x-amz-security-token': 'canary-token' });
      expect(JSON.parse(request!.body.toString('utf8'))).toEqual(expected.body);
      expect(isRight).toBe(true);
      expect(signedHeaders).toEqual(
        expect.arrayContaining([...mustBeSigned, ...Object.keys(expected.headers)]),
      );
      expect(scope.split('/').slice(1)).toEqual(['eu-central-1', expected.service, 'aws4_request']);
    });

    test('a signature that was tampered with is found out by the check itself', async () => {
      await callers.decrypt(calls, 5_000);

      const [request] = recorder.requests;
      expect(verifySignature(request!, 'another-key').isRight).toBe(false);
      expect(verifySignature({ ...request!, body: Buffer.from('{}') }, 'canary-secret-key').isRight).toBe(
        false,
      );
      expect(verifySignature({ ...request!, url: '/other' }, 'canary-secret-key').isRight).toBe(false);
    });

    test('gives what KMS opened', async () => {
      recorder.plan({
        body: JSON.stringify({ KeyId: 'k', Plaintext: Buffer.from([0, 255]).toString('base64') }),
      });

      expect(await callers.decrypt(calls, 5_000)).toEqual(Buffer.from([0, 255]));
    });

    test('gives nothing when KMS gave nothing', async () => {
      recorder.plan({ body: '{"KeyId":"k"}' });

      expect(await callers.decrypt(calls, 5_000)).toBeUndefined();
    });

    test('gives a page of items, binary ones as bytes, and where it ended', async () => {
      const item = {
        tenantId: { S: 'acme' },
        version: { N: '3' },
        on: { BOOL: true },
        wrappedKey: { B: 'AQL6' },
      };
      const last = { tenantId: { S: 'acme' }, itemKey: { S: 'key#1' } };
      recorder.plan({ body: JSON.stringify({ Items: [item], Count: 1, LastEvaluatedKey: last }) });

      const page = await calls.query(queryRequest, 5_000);

      const [read] = page.items as [typeof item];
      expect({ ...read, wrappedKey: undefined }).toEqual({ ...item, wrappedKey: undefined });
      expect(Buffer.from(read.wrappedKey.B as unknown as Uint8Array)).toEqual(Buffer.from([1, 2, 250]));
      expect(page.last).toEqual({ tenantId: 'acme', itemKey: 'key#1' });
    });

    test('gives an empty page', async () => {
      expect(await calls.query(queryRequest, 5_000)).toEqual({ items: [], last: undefined });
    });

    test.each([
      ['answered', {}, false],
      ['failed', { 'x-amz-function-error': 'Unhandled' }, true],
    ])('gives what a function %s', async (_, headers, isFunctionError) => {
      recorder.plan({ headers, body: '{"ü":1}' });

      const answer = await calls.invoke(invokeRequest, 5_000);

      expect(answer.isFunctionError).toBe(isFunctionError);
      expect(Buffer.from(answer.payload).toString('utf8')).toBe('{"ü":1}');
    });

    test('gives a secret and when it was stored', async () => {
      recorder.plan({ body: '{"SecretString":"sécret","CreatedDate":1764000000.125}' });

      expect(await callers.secretValue(calls, 5_000)).toEqual({
        text: 'sécret',
        storedAtMs: 1_764_000_000_125,
      });
    });

    test('gives what became of each event', async () => {
      recorder.plan({
        body: '{"FailedEntryCount":1,"Entries":[{"EventId":"1"},{"ErrorCode":"ThrottlingException","ErrorMessage":"canary"}]}',
      });

      expect(await calls.events.putEvents([entry, entry], 5_000)).toEqual([undefined, 'ThrottlingException']);
    });

    test.each(['take', 'finish', 'release'] as const)('says whether a claim could %s', async (step) => {
      const refused = {
        status: 400,
        body: '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"}',
      };
      recorder.plan({}, refused);

      const answered = [
        await calls.events.claims[step](claimRequest, 5_000),
        await calls.events.claims[step](claimRequest, 5_000),
      ];

      expect(answered).toEqual([true, false]);
    });

    test('gives a claim as it stands, or none', async () => {
      const item = { claimKey: { S: 'k' }, state: { S: 'done' }, leaseUntilMs: { N: '19500' } };
      recorder.plan({ body: JSON.stringify({ Item: item }) }, {});

      const read = [await callers.read(calls, 5_000), await callers.read(calls, 5_000)];

      expect(read).toEqual([{ isDone: true, leaseUntilMs: 19_500 }, undefined]);
    });

    test.each(errorCases)('%s (%s)', async (_, call, plan, facts, attempts) => {
      recorder.plan(plan);

      const error = await thrownBy(callers[call](calls, 5_000));

      expect(awsErrorFacts(error)).toMatchObject(facts);
      expect(recorder.requests).toHaveLength(attempts);
    });

    test.each(callNames)('%s fails when an answer breaks off', async (call) => {
      recorder.plan({ instead: 'half' });

      expect(await thrownBy(callers[call](calls, 5_000))).toBeInstanceOf(Error);
    });

    test.each(callNames)('%s ends at its time limit', async (call) => {
      recorder.plan({ instead: 'silence' });

      const startedMs = performance.now();
      const error = await thrownBy(callers[call](calls, 150));

      expect(['AbortError', 'TimeoutError']).toContain(awsErrorFacts(error).name);
      expect(performance.now() - startedMs).toBeLessThan(1_500);
    });

    test.each(callNames)('%s says when nothing listens', async (call) => {
      await recorder.stop();

      expect(awsErrorFacts(await thrownBy(callers[call](calls, 5_000))).name).toBe('ECONNREFUSED');
    });

    test.each(repeating)('%s succeeds at the second attempt', async (call) => {
      recorder.plan({ status: 500, body: '{"__type":"InternalServerError"}' }, { body: answers[call] });

      await callers[call](calls, 5_000);

      expect(recorder.requests).toHaveLength(2);
    });
  });
};

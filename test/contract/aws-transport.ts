// What every transport to AWS has to do: the same requests on the wire, signed right, and the same errors. The suite compares
// each with one expectation, and so all of them with each other.

import { awsErrorFacts } from '#shared/aws/aws-error';
import type { DecryptCall } from '#shared/aws/decrypt-call';
import type { EventCalls } from '#shared/aws/event-calls';
import type { InvokeCall } from '#shared/aws/invoke-call';
import type { QueryCall } from '#shared/tenants/query-call';
import { startAwsRecorder, type AwsRecorder, type Plan } from '../support/aws-recorder.ts';
import { verifySignature } from '../support/verify-signature.ts';

export type Calls = {
  readonly decrypt: DecryptCall;
  readonly query: QueryCall;
  readonly invoke: InvokeCall;
  readonly events: Pick<EventCalls, 'secretValue' | 'putEvents' | 'claims'>;
  readonly close: () => void;
};

/** What the transports read from the environment. */
export const callerEnvironment = (url: string) => ({
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'canary-secret-key',
  AWS_SESSION_TOKEN: 'canary-token',
  AWS_ENDPOINT_URL: url,
});

const decryptRequest = {
  ciphertext: Buffer.from([1, 2, 250]),
  context: { tenantId: 'acme' },
  keyId: undefined,
};
const queryRequest = { tableName: 'tenants', tenantId: 'acme', isConsistent: false, after: undefined };
const invokeRequest = { functionName: 'decryptor', qualifier: undefined, payloadJson: '{"a":"ü"}' };

const secretRequest = { secretId: 'webhook/bank', stage: 'AWSCURRENT' } as const;
const entry = {
  busName: 'payroll',
  source: 'direct-deposits.bank',
  detailType: 'BankEvent',
  detail: '{"a":"ü"}',
  timeMs: 1_700_000_000_250,
  traceHeader: undefined,
};
const ownClaim = { tableName: 'claims', key: 'k', token: 't' };
const claimRequest = { ...ownClaim, nowMs: 9_500, leaseUntilMs: 19_500, expiresAtSeconds: 100 };

type CallName = 'decrypt' | 'query' | 'invoke' | 'secretValue' | 'putEvents' | 'take' | 'read';
const callers: Readonly<Record<CallName, (calls: Calls, timeoutMs: number) => Promise<unknown>>> = {
  decrypt: (calls, timeoutMs) => calls.decrypt(decryptRequest, timeoutMs),
  query: (calls, timeoutMs) => calls.query(queryRequest, timeoutMs),
  invoke: (calls, timeoutMs) => calls.invoke(invokeRequest, timeoutMs),
  secretValue: ({ events }, timeoutMs) => events.secretValue(secretRequest, timeoutMs),
  putEvents: ({ events }, timeoutMs) => events.putEvents([entry], timeoutMs),
  take: ({ events }, timeoutMs) => events.claims.take(claimRequest, timeoutMs),
  read: ({ events }, timeoutMs) => events.claims.read(ownClaim, timeoutMs),
};
const callNames = Object.keys(callers) as CallName[];
/** Those that try again by themselves. */
const repeating = callNames.filter((name) => name !== 'invoke');

/** An answer that each call takes. */
const answers: Readonly<Record<CallName, string>> = {
  decrypt: '{}',
  query: '{}',
  invoke: '{}',
  secretValue: '{"SecretString":"s","CreatedDate":1.5}',
  putEvents: '{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}',
  take: '{}',
  read: '{}',
};

const queryBody = {
  TableName: 'tenants',
  KeyConditionExpression: '#tenantId = :tenantId',
  ExpressionAttributeNames: { '#tenantId': 'tenantId' },
  ExpressionAttributeValues: { ':tenantId': { S: 'acme' } },
  ConsistentRead: false,
};

type OnWire = {
  readonly url: string;
  readonly service: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Where `{}` is none that the call takes. */
  readonly answer?: string;
};

const kmsHeaders = { 'x-amz-target': 'TrentService.Decrypt', 'content-type': 'application/x-amz-json-1.1' };
const tableHeaders = {
  'x-amz-target': 'DynamoDB_20120810.Query',
  'content-type': 'application/x-amz-json-1.0',
};
const invokeHeaders = {
  'x-amz-invocation-type': 'RequestResponse',
  'content-type': 'application/octet-stream',
};
const secretHeaders = {
  'x-amz-target': 'secretsmanager.GetSecretValue',
  'content-type': 'application/x-amz-json-1.1',
};
const eventHeaders = { 'x-amz-target': 'AWSEvents.PutEvents', 'content-type': 'application/x-amz-json-1.1' };
const claimHeaders = (operation: string) => ({
  ...tableHeaders,
  'x-amz-target': `DynamoDB_20120810.${operation}`,
});
const claimKey = { TableName: 'claims', Key: { claimKey: { S: 'k' } } };
const invokeUrl = (name: string): string => `/2015-03-31/functions/${name}/invocations`;

const wireCases: readonly [string, (calls: Calls) => Promise<unknown>, OnWire][] = [
  [
    'Decrypt',
    ({ decrypt }) => decrypt(decryptRequest, 5_000),
    {
      url: '/',
      service: 'kms',
      headers: kmsHeaders,
      body: { CiphertextBlob: 'AQL6', EncryptionContext: { tenantId: 'acme' } },
    },
  ],
  [
    'Decrypt with one key only',
    ({ decrypt }) => decrypt({ ...decryptRequest, keyId: 'alias/k' }, 5_000),
    {
      url: '/',
      service: 'kms',
      headers: kmsHeaders,
      body: { CiphertextBlob: 'AQL6', EncryptionContext: { tenantId: 'acme' }, KeyId: 'alias/k' },
    },
  ],
  [
    'Query',
    ({ query }) => query(queryRequest, 5_000),
    { url: '/', service: 'dynamodb', headers: tableHeaders, body: queryBody },
  ],
  [
    'a consistent Query that goes on',
    ({ query }) =>
      query({ ...queryRequest, isConsistent: true, after: { tenantId: 'acme', itemKey: 'key#1' } }, 5_000),
    {
      url: '/',
      service: 'dynamodb',
      headers: tableHeaders,
      body: {
        ...queryBody,
        ConsistentRead: true,
        ExclusiveStartKey: { tenantId: { S: 'acme' }, itemKey: { S: 'key#1' } },
      },
    },
  ],
  [
    'Invoke',
    ({ invoke }) => invoke(invokeRequest, 5_000),
    { url: invokeUrl('decryptor'), service: 'lambda', headers: invokeHeaders, body: { a: 'ü' } },
  ],
  [
    'Invoke of an alias by ARN',
    ({ invoke }) =>
      invoke(
        { ...invokeRequest, functionName: 'arn:aws:lambda:eu-central-1:1:function:d', qualifier: 'live' },
        5_000,
      ),
    {
      url: `${invokeUrl('arn%3Aaws%3Alambda%3Aeu-central-1%3A1%3Afunction%3Ad')}?Qualifier=live`,
      service: 'lambda',
      headers: invokeHeaders,
      body: { a: 'ü' },
    },
  ],
  [
    'GetSecretValue',
    ({ events }) => events.secretValue({ ...secretRequest, stage: 'AWSPREVIOUS' }, 5_000),
    {
      url: '/',
      service: 'secretsmanager',
      headers: secretHeaders,
      body: { SecretId: 'webhook/bank', VersionStage: 'AWSPREVIOUS' },
      answer: answers.secretValue,
    },
  ],
  [
    'PutEvents',
    ({ events }) => events.putEvents([entry, { ...entry, traceHeader: 'Root=1-2-3' }], 5_000),
    {
      url: '/',
      service: 'events',
      headers: eventHeaders,
      body: {
        Entries: [undefined, 'Root=1-2-3'].map((traceHeader) => ({
          EventBusName: 'payroll',
          Source: 'direct-deposits.bank',
          DetailType: 'BankEvent',
          Detail: '{"a":"ü"}',
          Time: 1_700_000_000.25,
          ...(traceHeader === undefined ? {} : { TraceHeader: traceHeader }),
        })),
      },
      answer: '{"FailedEntryCount":0,"Entries":[{},{}]}',
    },
  ],
  [
    'the UpdateItem that claims',
    ({ events }) => events.claims.take(claimRequest, 5_000),
    {
      url: '/',
      service: 'dynamodb',
      headers: claimHeaders('UpdateItem'),
      body: {
        ...claimKey,
        UpdateExpression:
          'SET #state = :claimed, #token = :token, #leaseUntilMs = :leaseUntilMs, #expiresAt = :expiresAt',
        ConditionExpression:
          'attribute_not_exists(claimKey) OR #expiresAt < :nowSeconds OR (#state = :claimed AND (#leaseUntilMs < :nowMs OR #token = :token))',
        ExpressionAttributeNames: {
          '#state': 'state',
          '#token': 'token',
          '#leaseUntilMs': 'leaseUntilMs',
          '#expiresAt': 'expiresAt',
        },
        ExpressionAttributeValues: {
          ':claimed': { S: 'claimed' },
          ':token': { S: 't' },
          ':leaseUntilMs': { N: '19500' },
          ':expiresAt': { N: '100' },
          ':nowMs': { N: '9500' },
          ':nowSeconds': { N: '9' },
        },
      },
    },
  ],
  [
    'the GetItem of a claim',
    ({ events }) => events.claims.read(ownClaim, 5_000),
    {
      url: '/',
      service: 'dynamodb',
      headers: claimHeaders('GetItem'),
      body: { ...claimKey, ConsistentRead: true },
    },
  ],
];

/** Whatever else a transport signs, these have to be. */
const mustBeSigned = ['content-type', 'host', 'x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token'];

const named = (name: string, status: number): Plan => ({
  status,
  body: JSON.stringify({ __type: `com.amazonaws.any#${name}`, message: 'canary-message' }),
});
const inHeader = (name: string, status: number): Plan => ({
  status,
  headers: { 'x-amzn-errortype': `${name}:http://internal.amazon.com/` },
  body: '{"Message":"canary-message"}',
});

type ErrorCase = readonly [string, CallName, Plan, { name?: string; status: number | undefined }, number];
const errorCases: readonly ErrorCase[] = [
  [
    'KMS throttles',
    'decrypt',
    named('ThrottlingException', 400),
    { name: 'ThrottlingException', status: 400 },
    2,
  ],
  [
    'KMS denies',
    'decrypt',
    named('AccessDeniedException', 400),
    { name: 'AccessDeniedException', status: 400 },
    1,
  ],
  [
    'KMS fails',
    'decrypt',
    named('KMSInternalException', 500),
    { name: 'KMSInternalException', status: 500 },
    2,
  ],
  [
    'the table throttles',
    'query',
    named('ProvisionedThroughputExceededException', 400),
    { name: 'ProvisionedThroughputExceededException', status: 400 },
    2,
  ],
  [
    'the table denies',
    'query',
    named('AccessDeniedException', 400),
    { name: 'AccessDeniedException', status: 400 },
    1,
  ],
  [
    'the table is gone',
    'query',
    named('ResourceNotFoundException', 400),
    { name: 'ResourceNotFoundException', status: 400 },
    1,
  ],
  [
    'the table fails',
    'query',
    named('InternalServerError', 500),
    { name: 'InternalServerError', status: 500 },
    2,
  ],
  [
    'Lambda throttles',
    'invoke',
    inHeader('TooManyRequestsException', 429),
    { name: 'TooManyRequestsException', status: 429 },
    1,
  ],
  [
    'Lambda denies',
    'invoke',
    inHeader('AccessDeniedException', 403),
    { name: 'AccessDeniedException', status: 403 },
    1,
  ],
  ['Lambda fails', 'invoke', inHeader('ServiceException', 500), { name: 'ServiceException', status: 500 }, 1],
  ['a balancer answers a page', 'query', { status: 503, body: '<html>' }, { status: 503 }, 2],
  ['the connection is reset', 'decrypt', { instead: 'reset' }, { name: 'ECONNRESET', status: undefined }, 2],
  ['the connection is reset', 'query', { instead: 'reset' }, { name: 'ECONNRESET', status: undefined }, 2],
  ['the connection is reset', 'invoke', { instead: 'reset' }, { name: 'ECONNRESET', status: undefined }, 1],
  ['an answer is no JSON', 'decrypt', { body: 'canary' }, { status: 200 }, 1],
  ['an answer is no JSON', 'query', { body: 'canary' }, { status: 200 }, 1],
  ['an answer is no JSON', 'secretValue', { body: 'canary' }, { status: 200 }, 1],
  ['an answer has no secret', 'secretValue', { body: '{}' }, { name: 'AnswerMalformed', status: 200 }, 1],
  ['an answer has no entries', 'putEvents', { body: '{}' }, { name: 'AnswerMalformed', status: 200 }, 1],
  [
    'there is no such secret',
    'secretValue',
    named('ResourceNotFoundException', 400),
    { name: 'ResourceNotFoundException', status: 400 },
    1,
  ],
  [
    'the secret is denied',
    'secretValue',
    named('AccessDeniedException', 400),
    { name: 'AccessDeniedException', status: 400 },
    1,
  ],
  [
    'Secrets Manager fails',
    'secretValue',
    named('InternalServiceError', 500),
    { name: 'InternalServiceError', status: 500 },
    2,
  ],
  [
    'the bus fails',
    'putEvents',
    named('InternalException', 500),
    { name: 'InternalException', status: 500 },
    2,
  ],
  [
    'the bus throttles',
    'putEvents',
    named('ThrottlingException', 400),
    { name: 'ThrottlingException', status: 400 },
    2,
  ],
  [
    'the connection is reset',
    'putEvents',
    { instead: 'reset' },
    { name: 'ECONNRESET', status: undefined },
    2,
  ],
  [
    'the claim fails',
    'take',
    named('InternalServerError', 500),
    { name: 'InternalServerError', status: 500 },
    2,
  ],
];

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

// What each call is on the wire.

import {
  answers,
  claimRequest,
  decryptRequest,
  entry,
  invokeRequest,
  ownClaim,
  queryRequest,
  secretRequest,
  type Calls,
} from './calls.ts';

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

export const wireCases: readonly [string, (calls: Calls) => Promise<unknown>, OnWire][] = [
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
    'Invoke for one tenant',
    ({ invoke }) => invoke({ ...invokeRequest, tenantId: 'acme' }, 5_000),
    {
      url: invokeUrl('decryptor'),
      service: 'lambda',
      headers: { ...invokeHeaders, 'x-amz-tenant-id': 'acme' },
      body: { a: 'ü' },
    },
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
    'Invoke that Lambda queues',
    ({ invoke }) => invoke({ ...invokeRequest, isQueued: true }, 5_000),
    {
      url: invokeUrl('decryptor'),
      service: 'lambda',
      headers: { ...invokeHeaders, 'x-amz-invocation-type': 'Event' },
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

// The way to the decryptor Lambda when it is troubled: the real SDK client against a loopback Invoke endpoint.

import { LambdaClient } from '@aws-sdk/client-lambda';
import { awsErrorFacts } from '#shared/aws/aws-error';
import { createLambdaDecryptorInvoker } from '#shared/aws/lambda-decryptor-invoker';
import { sdkInvoke } from '#shared/aws/sdk/sdk-invoke';
import { createLambdaCredentialSource } from '#shared/credentials/lambda-credential-source';
import type { TenantId } from '#shared/domain/tenant-id';
import {
  startLambdaEndpoint,
  type LambdaEndpoint,
  type PlannedAnswer,
} from '../../support/aws-lambda-endpoint.ts';

const acme = 'acme' as TenantId;
const caller = { function: 'f', requestId: 'r', subject: 's' };
const login = { server: 'h', port: 1433, database: 'd', user: 'u', password: 'canary-p' };
const opened = { value: login, version: 1, format: 'jwe1' };
const whole = { version: 1, credentials: { 'sql-server': opened }, failures: {} };

describe('T31 the Lambda credential source', () => {
  let endpoint: LambdaEndpoint;
  let client: LambdaClient;
  let pauses: number[];
  let errors: unknown[];
  let events: unknown[];

  beforeEach(async () => {
    events = [];
    pauses = [];
    errors = [];
    endpoint = await startLambdaEndpoint((event) => {
      events.push(event);
      return Promise.resolve(whole);
    });
    client = new LambdaClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      endpoint: endpoint.url,
      maxAttempts: 1,
    });
  });

  afterEach(async () => {
    client.destroy();
    await endpoint.stop();
  });

  const read = async (changes: object = {}, remainingMs = 5_000) => {
    const source = createLambdaCredentialSource({
      invoker: createLambdaDecryptorInvoker({
        invoke: sdkInvoke(client),
        functionName: 'decryptor',
        onError: (error) => errors.push(error),
        ...changes,
      }),
      pause: (durationMs) => {
        pauses.push(durationMs);
        return Promise.resolve();
      },
      random: () => 0.5,
    });
    const use = { caller, deadline: { remainingMs: () => remainingMs } };
    const result = await source.use(acme, ['sql-server'], () => Promise.resolve('ran'), use);
    return result.ok ? result.value : result.failure.code;
  };

  test('sends exactly the contract’s request', async () => {
    await read();

    expect(events).toEqual([
      { version: 1, tenantId: 'acme', purposes: ['sql-server'], refresh: false, previous: false, caller },
    ]);
  });

  test.each([
    ['the alias that it was given', { qualifier: 'live' }, 'live'],
    ['no alias when it was given none', {}, null],
  ])('calls %s', async (_, options, qualifier) => {
    await read(options);

    expect(endpoint.invocations).toEqual([{ functionName: 'decryptor', qualifier }]);
  });

  test.each<[string, PlannedAnswer]>([
    ['throttled', { kind: 'error', status: 429, name: 'TooManyRequestsException' }],
    ['answered 500', { kind: 'error', status: 500, name: 'ServiceException' }],
    ['answered 502', { kind: 'error', status: 502, name: 'EC2UnexpectedException' }],
    ['cut off', { kind: 'reset' }],
  ])('tries again when it is %s, with growing room for jitter, three times at most', async (_, trouble) => {
    endpoint.planned.push(trouble);
    const recovered = await read();
    endpoint.planned.push(trouble, trouble, trouble);
    const exhausted = await read();

    expect([recovered, exhausted]).toEqual(['ran', 'DECRYPTOR_UNAVAILABLE']);
    expect(pauses).toEqual([50, 50, 100]);
    expect(endpoint.invocations.length).toBe(5);
  });

  test.each<[string, PlannedAnswer]>([
    ['the function fails', { kind: 'function-error' }],
    ['it may not be called', { kind: 'error', status: 403, name: 'AccessDeniedException' }],
    ['there is no such function', { kind: 'error', status: 404, name: 'ResourceNotFoundException' }],
    ['it never answers', { kind: 'silence' }],
  ])('is DECRYPTOR_UNAVAILABLE at once when %s', async (_, trouble) => {
    endpoint.planned.push(trouble);

    expect(await read({}, 250)).toBe('DECRYPTOR_UNAVAILABLE');
    expect(endpoint.invocations.length).toBe(1);
  });

  test('tells of a function that failed by a name and nothing else', async () => {
    endpoint.planned.push({ kind: 'function-error' });
    await read();

    expect(errors.map(awsErrorFacts)).toEqual([{ name: 'FunctionError', status: undefined }]);
  });

  test('does not start another attempt that the deadline leaves no time for', async () => {
    endpoint.planned.push({ kind: 'error', status: 429, name: 'TooManyRequestsException' });

    expect(await read({}, 120)).toBe('DECRYPTOR_UNAVAILABLE');
    expect([pauses, endpoint.invocations.length]).toEqual([[], 1]);
  });

  test.each<[string, unknown]>([
    ['no JSON', 'canary-nonsense'],
    ['nothing', ''],
    ['null', null],
    ['another version', { ...whole, version: 2 }],
    ['an unknown member', { ...whole, note: 'x' }],
    ['an unknown code', { version: 1, error: { code: 'TEAPOT' } }],
    ['an inherited name as code', { version: 1, error: { code: 'toString' } }],
    ['a code that only this side makes', { version: 1, error: { code: 'DECRYPTOR_UNAVAILABLE' } }],
    ['an error and credentials', { ...whole, error: { code: 'TENANT_SUSPENDED' } }],
    ['nothing for the purpose', { ...whole, credentials: {} }],
    [
      'the purpose opened and failed',
      { ...whole, failures: { 'sql-server': { code: 'DECRYPTION_FAILED' } } },
    ],
    ['a purpose not asked for', { ...whole, failures: { 'payroll-api': { code: 'DECRYPTION_FAILED' } } }],
    [
      'a value of another shape',
      { ...whole, credentials: { 'sql-server': { ...opened, value: { ...login, port: '1' } } } },
    ],
    ['a version below one', { ...whole, credentials: { 'sql-server': { ...opened, version: 0 } } }],
  ])('is DECRYPTOR_ANSWER_INVALID when the answer is %s', async (_, answer) => {
    const body = typeof answer === 'string' ? answer : JSON.stringify(answer);
    endpoint.planned.push({ kind: 'text', body });

    expect(await read()).toBe('DECRYPTOR_ANSWER_INVALID');
  });
});

// A container of an API function that starts wakes the decryptor, or lets its first request do so; never both.

import { handler } from '../../../functions/decryptor/handler.ts';
import { createLambdaDecryptorInvoker } from '#shared/aws/lambda-decryptor-invoker';
import { createSignedInvoke } from '#shared/aws/signed/create-signed-invoke';
import { isWakeUp, wakeUpRequest } from '#shared/credentials/contract';
import { createLambdaCredentialSource } from '#shared/credentials/lambda-credential-source';
import { wakingSource } from '#shared/credentials/waking-source';
import type { TenantId } from '#shared/domain/tenant-id';
import { startLambdaEndpoint, type LambdaEndpoint } from '../../support/aws-lambda-endpoint.ts';

const acme = 'acme' as TenantId;
const caller = { function: 'f', requestId: 'r', subject: 's' };
const login = { server: 'h', port: 1433, database: 'd', user: 'u', password: 'canary-p' };
const opened = {
  version: 1,
  credentials: { 'sql-server': { value: login, version: 1, format: 'jwe1' } },
  failures: {},
};
const context = { getRemainingTimeInMillis: () => 1_000 };

let endpoint: LambdaEndpoint;
/** What the decryptor was sent, and what it was answering then. */
let events: { readonly isWakeUp: boolean; readonly beside: number }[];
let answering: number;
/** Holds the decryptor's answers back until it is settled. */
let gate: Promise<unknown>;

beforeEach(async () => {
  [events, answering, gate] = [[], 0, Promise.resolve()];
  endpoint = await startLambdaEndpoint(async (event) => {
    events.push({ isWakeUp: isWakeUp(event), beside: answering });
    answering += 1;
    await gate;
    answering -= 1;
    return isWakeUp(event) ? handler(event, context) : opened;
  });
});
afterEach(() => endpoint.stop());

const open = () => {
  const { invoke, ...connection } = createSignedInvoke({
    ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    AWS_ENDPOINT_URL_LAMBDA: endpoint.url,
  });
  const invoker = createLambdaDecryptorInvoker({ invoke, functionName: 'decryptor' });
  const source = createLambdaCredentialSource({ invoker, pause: () => Promise.resolve(), random: () => 0 });
  const waking = wakingSource({ ...connection, source, invoker });
  const use = () =>
    waking.source.use(acme, ['sql-server'], async (credentials) => credentials['sql-server'].version, {
      caller,
      deadline: { remainingMs: () => 2_000 },
    });
  return { ...waking, use };
};

test('a container without a request wakes the decryptor, and its request waits for the one that is woken', async () => {
  const answer = Promise.withResolvers<void>();
  gate = answer.promise;
  const { prepare, use } = open();
  await prepare();
  const used = use();
  answer.resolve();

  expect(await used).toEqual({ ok: true, value: 1 });
  expect(events).toEqual([
    { isWakeUp: true, beside: 0 },
    { isWakeUp: false, beside: 0 },
  ]);
});

test('a request that is there already wakes it by itself', async () => {
  const { prepare, use } = open();
  const prepared = prepare();

  expect(await use()).toEqual({ ok: true, value: 1 });
  await prepared;
  expect(events).toEqual([{ isWakeUp: false, beside: 0 }]);
});

test('a decryptor that cannot be woken is asked all the same', async () => {
  endpoint.planned.push({ kind: 'function-error' });
  const { prepare, use } = open();
  await prepare();

  expect(await use()).toEqual({ ok: true, value: 1 });
});

describe('the request that opens nothing', () => {
  test('is answered without a word of it in the log, and without anything being wired', async () => {
    const written = jest.spyOn(process.stdout, 'write');
    expect(await handler(JSON.parse(wakeUpRequest), context)).toEqual({ version: 1, isAwake: true });
    expect(written).not.toHaveBeenCalled();
    // A request for which it would have to be wired.
    await expect(handler({}, context)).rejects.toThrow('DEPOSITS_TENANT_TABLE');
    written.mockRestore();
  });

  test.each([
    { version: 1, wakeUp: false },
    { version: 2, wakeUp: true },
    { version: 1, wakeUp: true, tenantId: 'acme' },
  ])('is none when it is %j', (event) => expect(isWakeUp(event)).toBe(false));
});

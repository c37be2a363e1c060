// The local EventBridge as AWS's own client sees it: what is taken, what is refused, and what becomes of an event.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  CreateEventBusCommand,
  DescribeEventBusCommand,
  EventBridgeClient,
  ListRulesCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  StartReplayCommand,
  TestEventPatternCommand,
  type PutEventsRequestEntry,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { startEventBridge, type EventBridge } from '#local/eventbridge/start-eventbridge';
import { errorNameOf } from '#test/support/error-name';

let bridge: EventBridge;
let client: EventBridgeClient;
let lambda: Server;
let invoked: { name: string; body: unknown }[];
let answers: { status?: number; headers?: Record<string, string>; body?: string }[];

beforeEach(async () => {
  [invoked, answers] = [[], []];
  lambda = createServer((request, response) => {
    void text(request).then((body) => {
      invoked.push({ name: request.url ?? '', body: JSON.parse(body) });
      const { status = 200, headers = {}, body: answer = 'null' } = answers.shift() ?? {};
      response.writeHead(status, headers).end(answer);
    });
  });
  lambda.listen(0, '127.0.0.1');
  await once(lambda, 'listening');
  bridge = await startEventBridge({
    port: 0,
    queues: ['events', 'dead'],
    lambdaUrl: `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`,
    pauseMs: 1,
  });
  client = new EventBridgeClient({
    endpoint: bridge.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  await client.send(new CreateEventBusCommand({ Name: 'payroll' }));
});
afterEach(async () => {
  client.destroy();
  await bridge.stop();
  lambda.closeAllConnections();
  await new Promise((resolve) => lambda.close(resolve));
});

const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:consumer';

const route = async (target: Omit<Target, 'Id'>, pattern: object = { source: ['bank'] }): Promise<void> => {
  const rule = { EventBusName: 'payroll', Name: 'rule' };
  await client.send(new PutRuleCommand({ ...rule, EventPattern: JSON.stringify(pattern) }));
  await client.send(
    new PutTargetsCommand({
      Rule: 'rule',
      EventBusName: 'payroll',
      Targets: [{ Id: '1', ...target }],
    }),
  );
};
const entry = (changes: PutEventsRequestEntry = {}): PutEventsRequestEntry => ({
  EventBusName: 'payroll',
  Source: 'bank',
  DetailType: 'BankEvent',
  Detail: '{"a":1}',
  Time: new Date('2026-11-28T08:00:00Z'),
  ...changes,
});
const put = (...Entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries }));

test('an event that matches goes to the target, as targets are given it; another one does not', async () => {
  await route({ Arn: queueArn('events') });

  const answer = await put(entry(), entry({ Source: 'other' }));
  await bridge.settled();

  expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }, {}] });
  expect(bridge.queue('events').map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    {
      version: '0',
      id: answer.Entries![0]!.EventId,
      'detail-type': 'BankEvent',
      source: 'bank',
      account: '000000000000',
      time: '2026-11-28T08:00:00Z',
      region: 'us-east-1',
      resources: [],
      detail: { a: 1 },
    },
  ]);
});

test.each<[string, PutEventsRequestEntry, string]>([
  ['no source', { Source: '' }, 'InvalidArgument'],
  ['AWS’s own source', { Source: 'aws.s3' }, 'NotAuthorizedForSourceException'],
  ['a detail that is no object', { Detail: '[1]' }, 'MalformedDetail'],
  ['a bus that is not there', { EventBusName: 'nowhere' }, 'ResourceNotFoundException'],
])('an entry with %s fails alone', async (_, changes, code) => {
  const answer = await put(entry(), entry(changes));

  expect(answer.FailedEntryCount).toBe(1);
  expect(answer.Entries!.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, code]);
});

test('more than ten entries, and more than 256 KB, are refused', async () => {
  const large = JSON.stringify({ a: 'x'.repeat(262_144 - 14 - 4 - 9 - 8 + 1) });

  expect(await errorNameOf(put(...Array.from({ length: 11 }, () => entry())))).toBe('ValidationException');
  expect(await errorNameOf(put(entry({ Detail: large })))).toBe('ValidationException');
  expect(await errorNameOf(put(entry({ Detail: large.replace('xx', 'x') })))).toBe('ok');
});

test('a function is invoked with the event, and again when it fails', async () => {
  await route({ Arn: functionArn });
  answers = [{ headers: { 'x-amz-function-error': 'Unhandled' }, body: '{"errorType":"Error"}' }, {}];

  await put(entry());
  await bridge.settled();

  expect(invoked.map(({ name }) => name)).toEqual([
    '/2015-03-31/functions/consumer/invocations',
    '/2015-03-31/functions/consumer/invocations',
  ]);
  expect(invoked[0]!.body).toMatchObject({ source: 'bank', detail: { a: 1 } });
});

test.each([
  [
    'a function that always fails',
    functionArn,
    Array.from({ length: 9 }, () => ({ headers: { 'x-amz-function-error': 'x' } })),
    3,
    'FUNCTION_ERROR',
  ],
  [
    'a function that is throttled for ever',
    functionArn,
    Array.from({ length: 9 }, () => ({ status: 429 })),
    5,
    'NO_RESPONSE',
  ],
  ['a queue that is not there', queueArn('nowhere'), [], 0, 'NO_RESPONSE'],
])('what %s does not take ends in the dead-letter queue', async (_, arn, planned, calls, code) => {
  await route({
    Arn: arn,
    RetryPolicy: { MaximumRetryAttempts: 4 },
    DeadLetterConfig: { Arn: queueArn('dead') },
  });
  answers = planned;

  await put(entry());
  await bridge.settled();

  expect(invoked).toHaveLength(calls);
  expect(bridge.queue('dead')).toEqual([
    {
      body: expect.stringContaining('"BankEvent"'),
      attributes: expect.objectContaining({ ERROR_CODE: code, TARGET_ARN: arn }),
    },
  ]);
});

test('rules are listed, renewed with their targets kept, and refused with a pattern that is none', async () => {
  await route({ Arn: queueArn('events') });
  await client.send(
    new PutRuleCommand({ EventBusName: 'payroll', Name: 'rule', EventPattern: '{"source":["new"]}' }),
  );

  await put(entry({ Source: 'new' }));
  await bridge.settled();
  const { Rules } = await client.send(new ListRulesCommand({ EventBusName: 'payroll' }));

  expect(Rules).toMatchObject([{ Name: 'rule', EventPattern: '{"source":["new"]}' }]);
  expect(bridge.queue('events')).toHaveLength(1);
  expect(
    await errorNameOf(client.send(new PutRuleCommand({ Name: 'x', EventPattern: '{"source":[]}' }))),
  ).toBe('InvalidEventPatternException');
});

test('a pattern is tried without a rule', async () => {
  const tried = async (source: string) =>
    (
      await client.send(
        new TestEventPatternCommand({
          EventPattern: '{"source":["bank"]}',
          Event: JSON.stringify({ source }),
        }),
      )
    ).Result;

  expect([await tried('bank'), await tried('other')]).toEqual([true, false]);
});

test('what it does not do, and what is there already or not at all, it says', async () => {
  expect(await errorNameOf(client.send(new CreateEventBusCommand({ Name: 'payroll' })))).toBe(
    'ResourceAlreadyExistsException',
  );
  expect(await errorNameOf(client.send(new DescribeEventBusCommand({ Name: 'nowhere' })))).toBe(
    'ResourceNotFoundException',
  );
  const replay = {
    ReplayName: 'r',
    EventSourceArn: 'arn:x',
    EventStartTime: new Date(),
    EventEndTime: new Date(),
    Destination: { Arn: 'arn:x' },
  };
  expect(await errorNameOf(client.send(new StartReplayCommand(replay)))).toBe('UnknownOperationException');
  expect(
    await errorNameOf(
      client.send(
        new PutTargetsCommand({
          Rule: 'rule',
          EventBusName: 'payroll',
          Targets: [{ Id: '1', Arn: 'a', Input: '{}' }],
        }),
      ),
    ),
  ).toBe('ResourceNotFoundException');
  await route({ Arn: queueArn('events') });
  expect(await errorNameOf(route({ Arn: queueArn('events'), Input: '{}' }))).toBe('ValidationException');
});

// Publishing several events of which EventBridge takes some: what failed is sent again, alone, and what cannot help is not.

import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { startEventBridge, type BusEvent, type EventBridge } from '#local/eventbridge/start-eventbridge';
import { createEventBridgePublisher } from '#shared/aws/eventbridge-publisher';
import { createSignedEventCalls } from '#shared/aws/signed/create-signed-event-calls';
import type { EventPublisher } from '#shared/events/event-publisher';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';

let bridge: EventBridge;
let taken: BusEvent[];
let errors: string[];
let publisher: EventPublisher;

beforeEach(async () => {
  [taken, errors] = [[], []];
  bridge = await startEventBridge({ port: 0, onEvent: (event) => taken.push(event) });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new EventBridgeClient({ endpoint: bridge.url, region: 'us-east-1', credentials });
  await client.send(new CreateEventBusCommand({ Name: 'payroll' }));
  client.destroy();
  const { putEvents } = createSignedEventCalls({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_EVENTBRIDGE: bridge.url,
  });
  publisher = createEventBridgePublisher(putEvents, ({ name }) => errors.push(name));
});
afterEach(() => bridge.stop());

const entries = ['a', 'b', 'c'].map((name) => ({
  busName: 'payroll',
  source: 'direct-deposits.bank',
  detailType: 'BankEvent',
  detail: JSON.stringify({ name }),
  timeMs: 1_764_000_000_000,
  traceHeader: undefined,
}));
const publish = (remainingMs = 5_000) => publisher.publish(entries, deadlineIn(systemClock, remainingMs));
const names = (): unknown[] => taken.map(({ detail }) => (detail as { name: string }).name);

test('T27 the entries that failed are sent again, alone', async () => {
  let left = 2;
  bridge.setEntryFault((detail) =>
    detail.includes('"b"') && (left -= 1) >= 0 ? 'ThrottlingException' : undefined,
  );

  expect(await publish()).toEqual({ ok: true, value: 'published' });
  expect(names()).toEqual(['a', 'c', 'b']);
  expect(errors).toEqual(['ThrottlingException', 'ThrottlingException']);
  expect(bridge.requestCount('PutEvents')).toBe(3);
});

test('one that is refused for what it is ends the tries, and is not called published', async () => {
  bridge.setEntryFault((detail) => (detail.includes('"c"') ? 'MalformedDetail' : undefined));

  expect(await publish()).toEqual({ ok: false, failure: 'not-published' });
  expect(names()).toEqual(['a', 'b']);
  expect(bridge.requestCount('PutEvents')).toBe(1);
});

test('no try is begun that the deadline would not survive', async () => {
  bridge.setEntryFault(() => 'InternalFailure');
  const startedMs = performance.now();

  expect(await publish(350)).toEqual({ ok: false, failure: 'not-published' });
  expect(performance.now() - startedMs).toBeLessThan(4_000);
  expect(bridge.requestCount('PutEvents')).toBeLessThan(5);
});

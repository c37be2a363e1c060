// The webhook over real signed requests: what is accepted, what is refused in which order, and the seven defects of the handler that it
// replaces (momentohq/topics-eventbridge-integration, src/main.rs).

import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { systemClock } from '#shared/platform/clock';
import type { SignedRequest } from '#shared/webhook/signature-scheme';
import type { WebhookSource } from '#shared/webhook/webhook-source';
import {
  codeOf,
  inLambda,
  startWebhookWorld,
  urlEvent,
  type WebhookWorld,
} from '../../support/webhook-world.ts';

let world: WebhookWorld;
beforeAll(async () => {
  world = await startWebhookWorld();
});
afterAll(() => world.stop());
afterEach(() => world.eventBridge.setEntryFault(undefined));

let count = 0;
const freshId = (): string => `event-${(count += 1)}`;

const sourceNames = ['payroll-suite', 'bank'] as const;

type Sent = { readonly id?: string; readonly sentAt?: Date; readonly payload?: unknown };

const signed = async (
  source: WebhookSource,
  { id = freshId(), sentAt = new Date(), payload = { type: 'payroll.posted' } }: Sent = {},
): Promise<SignedRequest> => source.scheme.sign({ id, sentAt, payload }, await world.secretOf(source));

const post = async (name: string, request: SignedRequest, options: Parameters<typeof urlEvent>[2] = {}) => {
  const answer = await world.container().handle(urlEvent(name, request, options), inLambda());
  return [answer.statusCode, codeOf(answer)];
};

const eventOf = async (senderId: string) =>
  (await world.delivered()).filter(({ detail }) => detail.senderId === senderId);

describe.each(sourceNames)('an event of %s', (name) => {
  test.each([false, true])('is published once (base64: %s)', async (isBase64) => {
    const source = world.source(name);
    const id = freshId();
    const sentAt = new Date();
    const request = await signed(source, {
      id,
      sentAt,
      payload: { type: 'payroll.posted', note: 'é \u{1f600}' },
    });

    const answer = await post(name, request, { isBase64 });

    expect(answer).toEqual([200, 'published']);
    expect(await eventOf(id)).toEqual([
      expect.objectContaining({
        source: `direct-deposits.${name}`,
        'detail-type': source.detailType,
        detail: {
          version: 1,
          id: expect.stringMatching(/^evt_[A-Za-z0-9_-]{27}$/),
          senderId: id,
          sentAt: expect.any(String),
          receivedAt: expect.any(String),
          traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
          payload: { type: 'payroll.posted', note: 'é \u{1f600}' },
        },
      }),
    ]);
  });

  test('is answered 200 and not published again when it is repeated, by any container', async () => {
    const source = world.source(name);
    const id = freshId();

    const answers = [];
    for (let repeat = 0; repeat < 3; repeat += 1)
      answers.push(await post(name, await signed(source, { id })));

    expect(answers).toEqual([
      [200, 'published'],
      [200, 'repeated'],
      [200, 'repeated'],
    ]);
    expect(await eventOf(id)).toHaveLength(1);
  });

  test('T26 is published exactly once when its repeats come together', async () => {
    const source = world.source(name);
    const id = freshId();
    const request = await signed(source, { id });

    const answers = await Promise.all(Array.from({ length: 12 }, () => post(name, request)));

    expect(answers.filter(([status]) => status !== 200)).toEqual([]);
    expect(answers.filter(([, code]) => code === 'published')).toHaveLength(1);
    expect(await eventOf(id)).toHaveLength(1);
  });

  test('is refused with any one bit changed in body, signature, timestamp or id', async () => {
    const source = world.source(name);
    const container = world.container();
    const send = async (request: SignedRequest): Promise<number> =>
      (await container.handle(urlEvent(name, request, { isBase64: true }), inLambda())).statusCode;
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (place, bit) => {
        const request = await signed(source);
        const parts = ['body', ...Object.keys(request.headers)];
        const part = parts[place % parts.length]!;
        const bytes = Buffer.from(
          part === 'body' ? request.body : Buffer.from(request.headers[part]!, 'latin1'),
        );
        const at = bit % (bytes.length * 8);
        bytes.writeUInt8(bytes.readUInt8(at >> 3) ^ (1 << (at & 7)), at >> 3);
        const changed =
          part === 'body'
            ? { ...request, body: bytes }
            : { ...request, headers: { ...request.headers, [part]: bytes.toString('latin1') } };

        // 503: too many in a row to be read again for. The control: the original is accepted.
        return [401, 503].includes(await send(changed)) && (await send(request)) === 200;
      }),
      { numRuns: 300 },
    );
  });
});

describe('a request is refused', () => {
  const postSigned = async (options: Sent) =>
    post('payroll-suite', await signed(world.source('payroll-suite'), options));

  test.each(['GET', 'PUT', 'HEAD'])('when its method is %s', async (method) => {
    const request = await signed(world.source('bank'));

    const answer = await world.container().handle(urlEvent('bank', request, { method }), inLambda());

    expect([answer.statusCode, answer.headers?.['allow']]).toEqual([405, 'POST']);
  });

  test.each(['', 'nobody', 'bank/x', '__proto__'])('at the path /%s', async (path) => {
    expect(await post(path, await signed(world.source('bank')))).toEqual([404, 'SOURCE_UNKNOWN']);
  });

  test('of one source at the path of the other', async () => {
    expect(await post('bank', await signed(world.source('payroll-suite')))).toEqual([
      401,
      'SIGNATURE_REFUSED',
    ]);
  });

  test.each([
    ['just fresh', -50_000, [200, 'published']],
    ['a minute old', -61_000, [400, 'EVENT_STALE']],
    ['a little ahead', 4_000, [200, 'published']],
    ['far ahead', 30_000, [400, 'EVENT_AHEAD']],
  ])('unless fresh: %s', async (_, offsetMs, expected) => {
    expect(await postSigned({ sentAt: new Date(Date.now() + offsetMs) })).toEqual(expected);
  });

  test('when its id is too long', async () => {
    expect(await postSigned({ id: 'x'.repeat(257) })).toEqual([400, 'BODY_MALFORMED']);
  });

  test.each([true, false])(
    'when it is too large, and not when it is just not (base64: %s)',
    async (isBase64) => {
      const source = world.source('payroll-suite');
      const [large, fits] = [
        await signed(source, { payload: 'x'.repeat(131_071) }),
        await signed(source, { payload: 'x'.repeat(131_070) }),
      ];

      expect(await post('payroll-suite', large, { isBase64 })).toEqual([413, 'BODY_TOO_LARGE']);
      expect(await post('payroll-suite', fits, { isBase64 })).toEqual([200, 'published']);
    },
  );

  test('when it grows past what EventBridge takes', async () => {
    const source = world.source('payroll-suite');
    const text = `[${'1e20,'.repeat(25_000)}1]`;
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const secret = Buffer.from((await world.secretOf(source)).slice('whsec_'.length), 'base64');
    const signature = createHmac('sha256', secret).update(`big.${timestamp}.${text}`).digest('base64');
    const headers = {
      'webhook-id': 'big',
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    };

    expect(await post('payroll-suite', { headers, body: Buffer.from(text) })).toEqual([
      413,
      'BODY_TOO_LARGE',
    ]);
  });

  test('when it says base64 and is none', async () => {
    const event = {
      ...urlEvent('bank', await signed(world.source('bank'))),
      body: 'no base64!',
      isBase64Encoded: true,
    };

    const answer = await world.container().handle(event, inLambda());

    expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'BODY_MALFORMED']);
  });

  test('and nothing of it, of its signature or of a secret is in the log or the answer', async () => {
    const source = world.source('bank');
    const request = await signed(source, { payload: { account: 'canary-account' } });
    const secret = await world.secretOf(source);
    world.logLines.length = 0;

    const refused = await world
      .container()
      .handle(urlEvent('bank', { ...request, body: Buffer.from('{"text":"canary-body"}') }), inLambda());
    const accepted = await world.container().handle(urlEvent('bank', request), inLambda());

    const told = [...world.logLines, JSON.stringify([refused, accepted])].join('\n');
    expect(accepted.statusCode).toBe(200);
    expect(world.logLines.length).toBeGreaterThan(1);
    for (const canary of ['canary', secret, request.headers['momento-signature']!])
      expect(told).not.toContain(canary);
  });
});

describe('unlike the handler that it replaces', () => {
  const bank = (): WebhookSource => world.source('bank');

  test('T28 1: a stale event with a right signature is not published', async () => {
    const id = freshId();

    await post('bank', await signed(bank(), { id, sentAt: new Date(Date.now() - 120_000) }));

    expect(await eventOf(id)).toEqual([]);
  });

  test('2: a clock a millisecond ahead costs no event', async () => {
    const clock = { ...systemClock, nowMs: () => Date.now() - 1_000 };
    const request = await signed(bank());

    const answer = await world.container({ clock }).handle(urlEvent('bank', request), inLambda());

    expect(answer.statusCode).toBe(200);
  });

  test('3: the signature is of the bytes as they came: other order, spaces, escapes, more members, no token', async () => {
    const secret = await world.secretOf(bank());
    const now = Date.now();
    const body = Buffer.from(
      ` { "text":"caf\\u00e9", "more":[1], "topic_sequence_number":7,"topic":"t",\n"publish_timestamp":${now},"event_timestamp":${now},"cache":"c" } `,
    );
    const headers = { 'momento-signature': createHmac('sha3-256', secret).update(body).digest('hex') };

    expect(await post('bank', { headers, body })).toEqual([200, 'published']);
    const [event] = await eventOf(`c#t#7#${now}`);
    expect(event?.detail.payload).toBe('café');
  });

  test('4: a digest in upper case is the same digest', async () => {
    const request = await signed(bank());
    const headers = { 'momento-signature': request.headers['momento-signature']!.toUpperCase() };

    expect(await post('bank', { ...request, headers })).toEqual([200, 'published']);
  });

  test('5: an entry that EventBridge did not take is sent again, and never reported as published', async () => {
    const [again, lost] = [freshId(), freshId()];
    let refusals = 2;
    world.eventBridge.setEntryFault((detail) =>
      detail.includes(lost) || (detail.includes(again) && (refusals -= 1) >= 0)
        ? 'ThrottlingException'
        : undefined,
    );

    expect(await post('bank', await signed(bank(), { id: again }))).toEqual([200, 'published']);
    expect(await post('bank', await signed(bank(), { id: lost }))).toEqual([503, 'NOT_PUBLISHED']);
    expect(await eventOf(again)).toHaveLength(1);
    world.eventBridge.setEntryFault(undefined);
    expect(await post('bank', await signed(bank(), { id: lost }))).toEqual([200, 'published']);
  });

  test('6: the same event inside the minute is one event', async () => {
    const id = freshId();
    const request = await signed(bank(), { id });

    await post('bank', request);
    await post('bank', request);

    expect(await eventOf(id)).toHaveLength(1);
  });

  // 7, the dead-letter queue that nothing ever reaches, is a matter of the template: test/infra/templates/events.ts.
});

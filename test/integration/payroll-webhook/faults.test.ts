// What happens at each await when something breaks: whatever it is, an event that was answered 200 is delivered, an event that was not is
// delivered once its sender repeats it, and a consumer that drops repeated ids sees it exactly once.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { ClaimCalls } from '#shared/aws/claim-calls';
import type { EventCalls } from '#shared/aws/event-calls';
import { createSignedEventCalls } from '#shared/aws/signed/create-signed-event-calls';
import { AwsRequestError } from '#shared/aws/signed/aws-request-error';
import type { AwsJsonFault } from '#local/aws-json/start-aws-json';
import type { SignedRequest } from '#shared/webhook/signature-scheme';
import { bundleOptions } from '../../../esbuild.config.ts';
import { eventIdOf } from '../../../functions/payroll-webhook/event-detail.ts';
import { startFunction } from '../../../bench/measure/function-process.ts';
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
afterEach(() => {
  world.secretsManager.setFault(undefined);
  world.eventBridge.setFault(undefined);
  world.eventBridge.setEntryFault(undefined);
});

let count = 0;
const freshId = (): string => `fault-${(count += 1)}`;

const sign = async (id: string): Promise<SignedRequest> => {
  const source = world.source('payroll-suite');
  return source.scheme.sign({ id, sentAt: new Date(), payload: { id } }, await world.secretOf(source));
};

const seenOf = async (id: string): Promise<number> =>
  (await world.consumed()).filter(({ detail }) => detail.senderId === id).length;
const deliveredOf = async (id: string): Promise<number> =>
  (await world.delivered()).filter(({ detail }) => detail.senderId === id).length;

/** The sender's next try, which another container answers after the lease of the first has run out. */
const repeat = async (id: string, eventId: string | undefined): Promise<unknown[]> => {
  if (eventId !== undefined) await world.expireLease(eventId);
  const answer = await world.container().handle(urlEvent('payroll-suite', await sign(id)), inLambda());
  return [answer.statusCode, codeOf(answer)];
};

type Step = 'secretValue' | 'take' | 'read' | 'putEvents' | 'finish' | 'release';
type Trouble = 'killed before' | 'killed after' | 'request lost' | 'answer lost' | 'refused';

/** Calls of which one step breaks, the first time or always. */
const breaking = (
  step: Step,
  trouble: Trouble,
  whenBroken: (eventId: string | undefined) => void,
): Partial<EventCalls> => {
  const calls = createSignedEventCalls(world.environment);
  let eventId: string | undefined;
  const broken = async <T>(call: () => Promise<T>): Promise<T> => {
    if (trouble === 'killed after' || trouble === 'answer lost') await call();
    whenBroken(eventId);
    if (trouble.startsWith('killed')) return new Promise<never>(() => undefined);
    throw new AwsRequestError(
      trouble === 'refused' ? 'InternalServerError' : 'TimeoutError',
      trouble === 'refused' ? 500 : undefined,
    );
  };
  const claims: ClaimCalls = {
    ...calls.claims,
    take: (request, timeoutMs) => {
      eventId = request.key;
      const take = (): Promise<boolean> => calls.claims.take(request, timeoutMs);
      return step === 'take' ? broken(take) : take();
    },
    read: (request, timeoutMs) => {
      const read = () => calls.claims.read(request, timeoutMs);
      return step === 'read' ? broken(read) : read();
    },
    finish: (request, timeoutMs) => {
      const finish = (): Promise<boolean> => calls.claims.finish(request, timeoutMs);
      return step === 'finish' ? broken(finish) : finish();
    },
    release: (request, timeoutMs) => {
      const release = (): Promise<boolean> => calls.claims.release(request, timeoutMs);
      return step === 'release' ? broken(release) : release();
    },
  };
  return {
    claims,
    ...(step === 'secretValue'
      ? { secretValue: (request, timeoutMs) => broken(() => calls.secretValue(request, timeoutMs)) }
      : {}),
    ...(step === 'putEvents'
      ? { putEvents: (entries, timeoutMs) => broken(() => calls.putEvents(entries, timeoutMs)) }
      : {}),
  };
};

const steps: readonly Step[] = ['secretValue', 'take', 'putEvents', 'finish'];
const troubles: readonly Trouble[] = [
  'killed before',
  'killed after',
  'request lost',
  'answer lost',
  'refused',
];

describe.each(steps)('at %s', (step) => {
  test.each(troubles)('%s: nothing is lost, and a consumer sees the event once', async (trouble) => {
    const id = freshId();
    const { promise: broke, resolve } = Promise.withResolvers<string | undefined>();
    const container = world.container({ calls: breaking(step, trouble, resolve) });

    const answered = container.handle(urlEvent('payroll-suite', await sign(id)), inLambda());
    const eventId = await broke;
    // A killed one answers nothing.
    const status = trouble.startsWith('killed') ? undefined : (await answered).statusCode;
    const seenBefore = await seenOf(id);
    const repeated = await repeat(id, eventId);

    if (status === 200) expect(seenBefore).toBe(1);
    expect([200, 503, undefined]).toContain(status);
    expect(repeated[0]).toBe(200);
    expect(await seenOf(id)).toBe(1);
    // Only what was published, and not known to be, comes again, under the same id: once for each try whose answer was lost.
    const tries = step === 'putEvents' && trouble === 'answer lost' ? 5 : 1;
    expect(await deliveredOf(id)).toBeLessThanOrEqual(tries + 1);
  });
});

test('an event whose claim another one holds is answered 503 in time, and published when the lease is over', async () => {
  const id = freshId();
  const { promise: broke, resolve } = Promise.withResolvers<string | undefined>();
  const dead = world.container({ calls: breaking('putEvents', 'killed before', resolve) });
  void dead.handle(urlEvent('payroll-suite', await sign(id)), inLambda());
  const eventId = await broke;

  const startedMs = performance.now();
  const waited = await world.container().handle(urlEvent('payroll-suite', await sign(id)), inLambda(2_000));
  const tookMs = performance.now() - startedMs;

  expect([waited.statusCode, codeOf(waited), waited.headers?.['retry-after']]).toEqual([
    503,
    'EVENT_UNDER_WAY',
    '2',
  ]);
  expect(tookMs).toBeLessThan(6_000);
  expect(await repeat(id, eventId)).toEqual([200, 'published']);
});

test.each(['killed after', 'request lost', 'answer lost', 'refused'] as const)(
  'a repeat whose record cannot be read (%s) is answered 503 or nothing, and 200 the next time',
  async (trouble) => {
    const id = freshId();
    await world.container().handle(urlEvent('payroll-suite', await sign(id)), inLambda());
    const { promise: broke, resolve } = Promise.withResolvers<unknown>();
    const container = world.container({ calls: breaking('read', trouble, resolve) });

    const answered = container.handle(urlEvent('payroll-suite', await sign(id)), inLambda());
    await broke;

    if (trouble !== 'killed after')
      expect([(await answered).statusCode, codeOf(await answered)]).toEqual([503, 'STORE_UNAVAILABLE']);
    expect(await repeat(id, undefined)).toEqual([200, 'repeated']);
    expect(await deliveredOf(id)).toBe(1);
  },
);

test.each(['killed before', 'killed after', 'request lost', 'answer lost', 'refused'] as const)(
  'a claim that cannot be given up (%s) only makes the next repeat wait',
  async (trouble) => {
    const id = freshId();
    world.eventBridge.setEntryFault(() => 'MalformedDetail');
    const { promise: broke, resolve } = Promise.withResolvers<string | undefined>();
    const container = world.container({ calls: breaking('release', trouble, resolve) });

    const answered = container.handle(urlEvent('payroll-suite', await sign(id)), inLambda());
    const eventId = await broke;
    if (!trouble.startsWith('killed'))
      expect([(await answered).statusCode, codeOf(await answered)]).toEqual([503, 'NOT_PUBLISHED']);
    world.eventBridge.setEntryFault(undefined);

    expect(await repeat(id, eventId)).toEqual([200, 'published']);
    expect(await deliveredOf(id)).toBe(1);
  },
);

describe('on the wire', () => {
  const wire: readonly [string, AwsJsonFault][] = [
    ['a 500', { name: 'InternalException', status: 500 }],
    ['a throttle', { name: 'ThrottlingException', status: 400 }],
    ['a lost request', { lost: 'request', by: 'reset' }],
    ['a lost answer', { lost: 'answer', by: 'reset' }],
    ['silence before', { lost: 'request', by: 'silence' }],
    ['silence after', { lost: 'answer', by: 'silence' }],
  ];

  test.each(wire)('%s once of PutEvents is overcome within the request', async (_, fault) => {
    const id = freshId();
    let left = 1;
    world.eventBridge.setFault(() => ((left -= 1) >= 0 ? fault : undefined));

    const answer = await world.container().handle(urlEvent('payroll-suite', await sign(id)), inLambda());

    expect(answer.statusCode).toBe(200);
    expect(await seenOf(id)).toBe(1);
  });

  test.each(wire)('%s always of PutEvents is answered 503 in time', async (_, fault) => {
    const id = freshId();
    world.eventBridge.setFault(() => fault);

    const startedMs = performance.now();
    const answer = await world.container().handle(urlEvent('payroll-suite', await sign(id)), inLambda());

    expect(performance.now() - startedMs).toBeLessThan(8_000);
    expect([answer.statusCode, codeOf(answer)]).toEqual([503, 'NOT_PUBLISHED']);
    world.eventBridge.setFault(undefined);
    // Its claim was given up: the sender need not wait for a lease.
    expect(await repeat(id, undefined)).toEqual([200, 'published']);
    expect(await seenOf(id)).toBe(1);
  });

  test.each(wire)('%s always of GetSecretValue is answered 503', async (_, fault) => {
    const id = freshId();
    const request = await sign(id);
    world.secretsManager.setFault(() => fault);

    const answer = await world.container().handle(urlEvent('payroll-suite', request), inLambda());

    world.secretsManager.setFault(undefined);
    expect([answer.statusCode, codeOf(answer)]).toEqual([503, 'SECRET_UNAVAILABLE']);
    expect(await repeat(id, undefined)).toEqual([200, 'published']);
  });

  test.each(['MalformedDetail', 'ResourceNotFoundException'])(
    'an entry that is refused for good (%s) is not sent again, and answered 503',
    async (code) => {
      const id = freshId();
      world.eventBridge.setEntryFault(() => code);
      const before = world.eventBridge.requestCount('PutEvents');

      const answer = await world.container().handle(urlEvent('payroll-suite', await sign(id)), inLambda());

      expect([answer.statusCode, codeOf(answer)]).toEqual([503, 'NOT_PUBLISHED']);
      expect(world.eventBridge.requestCount('PutEvents') - before).toBe(1);
    },
  );
});

describe('the bundle in a process of its own, killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'webhook-bundle-'));
  beforeAll(async () => {
    await build({
      ...bundleOptions(process.cwd(), { DEPOSITS_AWS_TRANSPORT: 'lean' }),
      entryPoints: ['functions/payroll-webhook/handler.ts'],
      outfile: join(folder, 'handler.cjs'),
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ['before PutEvents has done anything', 'request'],
    ['after PutEvents has done it and before it is answered', 'answer'],
  ] as const)('%s', async (_, lost) => {
    const id = freshId();
    const started = await startFunction({
      name: 'payroll-webhook',
      code: { file: join(folder, 'handler.cjs'), handler: 'handler', nodePath: '' },
      environment: world.environment,
    });
    const { promise: reached, resolve } = Promise.withResolvers<void>();
    world.eventBridge.setFault((operation) => {
      if (operation !== 'PutEvents') return undefined;
      resolve();
      return { lost, by: 'silence' };
    });
    const answered = started.invoke(urlEvent('payroll-suite', await sign(id))).then(
      () => 'answered',
      () => 'gone',
    );
    await reached;
    await started.stop();
    world.eventBridge.setFault(undefined);

    expect(await answered).toBe('gone');
    expect(await repeat(id, eventIdOf(world.source('payroll-suite'), id))).toEqual([200, 'published']);
    expect(await seenOf(id)).toBe(1);
    expect(await deliveredOf(id)).toBe(lost === 'answer' ? 2 : 1);
  });
});

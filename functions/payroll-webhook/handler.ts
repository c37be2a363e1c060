// The payroll webhook: requests of senders at a public URL, each of which becomes an event on a bus, or an answer that says why not.

import { randomBytes } from 'node:crypto';
import type { ApiAnswer } from '#shared/http/responses';
import { traceIdFrom } from '#shared/http/trace-parent';
import { crashFacts } from '#shared/platform/crash-facts';
import { deadlineIn, type InvocationContext } from '#shared/platform/deadline';
import { scopedLog } from '#shared/platform/log';
import { fail, type Result } from '#shared/platform/result';
import { toTenths } from '#shared/platform/time-spent';
import { wireWebhook, type WebhookRuntime } from '#shared/runtime/payroll-webhook-runtime';
import { startAhead } from '#shared/runtime/start-ahead';
import type { WebhookSource } from '#shared/webhook/webhook-source';
import { bodyOf, sourceNameIn, type FunctionUrlEvent } from './function-url-request.ts';
import { receiveEvent, type Receipt, type Refusal } from './receive-event.ts';
import { createSigningSecrets } from './signing-secrets.ts';
import { receiptAnswer, refusalAnswer, refusals } from './webhook-answers.ts';

export type WebhookHandler = (event: FunctionUrlEvent, context: InvocationContext) => Promise<ApiAnswer>;

export type Webhook = {
  readonly handle: WebhookHandler;
  /** Connects and reads the signing secrets, so that the first request need not; fails silently. */
  readonly prepare: () => void;
};

/** Senders give up after five seconds, some of them for good. */
const patienceMs = 4_500;
/** Left for writing the answer. */
const marginMs = 150;

export const createWebhook = (runtime: WebhookRuntime): Webhook => {
  const { clock, sources, claims, publisher } = runtime;
  const secrets = createSigningSecrets(runtime.secretStore, clock);

  const receive = async (
    event: FunctionUrlEvent,
    source: WebhookSource | undefined,
    remainingMs: number,
    traceId: string,
  ): Promise<Result<Receipt, Refusal>> => {
    if (event.requestContext?.http?.method !== 'POST') return fail({ code: 'METHOD_NOT_ALLOWED' });
    if (source === undefined) return fail({ code: 'SOURCE_UNKNOWN' });
    const body = bodyOf(event);
    if (!body.ok) return fail({ code: body.failure });
    const request = { headers: event.headers ?? {}, body: body.value };
    const deadline = deadlineIn(clock, Math.max(0, Math.min(patienceMs, remainingMs - marginMs)));
    const tools = { clock, secrets, claims, publisher };
    const traceHeader = runtime.traceHeader();
    return receiveEvent(tools, source, request, { deadline, traceId, traceHeader });
  };

  const handle: WebhookHandler = async (event, context) => {
    const startedMs = clock.monotonicMs();
    const requestId = event.requestContext?.requestId;
    const traceId = traceIdFrom(event.headers?.['traceparent']) ?? randomBytes(16).toString('hex');
    const log = scopedLog(runtime.log, { ...(requestId === undefined ? {} : { requestId }), traceId });
    const found = sources.find(({ name }) => name === sourceNameIn(event));
    // A path that no source has may hold anything, and is not logged.
    const source = found?.name;
    const remainingMs = context.getRemainingTimeInMillis();
    const received = await receive(event, found, remainingMs, traceId).catch(
      (thrown: unknown): Result<Receipt, Refusal> => {
        log('webhook.request.crashed', { source, ...crashFacts(thrown) });
        return fail({ code: 'INTERNAL' });
      },
    );
    const outcome = received.ok
      ? { status: 200, eventId: received.value.eventId, isRepeat: received.value.isRepeat }
      : { status: refusals[received.failure.code].status, ...received.failure };
    const durationMs = toTenths(clock.monotonicMs() - startedMs);
    log('webhook.request.answered', { source, durationMs, ...outcome });
    return received.ok ? receiptAnswer(received.value.isRepeat) : refusalAnswer(received.failure.code);
  };

  const prepare = (): void => {
    const deadline = deadlineIn(clock, patienceMs);
    // First what takes a whole exchange.
    for (const secretId of new Set(sources.map((source) => source.secretId)))
      void secrets.get(secretId, deadline).catch(() => undefined);
    void runtime.prepare();
  };

  return { handle, prepare };
};

let webhook: Webhook | undefined;
const getWebhook = (): Webhook => (webhook ??= createWebhook(wireWebhook()));

export const handler: WebhookHandler = (event, context) => getWebhook().handle(event, context);

startAhead(() => getWebhook().prepare());

// From a request's bytes to a published event. In this order: signature over the bytes as they came, shape, freshness, repeats,
// publication. Nothing of a body is parsed before it is known who signed it.

import type { EventPublisher } from '#shared/events/event-publisher';
import type { Deadline } from '#shared/platform/deadline';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { IncomingEvent, SignedRequest } from '#shared/webhook/signature-scheme';
import type { WebhookSource } from '#shared/webhook/webhook-source';
import { doOnce, type DoOnceTools } from './do-once.ts';
import { entryBytes, eventIdOf, maxEntryBytes, toEventEntry } from './event-detail.ts';
import type { CountingSecrets, SigningSecrets } from './signing-secrets.ts';
import type { RefusalCode } from './webhook-answers.ts';

export type ReceiveTools = DoOnceTools & {
  readonly secrets: SigningSecrets;
  readonly publisher: EventPublisher;
};

export type Receipt = { readonly eventId: string; readonly isRepeat: boolean };

export type Refusal = {
  readonly code: RefusalCode;
  /** Once it is known whose event it is. */
  readonly eventId?: string;
};

/** Older than this is refused: a recorded request cannot be played back later. */
const maxAgeMs = 60_000;
/** Clocks differ, and some senders say whole seconds. */
const maxAheadMs = 5_000;

const maxSenderIdLength = 256;

const refuse = (code: RefusalCode, eventId?: string) =>
  fail({ code, ...(eventId === undefined ? {} : { eventId }) });

const expose = (secrets: CountingSecrets): readonly string[] => secrets.map((secret) => secret.expose());

const verify = async (
  { secrets }: ReceiveTools,
  { scheme, secretId }: WebhookSource,
  request: SignedRequest,
  deadline: Deadline,
): Promise<Result<'verified', Refusal>> => {
  const kept = await secrets.get(secretId, deadline);
  if (!kept.ok) return refuse('SECRET_UNAVAILABLE');
  if (scheme.verify(request, expose(kept.value))) return succeed('verified');
  const read = await secrets.readAgain(secretId, deadline);
  if (!read.ok) return refuse('SECRET_UNAVAILABLE');
  return scheme.verify(request, expose(read.value)) ? succeed('verified') : refuse('SIGNATURE_REFUSED');
};

const freshness = ({ sentAt }: IncomingEvent, nowMs: number): RefusalCode | undefined => {
  const ageMs = nowMs - sentAt.getTime();
  if (!(ageMs < maxAgeMs)) return 'EVENT_STALE';
  return ageMs < -maxAheadMs ? 'EVENT_AHEAD' : undefined;
};

export const receiveEvent = async (
  tools: ReceiveTools,
  source: WebhookSource,
  request: SignedRequest,
  context: {
    readonly deadline: Deadline;
    readonly traceId: string;
    readonly traceHeader: string | undefined;
  },
): Promise<Result<Receipt, Refusal>> => {
  const { deadline } = context;
  const verified = await verify(tools, source, request, deadline);
  if (!verified.ok) return verified;

  const event = source.scheme.read(request);
  if (!event.ok || event.value.id === '' || event.value.id.length > maxSenderIdLength)
    return refuse('BODY_MALFORMED');
  const receivedAtMs = tools.clock.nowMs();
  const eventId = eventIdOf(source, event.value.id);
  const notFresh = freshness(event.value, receivedAtMs);
  if (notFresh !== undefined) return refuse(notFresh, eventId);
  const entry = toEventEntry(source, event.value, { ...context, eventId, receivedAtMs });
  if (entryBytes(entry) > maxEntryBytes) return refuse('BODY_TOO_LARGE', eventId);

  const done = await doOnce(tools, eventId, deadline, () => tools.publisher.publish([entry], deadline));
  if (done.ok) return succeed({ eventId, isRepeat: done.value === 'repeat' });
  const codes = {
    'under-way': 'EVENT_UNDER_WAY',
    'store-unavailable': 'STORE_UNAVAILABLE',
    'not-published': 'NOT_PUBLISHED',
  } as const;
  return refuse(codes[done.failure], eventId);
};

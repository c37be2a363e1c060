// The event that a webhook becomes, version 1 (docs/events.md).

import { createHash } from 'node:crypto';
import type { EventEntry } from '#shared/events/event-publisher';
import type { IncomingEvent } from '#shared/webhook/signature-scheme';
import { eventSourceOf, type WebhookSource } from '#shared/webhook/webhook-source';

/** EventBridge takes no entry that is larger, counted as its documentation of PutEvents says. */
export const maxEntryBytes = 256 * 1_024;

/** Ours: the same for every repeat of one event, and safe to be logged. */
export const eventIdOf = (source: WebhookSource, senderId: string): string =>
  `evt_${createHash('sha256').update(`${source.name}\n${senderId}`).digest('base64url').slice(0, 27)}`;

export const toEventEntry = (
  source: WebhookSource,
  { id: senderId, sentAt, payload }: IncomingEvent,
  receipt: {
    readonly eventId: string;
    readonly receivedAtMs: number;
    readonly traceId: string;
    readonly traceHeader: string | undefined;
  },
): EventEntry => ({
  busName: source.busName,
  source: eventSourceOf(source),
  detailType: source.detailType,
  detail: JSON.stringify({
    version: 1,
    id: receipt.eventId,
    senderId,
    sentAt: sentAt.toISOString(),
    receivedAt: new Date(receipt.receivedAtMs).toISOString(),
    traceId: receipt.traceId,
    payload,
  }),
  timeMs: sentAt.getTime(),
  traceHeader: receipt.traceHeader,
});

/** 14 for the time, as PutEvents counts. */
export const entryBytes = ({ source, detailType, detail }: EventEntry): number =>
  14 + [source, detailType, detail].reduce((sum, text) => sum + Buffer.byteLength(text), 0);

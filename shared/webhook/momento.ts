// Momento's webhooks: HMAC-SHA3-256 over the raw body, keyed with the secret's UTF-8 bytes, in hex. Time and identity are members of
// the body (momentohq/public-dev-docs, docs/topics/webhooks/security.md).

import { createHmac } from 'node:crypto';
import { hasMembers, isText, type Guard, type Shape } from '../platform/exact-shape.ts';
import { parseJson } from '../platform/parse-json.ts';
import { fail, succeed } from '../platform/result.ts';
import { isSameDigest, type SignatureScheme } from './signature-scheme.ts';

const header = 'momento-signature';
const cache = 'payroll';
const topic = 'events';

const isWholeNumber: Guard<number> = (value): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** There may be more members; `token_id` is not looked at. */
type Body = {
  readonly cache: string;
  readonly topic: string;
  readonly event_timestamp: number;
  readonly publish_timestamp: number;
  readonly topic_sequence_number: number;
  /** The publisher's own text: JSON of the event. */
  readonly text: string;
};
const bodyShape: Shape<Body> = {
  cache: isText,
  topic: isText,
  event_timestamp: isWholeNumber,
  publish_timestamp: isWholeNumber,
  topic_sequence_number: isWholeNumber,
  text: isText,
};

/** As we wrap an event in a publisher's text. */
const wrappedShape: Shape<{ id: string }> = { id: isText };

const digest = (secret: string, body: Uint8Array): Buffer =>
  createHmac('sha3-256', secret).update(body).digest();

/** In one case: a mix of both would be another spelling of the same digest. */
const hexDigest = /^(?:[0-9a-f]{64}|[0-9A-F]{64})$/;

export const momento: SignatureScheme = {
  name: 'momento',

  toSecret: (bytes) => bytes.toString('base64url'),

  sign: ({ id, sentAt, payload }, secret) => {
    const body = Buffer.from(
      JSON.stringify({
        cache,
        topic,
        event_timestamp: sentAt.getTime(),
        publish_timestamp: sentAt.getTime(),
        topic_sequence_number: 0,
        token_id: '',
        text: JSON.stringify({ id, payload }),
      }),
    );
    return { headers: { [header]: digest(secret, body).toString('hex') }, body };
  },

  verify: ({ headers, body }, secrets) => {
    const text = headers[header] ?? '';
    if (!hexDigest.test(text)) return false;
    const given = Buffer.from(text, 'hex');
    return secrets.filter((secret) => isSameDigest(digest(secret, body), given)).length > 0;
  },

  read: ({ body }) => {
    const parsed = parseJson(Buffer.from(body).toString('utf8'));
    if (!hasMembers(bodyShape, parsed)) return fail('malformed');
    const { text, cache: inCache, topic: onTopic } = parsed;
    const sentAt = new Date(parsed.publish_timestamp);
    const event = parseJson(text);
    if (hasMembers(wrappedShape, event) && 'payload' in event)
      return succeed({ id: event.id, sentAt, payload: event.payload });
    // A publisher's text without an id of its own is told apart by its place in the topic.
    const id = [inCache, onTopic, parsed.topic_sequence_number, parsed.event_timestamp].join('#');
    return succeed({ id, sentAt, payload: event ?? text });
  },
};

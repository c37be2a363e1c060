// Momento's webhooks: HMAC-SHA3-256 over the raw body, keyed with the secret's UTF-8 bytes, in hex. Time and identity are members of
// the body (momentohq/public-dev-docs, docs/topics/webhooks/security.md).

import { createHmac } from 'node:crypto';
import * as v from 'valibot';
import { parseJson } from '../platform/parse-json.ts';
import { fail, succeed } from '../platform/result.ts';
import { isSameDigest, type SignatureScheme } from './signature-scheme.ts';

const header = 'momento-signature';
const cache = 'payroll';
const topic = 'events';

const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const bodySchema = v.object({
  cache: v.string(),
  topic: v.string(),
  event_timestamp: wholeNumber,
  publish_timestamp: wholeNumber,
  topic_sequence_number: wholeNumber,
  token_id: v.optional(v.string()),
  /** The publisher's own text: JSON of the event. */
  text: v.string(),
});

const digest = (secret: string, body: Uint8Array): Buffer =>
  createHmac('sha3-256', secret).update(body).digest();

/** In one case: a mix of both would be another spelling of the same digest. */
const hexDigest = /^(?:[0-9a-f]{64}|[0-9A-F]{64})$/;

export const momento: SignatureScheme = {
  name: 'momento',

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
    const parsed = v.safeParse(bodySchema, parseJson(Buffer.from(body).toString('utf8')));
    if (!parsed.success) return fail('malformed');
    const { text, publish_timestamp: sentAtMs, ...place } = parsed.output;
    const event = v.safeParse(v.object({ id: v.string(), payload: v.unknown() }), parseJson(text));
    // A publisher's text without an id of its own is told apart by its place in the topic.
    const ownId = [place.cache, place.topic, place.topic_sequence_number, place.event_timestamp].join('#');
    return succeed({
      id: event.success ? event.output.id : ownId,
      sentAt: new Date(sentAtMs),
      payload: event.success ? event.output.payload : (parseJson(text) ?? text),
    });
  },
};

// Standard Webhooks, version 1: HMAC-SHA256 over `id.timestamp.body`, several signatures in one header while a secret rotates
// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).

import { createHmac } from 'node:crypto';
import { decodeBase64 } from '../crypto/strict-base64.ts';
import { parseJson } from '../platform/parse-json.ts';
import { fail, succeed } from '../platform/result.ts';
import { isSameDigest, type SignatureScheme } from './signature-scheme.ts';

const prefix = 'whsec_';

/** Base64 after `whsec_`; undefined where the secret is none. */
const keyOf = (secret: string): Buffer | undefined =>
  secret.startsWith(prefix) ? decodeBase64(secret.slice(prefix.length)) : undefined;

const digest = (key: Buffer, id: string, timestamp: string, body: Uint8Array): Buffer =>
  createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();

const wholeSeconds = /^[0-9]{1,11}$/;

const signaturesIn = (header: string): readonly Buffer[] =>
  header
    .split(' ')
    .filter((each) => each.startsWith('v1,'))
    .flatMap((each) => decodeBase64(each.slice('v1,'.length)) ?? []);

export const standardWebhooks: SignatureScheme = {
  name: 'standard-webhooks',

  toSecret: (bytes) => `${prefix}${bytes.toString('base64')}`,

  sign: ({ id, sentAt, payload }, secret) => {
    const key = keyOf(secret);
    if (key === undefined) throw new RangeError('A secret of standard-webhooks is whsec_ and base64');
    const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
    const body = Buffer.from(JSON.stringify(payload));
    return {
      headers: {
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${digest(key, id, timestamp, body).toString('base64')}`,
      },
      body,
    };
  },

  verify: ({ headers, body }, secrets) => {
    const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '' } = headers;
    if (id === '' || !wholeSeconds.test(timestamp)) return false;
    const given = signaturesIn(headers['webhook-signature'] ?? '');
    const expected = secrets.flatMap((secret) => {
      const key = keyOf(secret);
      return key === undefined ? [] : [digest(key, id, timestamp, body)];
    });
    return expected.filter((each) => given.filter((one) => isSameDigest(each, one)).length > 0).length > 0;
  },

  read: ({ headers, body }) => {
    const payload = parseJson(Buffer.from(body).toString('utf8'));
    if (payload === undefined) return fail('malformed');
    const sentAt = new Date(Number(headers['webhook-timestamp']) * 1_000);
    return succeed({ id: headers['webhook-id'] ?? '', sentAt, payload });
  },
};

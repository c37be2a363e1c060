// Signature version 4 of a POST (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). Every header that
// is sent is signed. What AWS's own signer says is what this one has to say (docs/adr/0023).

import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { AwsCredentials } from './aws-environment.ts';

export type Unsigned = {
  /** Segments are percent-encoded already. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Signer = (request: Unsigned, date: Date) => Readonly<Record<string, string>>;

const algorithm = 'AWS4-HMAC-SHA256';

const sha256 = (text: string): string => hash('sha256', text);
const hmac = (key: string | Buffer | KeyObject, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/** Percent-encoding as RFC 3986 has it: `encodeURIComponent` leaves five characters more. */
export const encodeSegment = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

/** `name=value` pairs, encoded and in the order in which they are signed. */
export const encodeQuery = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([name, value]) => [encodeSegment(name), encodeSegment(value)] as const)
    // By the names alone: a name that another one begins with comes first, though `=` comes after `%`.
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map((pair) => pair.join('='))
    .join('&');

/** @returns signs a request: all headers that are to be sent, the signature among them */
export const createSigner = (
  service: string,
  region: string,
  { accessKeyId, secretAccessKey, sessionToken }: AwsCredentials,
): Signer => {
  let key: { readonly day: string; readonly object: KeyObject } | undefined;
  /** Good for a day. A key object, since a key given as bytes is looked at anew each time: 12 µs instead of 2. */
  const keyOf = (day: string): KeyObject => {
    if (key?.day !== day) {
      const bytes = [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secretAccessKey}`, day));
      key = { day, object: createSecretKey(bytes) };
    }
    return key.object;
  };

  return ({ path, query, headers, body }, date) => {
    const time = date.toISOString().replace(/[-:]|\.\d{3}/g, '');
    const day = time.slice(0, 8);
    const bodyHash = sha256(body);
    const sent: Record<string, string> = {
      ...headers,
      'x-amz-date': time,
      'x-amz-content-sha256': bodyHash,
      ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
    };
    const names = Object.keys(sent).sort();
    const signedNames = names.join(';');
    const canonical = [
      'POST',
      // Encoded twice, as every service but S3 wants it.
      path.split('/').map(encodeSegment).join('/'),
      encodeQuery(query),
      ...names.map((name) => `${name}:${sent[name]?.trim().replace(/ +/g, ' ')}`),
      '',
      signedNames,
      bodyHash,
    ].join('\n');
    const scope = `${day}/${region}/${service}/aws4_request`;
    const signature = hmac(keyOf(day), [algorithm, time, scope, sha256(canonical)].join('\n')).toString(
      'hex',
    );
    sent['authorization'] =
      `${algorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${signedNames}, Signature=${signature}`;
    return sent;
  };
};

// The signature schemes against their published vectors, and what one changed bit does to a valid request.

import fc from 'fast-check';
import { lookUpSignatureScheme, signatureSchemes } from '#shared/webhook/signature-schemes';
import type { SignatureScheme, SignedRequest } from '#shared/webhook/signature-scheme';
import { readFileSync } from 'node:fs';

const schemeNamed = (name: string): SignatureScheme => {
  const scheme = lookUpSignatureScheme(name);
  if (scheme === undefined) throw new Error(`no scheme ${name}`);
  return scheme;
};

type Vector = {
  readonly source: string;
  readonly secret: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
/** One file for each row of the table; a row without one cannot be read here. */
const vectorsOf = (name: string): readonly Vector[] =>
  JSON.parse(readFileSync(`test/vectors/webhook/${name}.json`, 'utf8')) as Vector[];
const vectors = signatureSchemes.flatMap(({ name: scheme }) =>
  vectorsOf(scheme).map((vector) => ({ scheme, ...vector })),
);

test.each(signatureSchemes.map(({ name }) => name))('%s has vectors that others published', (name) => {
  expect(vectorsOf(name).length).toBeGreaterThan(0);
});

describe('a published vector', () => {
  test.each(vectors)('$scheme: $source', ({ scheme, secret, headers, body }) => {
    const request = { headers, body: Buffer.from(body) };

    expect(schemeNamed(scheme).verify(request, [secret])).toBe(true);
    expect(schemeNamed(scheme).verify(request, ['another', secret])).toBe(true);
    expect(schemeNamed(scheme).verify(request, [`${secret}x`])).toBe(false);
    expect(schemeNamed(scheme).verify(request, [])).toBe(false);
  });
});

const secrets: Readonly<Record<string, string>> = {
  momento: '1234567890',
  'standard-webhooks': 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
};
const secretOf = ({ name }: SignatureScheme): string => secrets[name] ?? '';
const rows = signatureSchemes.map((scheme) => [scheme.name, scheme] as const);
const sentAt = new Date('2026-11-28T08:00:00.000Z');

describe.each(rows)('%s', (_, scheme) => {
  const sign = (payload: unknown, id = 'event-1'): SignedRequest =>
    scheme.sign({ id, sentAt, payload }, secretOf(scheme));

  test('reads what it signed', () => {
    const request = sign({ type: 'payroll.posted', note: 'é \u{1f600} \u0000' });

    expect(scheme.verify(request, [secretOf(scheme)])).toBe(true);
    expect(scheme.read(request)).toEqual({
      ok: true,
      value: { id: 'event-1', sentAt, payload: { type: 'payroll.posted', note: 'é \u{1f600} \u0000' } },
    });
  });

  test('T25 refuses every change of one bit of body, signature, timestamp and id', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), fc.nat(), (payload, place, bit) => {
        const request = sign({ payload });
        const parts = [...Object.keys(request.headers), 'body'];
        const part = parts[place % parts.length] ?? 'body';
        const bytes =
          part === 'body' ? Buffer.from(request.body) : Buffer.from(request.headers[part] ?? '', 'latin1');
        const at = bit % (bytes.length * 8);
        bytes.writeUInt8(bytes.readUInt8(at >> 3) ^ (1 << (at & 7)), at >> 3);
        const changed =
          part === 'body'
            ? { ...request, body: bytes }
            : { ...request, headers: { ...request.headers, [part]: bytes.toString('latin1') } };

        // The control: the original is accepted.
        return scheme.verify(request, [secretOf(scheme)]) && !scheme.verify(changed, [secretOf(scheme)]);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(['', 'x', 'v1,', 'v1,!!', 'v2,AAAA', '0'.repeat(64), `v1,${'A'.repeat(43)}=`])(
    'refuses the signature %j',
    (signature) => {
      const request = sign({});
      const name = Object.keys(request.headers).find((each) => each.includes('signature')) ?? '';

      expect(
        scheme.verify({ ...request, headers: { ...request.headers, [name]: signature } }, [secretOf(scheme)]),
      ).toBe(false);
    },
  );

  test.each(Object.keys(sign({}).headers))('refuses a request without %s', (name) => {
    const request = sign({});

    expect(
      scheme.verify({ ...request, headers: { ...request.headers, [name]: undefined } }, [secretOf(scheme)]),
    ).toBe(false);
  });

  test('takes either secret while one takes over from the other', () => {
    const older = secretOf(scheme);
    const newer = scheme.name === 'momento' ? 'another' : 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX';
    const request = scheme.sign({ id: 'e', sentAt, payload: 1 }, newer);

    expect(scheme.verify(request, [older])).toBe(false);
    expect(scheme.verify(request, [newer, older])).toBe(true);
    expect(scheme.verify(sign(1), [newer, older])).toBe(true);
  });
});

describe('momento', () => {
  const momento = schemeNamed('momento');

  test('takes a signature in upper case, and none in a mix of cases', () => {
    const request = momento.sign({ id: 'e', sentAt, payload: 1 }, '1234567890');
    const lower = request.headers['momento-signature'] ?? '';
    const withSignature = (text: string) => ({ ...request, headers: { 'momento-signature': text } });

    expect(momento.verify(withSignature(lower.toUpperCase()), ['1234567890'])).toBe(true);
    expect(
      momento.verify(withSignature(lower.replace(/[a-f]/, (each) => each.toUpperCase())), ['1234567890']),
    ).toBe(false);
  });

  test('knows an event of another publisher by its place in the topic', () => {
    const body = {
      cache: 'chat',
      topic: 'room-281',
      event_timestamp: 1_704_296_470_564,
      publish_timestamp: 1_704_296_470_565,
      topic_sequence_number: 1,
      token_id: 'mo-the-squirrel',
      text: 'Here I am!!',
    };

    expect(momento.read({ headers: {}, body: Buffer.from(JSON.stringify(body)) })).toEqual({
      ok: true,
      value: {
        id: 'chat#room-281#1#1704296470564',
        sentAt: new Date(1_704_296_470_565),
        payload: 'Here I am!!',
      },
    });
  });

  test.each(['', '{}', '[]', 'x', '{"publish_timestamp":-1}'])('cannot read %j', (body) => {
    expect(momento.read({ headers: {}, body: Buffer.from(body) })).toEqual({
      ok: false,
      failure: 'malformed',
    });
  });
});

describe('standard-webhooks', () => {
  const standard = schemeNamed('standard-webhooks');
  const secret = secrets['standard-webhooks'] ?? '';

  test('takes one right signature among several', () => {
    const request = standard.sign({ id: 'e', sentAt, payload: 1 }, secret);
    const signature = `v1,${Buffer.alloc(32).toString('base64')} v1a,other ${request.headers['webhook-signature'] ?? ''}`;

    expect(
      standard.verify({ ...request, headers: { ...request.headers, 'webhook-signature': signature } }, [
        secret,
      ]),
    ).toBe(true);
  });

  test.each(['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_!', 'whsec_MfK'])(
    'signs with no secret like %s',
    (wrong) => {
      expect(() => standard.sign({ id: 'e', sentAt, payload: 1 }, wrong)).toThrow(RangeError);
      expect(standard.verify(standard.sign({ id: 'e', sentAt, payload: 1 }, secret), [wrong])).toBe(false);
    },
  );
});

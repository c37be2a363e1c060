// The signature against AWS's own signer, on requests of every shape that is sent and beyond.

import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { createSigner, encodeQuery, encodeSegment, type Unsigned } from '#shared/aws/signed/sign-request';

class Sha256 {
  readonly #state;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#state = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string);
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#state.update(data as string);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#state.digest());
  }
  reset(): void {
    throw new Error('a digest is taken once');
  }
}

const text = (unit: 'grapheme' | 'binary' = 'grapheme') => fc.string({ unit, maxLength: 20 });
const header = fc.stringMatching(/^[!-~]([ -~]{0,18}[!-~])?$/);
const requests = fc.record({
  path: fc.array(text('grapheme'), { maxLength: 4 }).map(
    (segments) =>
      `/${segments
        .filter((each) => !/^\.{0,2}$/.test(each))
        .map(encodeSegment)
        .join('/')}`,
  ),
  query: fc.dictionary(
    text().filter((name) => name !== '' && name !== '__proto__'),
    text(),
    { maxKeys: 3 },
  ),
  headers: fc.dictionary(
    fc
      .stringMatching(/^x-amz-[a-z]{1,10}$/)
      .filter((name) => !['x-amz-date', 'x-amz-expires', 'x-amz-signature'].includes(name)),
    header,
    { maxKeys: 3 },
  ),
  body: text(),
});
const dates = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const credentialSets = fc.record({
  accessKeyId: fc.stringMatching(/^[A-Z0-9]{4,20}$/),
  secretAccessKey: fc.stringMatching(/^[!-~]{4,40}$/),
  sessionToken: fc.option(fc.stringMatching(/^[!-~]{4,40}$/), { nil: undefined }),
});

type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
const withoutUndefined = ({
  sessionToken,
  ...rest
}: {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string | undefined;
}): Credentials => (sessionToken === undefined ? rest : { ...rest, sessionToken });

const official = async (credentials: Credentials, { path, query, headers, body }: Unsigned, date: Date) => {
  const signer = new SignatureV4({ service: 'kms', region: 'eu-central-1', credentials, sha256: Sha256 });
  const signed = await signer.sign(
    {
      method: 'POST',
      protocol: 'https:',
      hostname: 'kms.example',
      path,
      query: { ...query },
      headers: { ...headers },
      body,
    },
    { signingDate: date },
  );
  return signed.headers;
};

const sample: Unsigned = {
  path: '/2015-03-31/functions/arn%3Aaws%3Alambda/invocations',
  query: { Qualifier: 'live', a: 'ü !' },
  headers: { host: 'kms.example', 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'T.X' },
  body: '{"a":"ü"}',
};
const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

test('every header is what AWS’s own signer makes of the request', async () => {
  await fc.assert(
    fc.asyncProperty(requests, dates, credentialSets, async (request, date, given) => {
      const credentials = withoutUndefined(given);
      const whole = { ...request, headers: { ...request.headers, host: 'kms.example' } };

      const ours = createSigner('kms', 'eu-central-1', credentials)(whole, date);

      expect(ours).toEqual(await official(credentials, whole, date));
    }),
    {
      numRuns: 500,
      // One name begins with another: the names are what is sorted, not the pairs.
      examples: [
        [{ ...sample, query: { 'a ': '1', a: '2' } }, new Date(0), { ...keys, sessionToken: undefined }],
      ],
    },
  );
});

test('a signer signs on for days, each with its own key', async () => {
  const sign = createSigner('kms', 'eu-central-1', keys);

  for (const day of ['2026-11-28T23:59:59.999Z', '2026-11-29T00:00:00.000Z', '2026-11-28T12:00:00Z']) {
    const date = new Date(day);
    expect(sign(sample, date)).toEqual(await official(keys, sample, date));
  }
});

test('one changed character makes another signature', () => {
  const signatureOf = (request: Unsigned): string | undefined =>
    createSigner('kms', 'eu-central-1', keys)(request, new Date(0))['authorization'];

  const changed = [
    { ...sample, body: '{"a":"u"}' },
    { ...sample, path: `${sample.path}/` },
    { ...sample, query: { ...sample.query, Qualifier: 'Live' } },
    { ...sample, headers: { ...sample.headers, 'x-amz-target': 'T.Y' } },
  ].map(signatureOf);

  expect(new Set([signatureOf(sample), ...changed]).size).toBe(5);
});

test('a query goes out in the order in which it is signed', () => {
  expect(encodeQuery({ b: '1', a: "it's", A: '' })).toBe('A=&a=it%27s&b=1');
});

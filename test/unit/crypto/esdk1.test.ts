// `esdk1` against AWS's own library: what that writes, we open; what was changed in it, neither opens.

import { openEsdk1 } from '#shared/crypto/codecs/esdk/open-esdk1';
import { parseContext } from '#shared/crypto/codecs/esdk/encryption-context';
import { parseMessage } from '#shared/crypto/codecs/esdk/parse-message';
import { isSignatureRight, publicKeyName } from '#shared/crypto/codecs/esdk/verify-signature';
import type { LegacyKeyProblem } from '#shared/crypto/codec';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed } from '#shared/platform/result';
import {
  awsClient,
  esdkSettings,
  rawKeyring,
  suiteIds,
  writeOwn,
  writeWithAws,
  type SuiteName,
} from '../../support/esdk-messages.ts';
import { asked, context, keysWith, open, plaintext } from '../../support/open-esdk1.ts';

const everything = { ...esdkSettings, allowNonCommitting: true };

const suites = Object.keys(suiteIds) as SuiteName[];

describe.each(suites)('a message of AWS’s library, suite: %s', (suite) => {
  test.each([
    ['one frame', 4_096],
    ['many frames', 7],
  ])('opens in %s, with the tenant’s raw key', async (_, frameLength) => {
    const message = await writeWithAws(rawKeyring(), plaintext, { suite, context, frameLength });

    expect(await open(message, everything)).toEqual(succeed(plaintext));
  });

  test('does not open for another tenant or purpose', async () => {
    const message = await writeWithAws(rawKeyring(), plaintext, { suite, context });

    expect(await open(message, everything, { tenantId: 'globex' as TenantId })).toEqual(
      fail('decryption-failed'),
    );
    expect(await open(message, everything, { purpose: 'sql-server' })).toEqual(fail('decryption-failed'));
  });

  test('does not open when it is bound to no tenant at all', async () => {
    const message = await writeWithAws(rawKeyring(), plaintext, { suite, context: {} });

    expect(await open(message, everything)).toEqual(fail('decryption-failed'));
  });
});

describe('T9 a signature in the footer', () => {
  test('is checked before anything is handed out: each of its bits counts, and so does its being there', async () => {
    const message = await writeWithAws(rawKeyring(), plaintext, { suite: 'committing and signed', context });
    const footerBytes = 2 + message.readUInt16BE(message.length - 2 - footerLength(message));
    const answers = new Set<string>();
    for (let bit = 0; bit < footerBytes * 8; bit += 1) {
      const changed = Buffer.from(message);
      const at = message.length - footerBytes + (bit >> 3);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << (bit & 7)), at);
      const opened = await open(changed);
      answers.add(opened.ok ? 'opened' : opened.failure);
    }
    answers.add(JSON.stringify(await open(message.subarray(0, message.length - footerBytes))));

    expect(footerBytes).toBeGreaterThan(100);
    expect(
      [...answers].filter((answer) => answer.startsWith('opened') || answer.includes('"ok":true')),
    ).toEqual([]);
    expect(await open(message)).toEqual(succeed(plaintext));
  });

  /** DER: 0x30, the length of the rest, and so on; the footer is two bytes longer. */
  const footerLength = (message: Buffer): number => {
    for (let length = 100; length <= 104; length += 1) {
      if (message.readUInt16BE(message.length - length - 2) === length) return length;
    }
    throw new Error('the message has no footer');
  };
});

describe('T8 one message for two keys', () => {
  test('a wrong commitment is refused, though every tag is right', async () => {
    expect(await open(writeOwn(plaintext, { given: context }))).toEqual(succeed(plaintext));
    const damaged = writeOwn(plaintext, { given: context, commitment: Buffer.alloc(32, 1) });
    expect(await open(damaged)).toEqual(fail('decryption-failed'));
  });

  test.each(['plain', 'derived', 'signed'] as const)(
    'a suite without commitment is refused unless the tenant’s sealed flag allows it: %s',
    async (suite) => {
      const message = await writeWithAws(rawKeyring(), plaintext, { suite, context });

      expect(await open(message)).toEqual(fail('decryption-failed'));
      expect(await open(message, everything)).toEqual(succeed(plaintext));
    },
  );
});

describe('T10 many data keys', () => {
  test('three are read, a fourth is refused before any key is asked for', async () => {
    const asking = jest.fn();
    const keys = { ...keysWith(esdkSettings), withLegacyKey: asking };
    const four = writeOwn(plaintext, { given: context, dataKeys: 4 });

    expect(await open(writeOwn(plaintext, { given: context, dataKeys: 3 }))).toEqual(succeed(plaintext));
    expect(await openEsdk1({ ...asked, payload: four.toString('base64'), keys })).toEqual(
      fail('envelope-malformed'),
    );
    expect(asking).not.toHaveBeenCalled();
  });
});

describe('the context', () => {
  test.each([
    ['stored', { stored: context }],
    ['authenticated without being stored', { given: context }],
    ['partly stored', { stored: { purpose: 'payroll-api' }, given: { tenantId: 'acme' } }],
  ])('may be %s', async (_, how) => {
    expect(await open(writeOwn(plaintext, how))).toEqual(succeed(plaintext));
    expect(await open(writeOwn(plaintext, how), esdkSettings, { tenantId: 'globex' as TenantId })).toEqual(
      fail('decryption-failed'),
    );
  });
});

describe('the dialect of .NET 4.0.0', () => {
  test.each([{ given: context }, { stored: context }])('opens behind its flag only: %j', async (how) => {
    const message = writeOwn(plaintext, { ...how, suite: 'derived', dialect: 'net-4.0.0' });

    expect(await open(message, everything)).toEqual(fail('decryption-failed'));
    expect(await open(message, { ...everything, allowNet400: true })).toEqual(succeed(plaintext));
  });
});

test.each(['committing', 'committing and signed'] as const)(
  'every byte of a message counts, for us and for AWS’s library: %s',
  async (suite) => {
    const message = await writeWithAws(rawKeyring(), plaintext, {
      suite,
      context,
      frameLength: 20,
    });
    const accepted: number[] = [];
    for (let at = 0; at < message.length; at += 1) {
      const changed = Buffer.from(message);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x01, at);
      if ((await open(changed)).ok) accepted.push(at);
    }
    for (let length = 0; length < message.length; length += 1) {
      if ((await open(message.subarray(0, length))).ok) accepted.push(-length);
    }
    if ((await open(Buffer.concat([message, Buffer.alloc(1)]))).ok) accepted.push(message.length);

    expect(accepted).toEqual([]);
    const { plaintext: theirs } = await awsClient().decrypt(rawKeyring(), message);
    expect(theirs).toEqual(plaintext);
  },
  30_000,
);

test('T9 a message whose suite signs has to have a key and a signature', async () => {
  const bytes = await writeWithAws(rawKeyring(), plaintext, { suite: 'committing and signed', context });
  const unsigned = await writeWithAws(rawKeyring(), plaintext, { suite: 'committing', context });
  const [message, plain] = [parseMessage(bytes)!, parseMessage(unsigned)!];
  const withoutKey = new Map([...message.context].filter(([name]) => name !== publicKeyName));

  expect(isSignatureRight(message)).toBe(true);
  expect(isSignatureRight({ ...message, context: withoutKey })).toBe(false);
  expect(isSignatureRight({ ...message, signature: undefined })).toBe(false);
  expect(
    isSignatureRight({ ...message, context: new Map([...message.context, [publicKeyName, 'AAAA']]) }),
  ).toBe(false);
  // A suite that does not sign has none of both.
  expect(isSignatureRight(plain)).toBe(true);
  expect(isSignatureRight({ ...plain, context: message.context })).toBe(false);
});

describe('the stored context', () => {
  const pair = (name: string, value: string): Buffer => {
    const counted = (text: string) => Buffer.from([0, text.length, ...Buffer.from(text)]);
    return Buffer.concat([counted(name), counted(value)]);
  };
  const section = (count: number, ...rest: Buffer[]): Buffer =>
    Buffer.concat([Buffer.from([0, count]), ...rest]);

  test.each<[string, Buffer]>([
    ['a name twice', section(2, pair('a', '1'), pair('a', '2'))],
    ['bytes behind the last pair', section(1, pair('a', '1'), Buffer.from([0]))],
    ['fewer pairs than it says', section(2, pair('a', '1'))],
    ['no pairs but a number', section(0)],
    ['text that is not UTF-8', section(1, Buffer.from([0, 1, 0xff, 0, 0]))],
  ])('is none with %s', (_, bytes) => {
    expect(parseContext(bytes)).toBeUndefined();
  });

  test('is read in any order', () => {
    const bytes = section(2, pair('b', '1'), pair('a', '2'));

    expect([...parseContext(bytes)!]).toEqual([
      ['b', '1'],
      ['a', '2'],
    ]);
  });
});

describe('a tenant’s settings', () => {
  test('are needed for a raw key', async () => {
    const keys = keysWith(undefined);
    const payload = writeOwn(plaintext, { given: context }).toString('base64');
    expect(await openEsdk1({ ...asked, payload, keys })).toEqual(fail('decryption-failed'));
  });

  test.each<[string, unknown, string]>([
    ['another scheme', { ...esdkSettings, scheme: 'simple' }, 'scheme'],
    ['an unknown member', { ...esdkSettings, allowAll: true }, 'allowAll'],
    ['a short key', { rawKeys: [{ namespace: 'n', name: 'm', keyBase64: 'AAAA' }] }, 'rawKeys.0.keyBase64'],
    [
      'KMS as a name space',
      { rawKeys: [{ namespace: 'aws-kms', name: 'm', keyBase64: 'AAAA' }] },
      'rawKeys.0.namespace',
    ],
    [
      'no RSA key',
      { rawKeys: [{ namespace: 'n', name: 'm', hash: 'sha256', privateKeyPem: 'canary' }] },
      'rawKeys.0.privateKeyPem',
    ],
    ['keys that are no list', { rawKeys: {} }, 'rawKeys'],
    ['no object', 'canary', 'parameters'],
  ])('that are wrong are said by member, never by value: %s', async (_, settings, member) => {
    const said: LegacyKeyProblem[] = [];
    const opened = await openEsdk1({
      ...asked,
      payload: writeOwn(plaintext, { given: context }).toString('base64'),
      keys: keysWith(settings),
      onLegacyKeyRefused: (_id, problem) => said.push(problem),
    });

    expect(opened).toEqual(fail('decryption-failed'));
    expect(said.map((problem) => problem.member)).toEqual([member]);
    expect(JSON.stringify(said)).not.toContain('canary');
  });
});

test('a message of one block without frames opens', async () => {
  const message = writeOwn(plaintext, { given: context, isFramed: false });
  expect(await open(message)).toEqual(succeed(plaintext));

  // Its length has 64 bits; one that needs more than 32 is longer than any envelope.
  message.writeUInt8(1, message.length - 16 - plaintext.length - 5);
  expect(await open(message)).toEqual(fail('envelope-malformed'));
});

test.each([
  ['no base64', '*'],
  ['no message', 'AAAA'],
  ['a type that format 1 does not have', Buffer.from([1, 0x81]).toString('base64')],
])('a payload that is %s is malformed', async (_, payload) => {
  expect(await openEsdk1({ ...asked, payload, keys: keysWith(esdkSettings) })).toEqual(
    fail('envelope-malformed'),
  );
});

test('T9 a public key that is no point of the curve signs nothing', async () => {
  const bytes = await writeWithAws(rawKeyring(), plaintext, { suite: 'committing and signed', context });
  const message = parseMessage(bytes)!;
  // A point of P-384 is compressed to a sign and 48 bytes; this x is beyond the field.
  const noPoint = Buffer.concat([Buffer.from([2]), Buffer.alloc(48, 0xff)]).toString('base64');

  expect(
    isSignatureRight({ ...message, context: new Map([...message.context, [publicKeyName, noPoint]]) }),
  ).toBe(false);
});

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { CompactEncrypt, compactDecrypt } from 'jose';
import type { KeyAccess, SealedCredential } from '#shared/crypto/codec';
import { openJwe1 } from '#shared/crypto/codecs/jwe1';
import { sealJwe1 } from '#operators/credentials/jwe1-seal';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed } from '#shared/platform/result';

const acme = 'acme' as TenantId;
const key = Buffer.alloc(32, 5);
const asked = { tenantId: acme, purpose: 'sql-server', version: 3 };
const header = { alg: 'dir', enc: 'A256GCM', kid: 'key#7', tid: 'acme', pur: 'sql-server', ver: 3 };

const keysWith = (known: Buffer): KeyAccess => ({
  withDataKey: async (keyVersion, use) =>
    keyVersion === 7 ? succeed(use(known)) : fail('decryption-failed'),
  decrypt: () => Promise.reject(new Error('not for this format')),
  withLegacyKey: () => Promise.reject(new Error('not for this format')),
});

const open = (payload: string, changes: Partial<SealedCredential> = {}) =>
  openJwe1({ ...asked, payload, keys: keysWith(key), ...changes });

const sealOurs = (plaintext: Buffer): string =>
  sealJwe1({ ...asked, keyVersion: 7 }, key, plaintext).slice('jwe1:'.length);

const sealWithJose = (plaintext: Buffer, members: object = header): Promise<string> =>
  new CompactEncrypt(plaintext).setProtectedHeader(members as typeof header).encrypt(key);

/** A JWE whose tag is right for whatever header text it is given. */
const sealText = async (headerText: string): Promise<string> => {
  const { createCipheriv } = await import('node:crypto');
  const protectedHeader = Buffer.from(headerText).toString('base64url');
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(protectedHeader, 'ascii'));
  const ciphertext = Buffer.concat([cipher.update('{}'), cipher.final()]);
  const rest = [iv, ciphertext, cipher.getAuthTag()].map((bytes) => bytes.toString('base64url'));
  return [protectedHeader, '', ...rest].join('.');
};

describe('jwe1 beside jose', () => {
  test('jose opens what we seal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { plaintext, protectedHeader } = await compactDecrypt(sealOurs(Buffer.from(bytes)), key);
        expect(Buffer.from(plaintext)).toEqual(Buffer.from(bytes));
        const { com, ...rest } = protectedHeader as Record<string, unknown>;
        expect(rest).toEqual(header);
        expect(com).toMatch(/^[A-Za-z0-9_-]{43}$/);
      }),
      { numRuns: 50 },
    );
  });

  test('we open what jose seals', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const opened = await open(await sealWithJose(Buffer.from(bytes)));
        expect(opened).toEqual(succeed(Buffer.from(bytes)));
      }),
      { numRuns: 50 },
    );
  });

  test('every order of the header’s members opens', async () => {
    const reversed = Object.fromEntries(Object.entries(header).toReversed());

    expect(await open(await sealWithJose(Buffer.from('{}'), reversed))).toEqual(succeed(Buffer.from('{}')));
  });
});

describe('jwe1 and a fixed envelope', () => {
  // Made once with jose 6.2.17: key 00 01 … 1f, IV 00 01 … 0b, laid out as in RFC 7516 appendix A.1.
  const countingKey = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
  const plaintext = '{"url":"https://payroll.example.test","key":"k"}';
  const payload = [
    'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoia2V5IzciLCJ0aWQiOiJhY21lIiwicHVyIjoic3FsLXNlcnZlciIsInZlciI6M30',
    '',
    'AAECAwQFBgcICQoL',
    'PCCjaanH-DnlNeP7wtNXQvO3_kafFzNSXR-E6G0FZZx1dd2Ije0w8xHdXdeq7ApF',
    '_-SYegXT9ARI1xeM2gyVbg',
  ].join('.');

  test('opens it', async () => {
    expect(await open(payload, { keys: keysWith(countingKey) })).toEqual(succeed(Buffer.from(plaintext)));
  });
});

describe('jwe1 refuses as malformed', () => {
  const text = JSON.stringify(header);

  test.each([
    ['no alg', { ...header, alg: undefined }],
    ['another alg', { ...header, alg: 'A256KW' }],
    ['another enc', { ...header, enc: 'A128GCM' }],
    ['crit', { ...header, crit: ['exp'] }],
    ['zip', { ...header, zip: 'DEF' }],
    ['jwk', { ...header, jwk: { kty: 'oct', k: 'AAAA' } }],
    ['typ', { ...header, typ: 'JWT' }],
    ['no tid', { ...header, tid: undefined }],
    ['a kid of another kind', { ...header, kid: 'https://keys.test/7' }],
    ['a kid with a leading zero', { ...header, kid: 'key#07' }],
    ['version zero', { ...header, ver: 0 }],
    ['a version as text', { ...header, ver: '3' }],
    ['a fractional version', { ...header, ver: 3.5 }],
    ['tid as an array', { ...header, tid: ['acme'] }],
  ])('a header with %s', async (_, members) => {
    expect(await open(await sealText(JSON.stringify(members)))).toEqual(fail('envelope-malformed'));
  });

  test.each([
    ['white space', text.replace(',', ', ')],
    ['a repeated member', text.replace('{', '{"tid":"globex",')],
    ['a repeated member at the end', text.replace('}', ',"ver":3}')],
    ['an escaped spelling', text.replace('acme', '\\u0061cme')],
    ['a number spelled otherwise', text.replace('"ver":3', '"ver":3.0')],
    ['an own __proto__', text.replace('{', '{"__proto__":{},')],
    ['no JSON', text.slice(1)],
    ['an array', '[]'],
    ['null', 'null'],
    ['more than 1 KiB', text.replace('acme', 'a'.repeat(1_024))],
  ])('a header with %s', async (_, headerText) => {
    expect(await open(await sealText(headerText))).toEqual(fail('envelope-malformed'));
  });

  const parts = sealOurs(Buffer.from('{"a":1}')).split('.');
  const [head = '', , iv = '', ciphertext = '', tag = ''] = parts;

  test.each([
    ['four segments', [head, '', iv, ciphertext].join('.')],
    ['six segments', [...parts, ''].join('.')],
    ['an encrypted key', [head, 'AAAA', iv, ciphertext, tag].join('.')],
    ['a short IV', [head, '', iv.slice(0, 12), ciphertext, tag].join('.')],
    ['a long IV', [head, '', `${iv}AAAA`, ciphertext, tag].join('.')],
    ['a short tag', [head, '', iv, ciphertext, tag.slice(0, 16)].join('.')],
    ['no tag', [head, '', iv, ciphertext, ''].join('.')],
    ['padding', [head, '', iv, ciphertext, `${tag}==`].join('.')],
    ['standard base64', [head, '', iv, '+/+/', tag].join('.')],
    ['white space', [head, '', iv, `${ciphertext} `, tag].join('.')],
    [
      'stray bits',
      [head, '', iv, ciphertext, `${tag.slice(0, -1)}${tag.endsWith('B') ? 'C' : 'B'}`].join('.'),
    ],
    ['nothing', ''],
  ])('%s', async (_, payload) => {
    expect(await open(payload)).toEqual(fail('envelope-malformed'));
  });
});

describe('T1 jwe1 fails opaquely', () => {
  test.each<[string, Partial<SealedCredential>]>([
    ['another tenant asks', { tenantId: 'globex' as TenantId }],
    ['another purpose is asked for', { purpose: 'payroll-api' }],
    ['the store says another version', { version: 2 }],
    ['the key is another', { keys: keysWith(Buffer.alloc(32, 6)) }],
    ['the key has another length', { keys: keysWith(Buffer.alloc(16, 5)) }],
  ])('when %s', async (_, changes) => {
    const payload = sealOurs(Buffer.from('{}'));

    expect(await open(payload, changes)).toEqual({ ok: false, failure: 'decryption-failed' });
    expect(await open(payload)).toEqual(succeed(Buffer.from('{}')));
  });

  test('when the tenant has no such key', async () => {
    const payload = await sealText(JSON.stringify({ ...header, kid: 'key#8' }));

    expect(await open(payload)).toEqual(fail('decryption-failed'));
  });

  test('no envelope with one changed character opens', async () => {
    const payload = sealOurs(Buffer.from('{"user":"u"}'));
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ {\u0000';
    let accepted = 0;
    let tried = 0;

    for (let index = 0; index < payload.length; index += 1) {
      for (const character of alphabet) {
        if (character === payload[index]) continue;
        const opened = await open(`${payload.slice(0, index)}${character}${payload.slice(index + 1)}`);
        tried += 1;
        if (opened.ok) accepted += 1;
      }
    }

    expect({ accepted, enough: tried > 10_000 }).toEqual({ accepted: 0, enough: true });
    expect((await open(payload)).ok).toBe(true);
  });

  test('no envelope with one flipped bit in its bytes opens', async () => {
    const segments = sealOurs(Buffer.from('{"user":"u"}')).split('.');
    let accepted = 0;
    for (const [position, segment] of segments.entries()) {
      const bytes = Buffer.from(segment, 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        const opened = await open(segments.with(position, flipped.toString('base64url')).join('.'));
        if (opened.ok) accepted += 1;
      }
    }

    expect(accepted).toBe(0);
    expect((await open(segments.join('.'))).ok).toBe(true);
  });

  test('no envelope cut short or lengthened opens', async () => {
    const payload = sealOurs(Buffer.from('{"user":"u"}'));
    const cut = Array.from({ length: payload.length }, (_, length) => payload.slice(0, length));

    const opened = await Promise.all(
      [...cut, `${payload}A`, `${payload}.`, `.${payload}`].map((text) => open(text)),
    );

    expect(opened.filter(({ ok }) => ok)).toEqual([]);
  });
});

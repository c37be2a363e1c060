import fc from 'fast-check';
import { maxEnvelopeBytes, parseEnvelope, writeEnvelope } from '#shared/crypto/envelope';
import { formatNames, lookUpFormat } from '#shared/crypto/format-registry';
import { decodeBase64, decodeBase64Url } from '#shared/crypto/strict-base64';
import { fail, succeed } from '#shared/platform/result';

describe('an envelope', () => {
  test('is a format, a colon and the rest', () => {
    expect(parseEnvelope('dotnet-obviex:main:a+b=')).toEqual(
      succeed({ format: 'dotnet-obviex', payload: 'main:a+b=' }),
    );
  });

  test.each([
    ['empty', ''],
    ['no colon', 'jwe1'],
    ['no format', ':payload'],
    ['no payload', 'jwe1:'],
    ['capitals', 'JWE1:x'],
    ['a blank before', ' jwe1:x'],
    ['a format that starts with a digit', '1jwe:x'],
    ['too long', `jwe1:${'a'.repeat(maxEnvelopeBytes)}`],
    ['too long in bytes only', `jwe1:${'é'.repeat(maxEnvelopeBytes / 2)}`],
  ])('is malformed when %s', (_, text) => {
    expect(parseEnvelope(text)).toEqual(fail('envelope-malformed'));
  });

  test('is read back as it was written, up to the limit', () => {
    const payload = 'a'.repeat(maxEnvelopeBytes - 'jwe1:'.length);

    expect(parseEnvelope(writeEnvelope({ format: 'jwe1', payload }))).toEqual(
      succeed({ format: 'jwe1', payload }),
    );
    expect(() => writeEnvelope({ format: 'jwe1', payload: `${payload}a` })).toThrow(RangeError);
    expect(() => writeEnvelope({ format: 'a:b', payload: 'c' })).toThrow(RangeError);
  });
});

describe('the format registry', () => {
  test('ranks what we write alike and above what is legacy', () => {
    const rows = formatNames.map((name) => lookUpFormat(name));

    expect(lookUpFormat('jwe1')?.rank).toBe(lookUpFormat('kms1')?.rank);
    expect(
      rows.filter((row) => row === undefined || row.isLegacy !== row.name.startsWith('dotnet-')),
    ).toEqual([]);
    expect(rows.filter((row) => row?.isLegacy && row.rank >= (lookUpFormat('jwe1')?.rank ?? 0))).toEqual([]);
  });

  test.each(['toString', '__proto__', 'constructor', '', 'JWE1'])('does not know %j', (name) => {
    expect(lookUpFormat(name)).toBeUndefined();
  });
});

describe('strict base64', () => {
  test('reads back what it spells', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (array) => {
        const bytes = Buffer.from(array);
        expect(decodeBase64(bytes.toString('base64'))).toEqual(bytes);
        expect(decodeBase64Url(bytes.toString('base64url'))).toEqual(bytes);
      }),
    );
  });

  test('takes one spelling of some bytes and no other', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AQgw+/-_= \n') }), (text) => {
        expect(decodeBase64(text)?.toString('base64') ?? text).toBe(text);
        expect(decodeBase64Url(text)?.toString('base64url') ?? text).toBe(text);
      }),
    );
  });

  test.each(['QQ', 'QR==', 'QQ==\n', 'QQ===', 'Q===', 'Q-==', '='])('refuses %j', (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });
});

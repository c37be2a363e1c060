// What legacy values cannot be: longer than an envelope, without an IV, out of a derivation that has an end.

import nodeCrypto, { createCipheriv } from 'node:crypto';
import { setUpScheme } from '#shared/crypto/codecs/dotnet/set-up-scheme';
import { createBoundedMemo } from '#shared/crypto/legacy/bounded-memo';
import { cbc } from '#shared/crypto/legacy/cipher-parameters';
import { createDecipher } from '#shared/crypto/legacy/decipher';
import { cutAtFirstNul } from '#shared/crypto/legacy/legacy-opener';
import { passwordDeriveBytes } from '#shared/crypto/legacy/password-derive-bytes';

const custom = { cipher: 'aes', key: { type: 'hex', value: '00'.repeat(16) }, iv: { type: 'zero' } };

afterEach(() => jest.restoreAllMocks());

test('a value that is longer than an envelope may be is not even decoded', () => {
  const setUp = setUpScheme('custom', custom);

  expect(setUp.ok && setUp.value.open('A'.repeat(1_000_000))).toBeUndefined();
});

test('a cipher of our own without an IV opens in ECB mode only', () => {
  const decipher = createDecipher(cbc('rc2', 8), Buffer.alloc(16));

  expect(decipher.decrypt(undefined, Buffer.alloc(8))).toBeUndefined();
});

test('a text is cut at its first NUL, if it has one', () => {
  expect([cutAtFirstNul('a\0b\0'), cutAtFirstNul('ab')]).toEqual(['a', 'ab']);
});

test('PasswordDeriveBytes ends with its counter of three digits', () => {
  const input = { password: Buffer.from('p'), salt: Buffer.from('s'), hash: 'SHA1', iterations: 2 } as const;

  expect(passwordDeriveBytes(input).getBytes(1_000 * 20)).toHaveLength(20_000);
  expect(passwordDeriveBytes(input).getBytes(1_000 * 20 + 1)).toBeUndefined();
  // Beyond what the slip of .NET Framework hands out a second time.
  const stream = passwordDeriveBytes(input);
  stream.getBytes(999 * 20);
  expect(stream.getBytes(40)).toBeUndefined();
});

test('a cipher that this Node’s OpenSSL refuses is a wrong parameter', () => {
  jest.spyOn(nodeCrypto, 'createDecipheriv').mockImplementation(() => {
    throw new Error('error:0308010C:digital envelope routines::unsupported');
  });
  const setUp = setUpScheme('custom', custom);

  expect(setUp.ok ? 'taken' : setUp.failure.problem).toBe(
    "cipher: this Node's OpenSSL refuses aes (FIPS mode?)",
  );
});

test('an error that no check foresaw is no parameter’s fault', () => {
  expect(() =>
    setUpScheme('custom', {
      get cipher(): string {
        throw new TypeError('canary');
      },
    }),
  ).toThrow(TypeError);
});

test('what is remembered is the last few answers; the others are wiped', () => {
  const memo = createBoundedMemo(2);
  const made = ['a', 'b', 'c'].map((name) => memo.get(name, () => Buffer.from(name)));

  expect(made.map((bytes) => bytes.toString())).toEqual(['\0', 'b', 'c']);
  expect(memo.get('b', () => Buffer.from('anew')).toString()).toBe('b');
  memo.wipe();
  expect(made.every((bytes) => bytes[0] === 0)).toBe(true);
});

describe('a value of machineKey.Encode', () => {
  const key = Buffer.alloc(16, 0xab);
  const parameters = {
    ...{ validationKey: 'ab'.repeat(64), decryptionKey: key.toString('hex'), decryption: 'AES' },
    ...{ protection: 'Encryption', compatibilityMode: 'Framework20SP2' },
  };
  const encrypted = (text: Buffer): string => {
    const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(16));
    return Buffer.concat([cipher.update(text), cipher.final()]).toString('hex');
  };
  const open = (value: string, isSigned: boolean): string | undefined => {
    const setUp = setUpScheme('aspnet-machinekey-encode', { ...parameters, signed: isSigned });
    if (!setUp.ok) throw new Error(setUp.failure.problem);
    return setUp.value.open(value)?.toString();
  };

  test('begins with a block of noise, without which it does not open', () => {
    expect(open(encrypted(Buffer.concat([Buffer.alloc(16), Buffer.from('text')])), false)).toBe('text');
    expect(open(encrypted(Buffer.from('text')), false)).toBeUndefined();
  });

  test('that is signed does not open without its signature', () => {
    expect(open(encrypted(Buffer.alloc(32)), true)).toBeUndefined();
  });
});

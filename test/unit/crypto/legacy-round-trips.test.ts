// Every scheme with parameters and texts that are in no vector: sealed by the slow code beside this file, opened by the
// decryptor's codecs. A scheme that were fitted to the published vectors would fail here.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { legacySchemeNames } from '#shared/crypto/codecs/dotnet/scheme-names';
import { passwordDeriveBytes } from '#shared/crypto/legacy/password-derive-bytes';
import { createRc2 } from '#shared/crypto/legacy/rc2';
import { createRijndael } from '#shared/crypto/legacy/rijndael';
import { openOffline } from '#operators/commands/verify-vectors';
import { casesOf } from './legacy-oracle/any-parameters.ts';
import { sealers } from './legacy-oracle/seal-schemes.ts';
import { pbkdf2, slowPasswordDeriveBytes, slowPbkdf2 } from './legacy-oracle/slow-keys.ts';
import { encryptRijndaelBlock } from './legacy-oracle/slow-rijndael.ts';

const runsOf = (scheme: string): number => (scheme === 'custom' ? 400 : scheme === 'medvedev-pdb' ? 120 : 40);

describe('a value sealed with any parameters opens to its text', () => {
  test.each(legacySchemeNames)('%s', async (scheme) => {
    await fc.assert(
      fc.asyncProperty(casesOf[scheme]!, async ({ params, text }) => {
        const value = sealers[scheme]!(params, text);

        const opening = await openOffline(scheme, params, value);

        const plaintext = opening.kind === 'opened' ? opening.plaintext.toString('utf8') : opening;
        const expected = scheme === 'vb-encryptstring128bit' ? text.replaceAll('\0', '') : text;
        expect(plaintext).toEqual(expected);
      }),
      { numRuns: runsOf(scheme) },
    );
  });
});

describe('the primitives beside slow ones', () => {
  const sizes = [16, 24, 32].flatMap((key) => [16, 24, 32].map((block) => [key, block] as const));

  test.each(sizes)('Rijndael with a key of %i and a block of %i bytes', (keyBytes, blockBytes) => {
    for (let count = 0; count < 20; count += 1) {
      const [key, block] = [randomBytes(keyBytes), randomBytes(blockBytes)];
      const sealed = encryptRijndaelBlock(key, block);
      const [forward, back] = [Buffer.alloc(blockBytes), Buffer.alloc(blockBytes)];

      const rijndael = createRijndael(key, blockBytes);
      rijndael.forward(block, 0, forward, 0);
      rijndael.inverse(sealed, 0, back, 0);

      expect([forward, back]).toEqual([sealed, block]);
    }
  });

  test('the slow Rijndael is AES where the block has 16 bytes', () => {
    for (const keyBytes of [16, 24, 32]) {
      const [key, block] = [randomBytes(keyBytes), randomBytes(16)];
      const aes = createCipheriv(`aes-${8 * keyBytes}-ecb`, key, null)
        .setAutoPadding(false)
        .update(block);
      expect(encryptRijndaelBlock(key, block)).toEqual(aes);
    }
  });

  // RFC 2268 section 5.
  test.each([
    ['0000000000000000', 63, '0000000000000000', 'ebb773f993278eff'],
    ['ffffffffffffffff', 64, 'ffffffffffffffff', '278b27e42e2f0d49'],
    ['3000000000000000', 64, '1000000000000001', '30649edf9be7d2c2'],
    ['88', 64, '0000000000000000', '61a8a244adacccf0'],
    ['88bca90e90875a', 64, '0000000000000000', '6ccf4308974c267f'],
    ['88bca90e90875a7f0f79c384627bafb2', 64, '0000000000000000', '1a807d272bbe5db1'],
    ['88bca90e90875a7f0f79c384627bafb2', 128, '0000000000000000', '2269552ab0f85ca6'],
    [
      '88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e',
      129,
      '0000000000000000',
      '5b78d3a43dfff1f1',
    ],
  ])('RC2 with key %s and %i bits', (key, bits, plain, sealed) => {
    const rc2 = createRc2(Buffer.from(key, 'hex'), bits);
    const [forward, back] = [Buffer.alloc(8), Buffer.alloc(8)];
    rc2.forward(Buffer.from(plain, 'hex'), 0, forward, 0);
    rc2.inverse(Buffer.from(sealed, 'hex'), 0, back, 0);
    expect([forward, back].map((bytes) => bytes.toString('hex'))).toEqual([sealed, plain]);
  });

  test('PasswordDeriveBytes for any requests that .NET can serve', () => {
    const requests = fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.uint8Array({ maxLength: 20 }),
        fc.constantFrom('SHA1', 'MD5', 'SHA256', 'SHA384', 'SHA512'),
        fc.integer({ min: 1, max: 6 }),
        requests,
        (password, salt, hash, iterations, lengths) => {
          const input = { password: Buffer.from(password), salt: Buffer.from(salt), hash, iterations };
          const stream = passwordDeriveBytes(input);
          const slow = slowPasswordDeriveBytes(input.password, input.salt, hash, iterations, lengths);
          for (const [at, length] of lengths.entries()) {
            const bytes = stream.getBytes(length);
            if (bytes === undefined) return;
            expect(bytes).toEqual(slow[at]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('the slow PBKDF2 is Node’s', () => {
    const [password, salt] = [Buffer.from('p'), Buffer.from('salt-salt')];
    expect(slowPbkdf2(password, salt, 'sha1', 3, 50)).toEqual(pbkdf2(password, salt, 'SHA1', 3, 50));
  });

  test('DES is TripleDES with one key three times: a published DES value', () => {
    // FIPS 81, appendix B: "Now is the time for all " in ECB.
    const key = Buffer.from('0123456789abcdef'.repeat(3), 'hex');
    const sealed = Buffer.from('3fa40e8a984d48156a271787ab8883f9893d51ec4b563b53', 'hex');
    const plain = createDecipheriv('des-ede3-ecb', key, null).setAutoPadding(false).update(sealed);
    expect(plain.toString()).toBe('Now is the time for all ');
  });
});

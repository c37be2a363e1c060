import { readFileSync } from 'node:fs';
import { sealAsMd5TripleDes, sealAsMedvedevPdb } from '#local/seed/legacy-application';

type Vector = {
  readonly scheme: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly plaintext: string;
  readonly ciphertext: string;
};

const vectors = (
  JSON.parse(readFileSync('test/vectors/legacy/vectors.json', 'utf8')) as { vectors: readonly Vector[] }
).vectors;

const fitting = (scheme: string, params: Readonly<Record<string, unknown>>) =>
  vectors.filter(
    (vector) =>
      vector.scheme === scheme &&
      Object.entries(params).every(([name, value]) => (vector.params[name] ?? value) === value),
  );

describe('the old application’s schemes in the demo data', () => {
  test('medvedev-pdb gives what .NET gave', () => {
    const form = {
      hash: 'SHA1',
      cipher: 'rijndael',
      blockSize: 128,
      keySize: 256,
      textEncoding: 'utf16le',
      ciphertextEncoding: 'base64',
    };
    const known = fitting('medvedev-pdb', form);

    expect(known.length).toBeGreaterThan(0);
    for (const { params, plaintext, ciphertext } of known) {
      const {
        passphrase,
        saltHex,
        iterations = 100,
      } = params as {
        passphrase: string;
        saltHex: string;
        iterations?: number;
      };
      expect(sealAsMedvedevPdb({ passphrase, saltHex, iterations }, plaintext)).toBe(ciphertext);
    }
  });

  test('md5-tripledes-ecb gives what .NET gave', () => {
    const form = {
      useHashing: true,
      keyEncoding: 'utf8',
      textEncoding: 'utf8',
      ciphertextEncoding: 'base64',
    };
    const known = fitting('md5-tripledes-ecb', form);

    expect(known.length).toBeGreaterThan(0);
    for (const { params, plaintext, ciphertext } of known) {
      expect(sealAsMd5TripleDes({ key: String(params['key']) }, plaintext)).toBe(ciphertext);
    }
  });
});

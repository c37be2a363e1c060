// Every published vector through the codecs of the decryptor, and the control: a vector that was changed is found out.

import { join } from 'node:path';
import { readVectorFile, type VectorFile } from '#operators/commands/vector-file';
import { legacySchemeNames } from '#shared/crypto/codecs/dotnet/scheme-names';
import { openOffline, verifyVectors, type Outcome } from '#operators/commands/verify-vectors';

const read = readVectorFile(join(process.cwd(), 'test/vectors/legacy/vectors.json'));
if (!read.ok) throw new Error(read.failure);
const file = read.value;

const differencesOf = async (changed: Partial<VectorFile>): Promise<Outcome[]> => {
  const differences: Outcome[] = [];
  for await (const outcome of verifyVectors({ vectors: [], kdf: [], negative: [], ...changed }))
    if (outcome.difference !== undefined) differences.push(outcome);
  return differences;
};

describe('the published vectors', () => {
  test('are all there', () => {
    expect([file.vectors.length, file.kdf.length, file.negative.length]).toEqual([1288, 258, 21]);
  });

  const schemes = [...new Set(file.vectors.map(({ scheme }) => scheme))];

  test('are of every scheme', () => {
    expect(schemes).toHaveLength(29);
    expect(schemes.toSorted()).toEqual(legacySchemeNames.toSorted());
  });

  test.each(schemes)('%s', async (scheme) => {
    const vectors = file.vectors.filter((vector) => vector.scheme === scheme);
    expect(await differencesOf({ vectors })).toEqual([]);
  });

  test('key derivations and text encodings', async () => {
    expect(await differencesOf({ kdf: file.kdf })).toEqual([]);
  });

  test('values to be refused', async () => {
    expect(await differencesOf({ negative: file.negative })).toEqual([]);
  });
});

describe('a planted difference is found', () => {
  const [vector] = file.vectors.filter(
    ({ scheme, plaintext }) => scheme === 'simple-aes-fixed' && plaintext !== '',
  );
  const [derivation] = file.kdf;
  const [negative] = file.negative;

  test.each<[string, Partial<VectorFile>]>([
    ['another plaintext', { vectors: [{ ...vector!, plaintext: `${vector!.plaintext} ` }] }],
    ['a value cut short', { vectors: [{ ...vector!, ciphertext: vector!.ciphertext.slice(0, -3) }] }],
    ['an unknown scheme', { vectors: [{ ...vector!, scheme: 'rot13' }] }],
    ['a scheme that is no legacy one', { vectors: [{ ...vector!, scheme: '../jwe1' }] }],
    ['a misspelt parameter', { vectors: [{ ...vector!, params: { ...vector!.params, ivhex: '00' } }] }],
    ['a key too short', { vectors: [{ ...vector!, params: { ...vector!.params, keyHex: '00' } }] }],
    ['other key bytes', { kdf: [{ ...derivation!, iterations: 5 } as typeof derivation & object] }],
    [
      'a good value among the bad',
      { negative: [{ ...negative!, ...vector!, expect: 'error', why: '', dotnetHex: null }] },
    ],
  ])('%s', async (_, changed) => {
    expect(await differencesOf(changed)).toHaveLength(1);
  });

  test('what a difference tells holds no value', async () => {
    const params = { ...vector!.params, keyHex: 'canary' };
    expect(JSON.stringify(await openOffline('simple-aes-fixed', params, 'canary'))).not.toContain('canary');
  });
});

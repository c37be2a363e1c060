// Any parameters of the generic scheme that .NET could have had.

import fc from 'fast-check';
import { ofBytes, hexOf, word, hmacHash, rounds, transport } from './arbitraries.ts';

export const customCases = fc
  .tuple(
    fc.constantFrom(
      ...['rijndael', 'aes', 'tripledes', 'des', 'rc2'].flatMap((cipher) =>
        (cipher === 'rijndael' ? [128, 192, 256] : [cipher === 'aes' ? 128 : 64]).map((blockSize) => ({
          cipher,
          blockSize,
        })),
      ),
    ),
    fc.constantFrom('CBC', 'ECB', 'CFB'),
    fc.constantFrom('PKCS7', 'ANSIX923', 'ISO10126', 'Zeros'),
    fc.constantFrom('hex', 'base64', 'hash', 'rfc2898', 'passwordDeriveBytes'),
    fc.record({
      bytes: ofBytes(32),
      iv: ofBytes(32),
      password: word,
      hash: hmacHash,
      rounds,
      saltHex: hexOf(8, 13),
    }),
    fc.constantFrom('utf8', 'utf16le', 'ascii', 'windows-1252', 'latin1'),
    transport,
    fc.constantFrom('none', 'hex', 'base64', 'text', 'zero', 'prefix', 'derived', 'key-prefix'),
    fc.constantFrom(8, 16, 64, 128),
  )
  .map(([size, mode, padding, type, given, textEncoding, ciphertextEncoding, wantedIv, wantedFeedback]) => {
    const blockBytes = size.blockSize / 8;
    const keyBytes = { rijndael: 32, aes: 24, tripledes: 24, des: 8, rc2: 13 }[size.cipher]!;
    const isDerived = type === 'rfc2898' || type === 'passwordDeriveBytes';
    const isImpossible =
      (wantedIv === 'derived' && !isDerived) || (wantedIv === 'key-prefix' && keyBytes < blockBytes);
    const possibleIv = isImpossible || (mode !== 'ECB' && wantedIv === 'none') ? 'hex' : wantedIv;
    const ivType = mode === 'ECB' && possibleIv === 'prefix' ? 'none' : possibleIv;
    const isDes = size.cipher === 'des' || size.cipher === 'tripledes';
    const feedbackSize = isDes && wantedFeedback !== 64 ? 8 : Math.min(wantedFeedback, size.blockSize);
    const bytes = given.bytes.subarray(0, keyBytes);
    const key = {
      hex: { type, value: bytes.toString('hex') },
      base64: { type, value: bytes.toString('base64') },
      hash: { type, hash: given.hash, value: given.password, encoding: 'utf16le', length: keyBytes },
      rfc2898: derived(),
      passwordDeriveBytes: derived(),
    }[type];
    function derived() {
      const { password, saltHex, hash: hashName, rounds: iterations } = given;
      return { type, password, saltHex, hash: hashName, iterations, length: keyBytes };
    }
    const ivBytes = given.iv.subarray(0, blockBytes);
    const givenIvs: Record<string, object> = {
      hex: { value: ivBytes.toString('hex') },
      base64: { value: ivBytes.toString('base64') },
      text: { value: ivBytes.toString('hex').slice(0, blockBytes), encoding: 'ascii' },
    };
    const iv = { type: ivType, ...givenIvs[ivType] };
    const params = { ...size, mode, padding, key, iv, textEncoding, ciphertextEncoding };
    return mode === 'CFB' ? { ...params, feedbackSize } : params;
  });

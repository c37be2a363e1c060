// PasswordDeriveBytes.CryptDeriveKey: the Windows CryptoAPI's CryptDeriveKey. Salt and iteration count play no part in it.

import { digest, type HashName } from './hash.ts';

const blockBytes = 64;

/**
 * The parity bits that Windows sets in DES keys change nothing and are left as they are.
 *
 * @param keyBytes at most two hashes: 32, the longest key, are two of MD5
 */
export const cryptDeriveKey = (password: Buffer, hash: HashName, keyBytes: number): Buffer => {
  const value = digest(hash, password);
  if (keyBytes <= value.length) return Buffer.from(value.subarray(0, keyBytes));
  const padded = (filler: number): Buffer => {
    const block = Buffer.alloc(blockBytes, filler);
    value.forEach((byte, index) => (block[index] = byte ^ filler));
    return block;
  };
  const both = Buffer.concat([digest(hash, padded(0x36)), digest(hash, padded(0x5c))]);
  return both.subarray(0, keyBytes);
};

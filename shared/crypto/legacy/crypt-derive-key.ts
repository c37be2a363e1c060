// PasswordDeriveBytes.CryptDeriveKey: the Windows CryptoAPI's CryptDeriveKey. Salt and iteration count play no part in it.

import { digest, type HashName } from './hash.ts';

const blockBytes = 64;

/** At most two hashes long; the parity bits that Windows sets in DES keys change nothing and are left as they are. */
export const cryptDeriveKey = (password: Buffer, hash: HashName, keyBytes: number): Buffer | undefined => {
  const value = digest(hash, password);
  if (keyBytes <= value.length) return Buffer.from(value.subarray(0, keyBytes));
  if (keyBytes > 2 * value.length) return undefined;
  const padded = (filler: number): Buffer => {
    const block = Buffer.alloc(blockBytes, filler);
    value.forEach((byte, index) => (block[index] = byte ^ filler));
    return block;
  };
  const both = Buffer.concat([digest(hash, padded(0x36)), digest(hash, padded(0x5c))]);
  return both.subarray(0, keyBytes);
};

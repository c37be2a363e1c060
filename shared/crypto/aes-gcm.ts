// AES-GCM with the only parameters used here: a 96-bit IV, fresh and random for what is sealed, and a full 128-bit tag (NIST SP 800-38D).
// Opening answers bytes or nothing; why it failed is not told.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const algorithmByKeyBytes: Readonly<Record<number, 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm'>> = {
  16: 'aes-128-gcm',
  24: 'aes-192-gcm',
  32: algorithm,
};
export const keyBytes = 32;
export const ivBytes = 12;
export const tagBytes = 16;

export type GcmParts = { readonly iv: Buffer; readonly ciphertext: Buffer; readonly tag: Buffer };

export const sealGcm = (key: Buffer, aad: Buffer, plaintext: Buffer): GcmParts => {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagBytes }).setAAD(aad);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return { iv, ciphertext, tag: cipher.getAuthTag() };
};

/** With a key of any size that AES has, for what other programs sealed. */
export const openGcmOfAnySize = (
  key: Buffer,
  aad: Buffer,
  { iv, ciphertext, tag }: GcmParts,
): Buffer | undefined => {
  const cipher = algorithmByKeyBytes[key.length];
  if (cipher === undefined || iv.length !== ivBytes || tag.length !== tagBytes) return undefined;
  const decipher = createDecipheriv(cipher, key, iv, { authTagLength: tagBytes }).setAAD(aad).setAuthTag(tag);
  const plaintext = decipher.update(ciphertext);
  try {
    decipher.final();
    return plaintext;
  } catch {
    plaintext.fill(0);
    return undefined;
  }
};

export const openGcm = (key: Buffer, aad: Buffer, parts: GcmParts): Buffer | undefined =>
  key.length === keyBytes ? openGcmOfAnySize(key, aad, parts) : undefined;

// AES-256-GCM with the only parameters used here: a fresh random 96-bit IV and a full 128-bit tag (NIST SP 800-38D).
// Opening answers bytes or nothing; why it failed is not told.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
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

export const openGcm = (key: Buffer, aad: Buffer, { iv, ciphertext, tag }: GcmParts): Buffer | undefined => {
  if (key.length !== keyBytes || iv.length !== ivBytes || tag.length !== tagBytes) return undefined;
  const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes })
    .setAAD(aad)
    .setAuthTag(tag);
  const plaintext = decipher.update(ciphertext);
  try {
    decipher.final();
    return plaintext;
  } catch {
    plaintext.fill(0);
    return undefined;
  }
};

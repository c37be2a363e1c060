// A commitment to a key: AES-GCM alone is happy with two keys for one ciphertext (docs/adr/0034), so what is sealed says which one it
// meant. HMAC-SHA-256 over a label with the key itself: two keys of 32 bytes with one commitment are a collision of SHA-256.

import { createHmac, timingSafeEqual } from 'node:crypto';

export const commitmentBytes = 32;

/** @param label which use of the key: no commitment is one for another use */
export const commitTo = (key: Buffer, label: string): Buffer =>
  createHmac('sha256', key).update(label).digest();

export const isCommittedTo = (key: Buffer, label: string, commitment: Uint8Array): boolean =>
  commitment.length === commitmentBytes && timingSafeEqual(commitTo(key, label), commitment);

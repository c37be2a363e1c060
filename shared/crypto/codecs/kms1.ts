// Reader of `kms1`: the credential itself encrypted by KMS, as `aws kms encrypt` gives it to an operator, in base64.
// KMS binds tenant and purpose; the version is not authenticated (an older value of the same purpose would open).

import { fail } from '../../platform/result.ts';
import type { Codec } from '../codec.ts';
import { decodeBase64 } from '../strict-base64.ts';

/** KMS takes no longer ciphertext (Decrypt, CiphertextBlob). */
const maxCiphertextBytes = 6144;

export const openKms1: Codec = async ({ payload, tenantId, purpose, keys }) => {
  const ciphertext = decodeBase64(payload);
  if (ciphertext === undefined || ciphertext.length === 0 || ciphertext.length > maxCiphertextBytes) {
    return fail('envelope-malformed');
  }
  return keys.decrypt(ciphertext, { tenantId, purpose });
};

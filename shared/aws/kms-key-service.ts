// Adapter of KeyService on KMS.

import type { KeyService } from '../credentials/key-service.ts';
import { boundedMs } from '../platform/deadline.ts';
import { fail, succeed } from '../platform/result.ts';
import type { DecryptCall } from './decrypt-call.ts';
import { toKeyServiceFailure } from './kms-failure.ts';

export type KmsKeyServiceOptions = {
  readonly decrypt: DecryptCall;
  /** Refuses ciphertexts of every other key; without it, the function's permissions decide. */
  readonly keyId?: string | undefined;
  readonly onError?: (error: unknown) => void;
};

const decryptBoundMs = 4_000;

export const createKmsKeyService = ({
  decrypt,
  keyId,
  onError = () => undefined,
}: KmsKeyServiceOptions): KeyService => ({
  decrypt: async (ciphertext, context, deadline) => {
    try {
      const plaintext = await decrypt({ ciphertext, context, keyId }, boundedMs(deadline, decryptBoundMs));
      return plaintext === undefined ? fail('key-service-unavailable') : succeed(plaintext);
    } catch (error) {
      onError(error);
      return fail(toKeyServiceFailure(error));
    }
  },
});

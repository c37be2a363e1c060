// Adapter of KeyService on KMS.

import type { EncryptionContext, KeyService, KeyServiceFailure } from '../credentials/key-service.ts';
import { boundedMs, type Deadline } from '../platform/deadline.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { DecryptCall } from './decrypt-call.ts';
import { toKeyServiceFailure } from './kms-failure.ts';

export type KmsKeyServiceOptions = {
  readonly decrypt: DecryptCall;
  /** Refuses ciphertexts of every other key; without it, the function's permissions decide. */
  readonly keyId?: string | undefined;
  readonly onError?: (error: unknown) => void;
};

const decryptBoundMs = 4_000;

export class KmsKeyService implements KeyService {
  readonly #decrypt: DecryptCall;
  readonly #keyId: string | undefined;
  readonly #onError: (error: unknown) => void;

  constructor({ decrypt, keyId, onError = () => undefined }: KmsKeyServiceOptions) {
    this.#decrypt = decrypt;
    this.#keyId = keyId;
    this.#onError = onError;
  }

  async decrypt(
    ciphertext: Buffer,
    context: EncryptionContext,
    deadline: Deadline,
  ): Promise<Result<Buffer, KeyServiceFailure>> {
    const request = { ciphertext, context, keyId: this.#keyId };
    try {
      const plaintext = await this.#decrypt(request, boundedMs(deadline, decryptBoundMs));
      return plaintext === undefined ? fail('key-service-unavailable') : succeed(plaintext);
    } catch (error) {
      this.#onError(error);
      return fail(toKeyServiceFailure(error));
    }
  }
}

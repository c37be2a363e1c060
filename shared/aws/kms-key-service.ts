// Adapter of KeyService on the AWS SDK's KMS client.

import { DecryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { EncryptionContext, KeyService, KeyServiceFailure } from '../credentials/key-service.ts';
import { boundedMs, type Deadline } from '../platform/deadline.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { toKeyServiceFailure } from './kms-failure.ts';

export type KmsKeyServiceOptions = {
  readonly client: Pick<KMSClient, 'send'>;
  /** Refuses ciphertexts of every other key; without it, the function's permissions decide. */
  readonly keyId?: string | undefined;
  readonly onError?: (error: unknown) => void;
};

const decryptBoundMs = 4_000;

export class KmsKeyService implements KeyService {
  readonly #client: Pick<KMSClient, 'send'>;
  readonly #keyId: string | undefined;
  readonly #onError: (error: unknown) => void;

  constructor({ client, keyId, onError = () => undefined }: KmsKeyServiceOptions) {
    this.#client = client;
    this.#keyId = keyId;
    this.#onError = onError;
  }

  async decrypt(
    ciphertext: Buffer,
    context: EncryptionContext,
    deadline: Deadline,
  ): Promise<Result<Buffer, KeyServiceFailure>> {
    const command = new DecryptCommand({
      CiphertextBlob: ciphertext,
      EncryptionContext: context,
      ...(this.#keyId === undefined ? {} : { KeyId: this.#keyId }),
    });
    try {
      const abortSignal = AbortSignal.timeout(boundedMs(deadline, decryptBoundMs));
      const { Plaintext: plaintext } = await this.#client.send(command, { abortSignal });
      if (plaintext === undefined) return fail('key-service-unavailable');
      return succeed(Buffer.from(plaintext.buffer, plaintext.byteOffset, plaintext.byteLength));
    } catch (error) {
      this.#onError(error);
      return fail(toKeyServiceFailure(error));
    }
  }
}

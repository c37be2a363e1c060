// Adapter of KeySealer on the AWS SDK's KMS client: operators' half, never in a Lambda's bundle.

import { EncryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type {
  EncryptionContext,
  GeneratedDataKey,
  KeySealer,
  KeyServiceFailure,
} from '#shared/credentials/key-service';
import { fail, succeed, type Result } from '#shared/platform/result';
import { toKeyServiceFailure } from '#shared/aws/kms-failure';

export type KmsKeySealerOptions = {
  readonly client: Pick<KMSClient, 'send'>;
  /** Key id, ARN or alias that wraps data keys and seals `kms1` credentials. */
  readonly keyId: string;
};

export class KmsKeySealer implements KeySealer {
  readonly #client: Pick<KMSClient, 'send'>;
  readonly #keyId: string;

  constructor({ client, keyId }: KmsKeySealerOptions) {
    this.#client = client;
    this.#keyId = keyId;
  }

  async generateDataKey(context: EncryptionContext): Promise<Result<GeneratedDataKey, KeyServiceFailure>> {
    const command = new GenerateDataKeyCommand({
      KeyId: this.#keyId,
      KeySpec: 'AES_256',
      EncryptionContext: context,
    });
    try {
      const { Plaintext: key, CiphertextBlob: wrapped } = await this.#client.send(command);
      if (key === undefined || wrapped === undefined) return fail('key-service-unavailable');
      const generated = { key: Buffer.from(key), wrapped: Buffer.from(wrapped) };
      key.fill(0);
      return succeed(generated);
    } catch (error) {
      return fail(toKeyServiceFailure(error));
    }
  }

  async encrypt(plaintext: Buffer, context: EncryptionContext): Promise<Result<Buffer, KeyServiceFailure>> {
    const command = new EncryptCommand({
      KeyId: this.#keyId,
      Plaintext: plaintext,
      EncryptionContext: context,
    });
    try {
      const { CiphertextBlob: ciphertext } = await this.#client.send(command);
      return ciphertext === undefined ? fail('key-service-unavailable') : succeed(Buffer.from(ciphertext));
    } catch (error) {
      return fail(toKeyServiceFailure(error));
    }
  }
}

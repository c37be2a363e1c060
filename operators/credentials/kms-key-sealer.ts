// Adapter of KeySealer on the AWS SDK's KMS client: operators' half, never in a Lambda's bundle.

import { EncryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { KeySealer } from '#shared/credentials/key-service';
import { fail, succeed } from '#shared/platform/result';
import { toKeyServiceFailure } from '#shared/aws/kms-failure';

export type KmsKeySealerOptions = {
  readonly client: Pick<KMSClient, 'send'>;
  /** Key id, ARN or alias that wraps data keys and seals `kms1` credentials. */
  readonly keyId: string;
};

export const createKmsKeySealer = ({ client, keyId: KeyId }: KmsKeySealerOptions): KeySealer => ({
  generateDataKey: async (EncryptionContext) => {
    const command = new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext });
    try {
      const { Plaintext: key, CiphertextBlob: wrapped } = await client.send(command);
      if (key === undefined || wrapped === undefined) return fail('key-service-unavailable');
      const generated = { key: Buffer.from(key), wrapped: Buffer.from(wrapped) };
      key.fill(0);
      return succeed(generated);
    } catch (error) {
      return fail(toKeyServiceFailure(error));
    }
  },

  encrypt: async (Plaintext, EncryptionContext) => {
    try {
      const { CiphertextBlob } = await client.send(
        new EncryptCommand({ KeyId, Plaintext, EncryptionContext }),
      );
      return CiphertextBlob === undefined
        ? fail('key-service-unavailable')
        : succeed(Buffer.from(CiphertextBlob));
    } catch (error) {
      return fail(toKeyServiceFailure(error));
    }
  },
});

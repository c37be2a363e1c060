// KMS Decrypt as the adapter asks for it; one transport or the other carries it (docs/adr/0015).

import type { EncryptionContext } from '../credentials/key-service.ts';

export type DecryptRequest = {
  readonly ciphertext: Buffer;
  readonly context: EncryptionContext;
  readonly keyId: string | undefined;
};

/** `undefined`: KMS answered without a plaintext. Throws what `awsErrorFacts` understands. */
export type DecryptCall = (request: DecryptRequest, timeoutMs: number) => Promise<Buffer | undefined>;

// Ports to the key service. The decryptor decrypts with it; only operators' code makes keys and encrypts.

import type { TenantId } from '../domain/tenant-id.ts';
import type { Deadline } from '../platform/deadline.ts';
import type { Result } from '../platform/result.ts';

/** Bound to a ciphertext when it is made; the same pairs have to be given to open it. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** What a tenant's data key is wrapped under. */
export const dataKeyContext = (tenantId: TenantId, keyVersion: number): EncryptionContext => ({
  tenantId,
  keyVersion: String(keyVersion),
});

/**
 * `ciphertext-refused`: damaged, another context's or another key's. `key-denied`: the permission or the key was taken away
 * (access denied, disabled, pending deletion, gone): trying again does not help, and what was opened with it must be dropped.
 * `key-service-unavailable`: may work in a moment.
 */
export type KeyServiceFailure = 'ciphertext-refused' | 'key-denied' | 'key-service-unavailable';

export interface KeyService {
  decrypt(
    ciphertext: Buffer,
    context: EncryptionContext,
    deadline: Deadline,
  ): Promise<Result<Buffer, KeyServiceFailure>>;
}

export type GeneratedDataKey = {
  /** 32 bytes; the caller wipes them. */
  readonly key: Buffer;
  readonly wrapped: Buffer;
};

export interface KeySealer {
  generateDataKey(context: EncryptionContext): Promise<Result<GeneratedDataKey, KeyServiceFailure>>;
  encrypt(plaintext: Buffer, context: EncryptionContext): Promise<Result<Buffer, KeyServiceFailure>>;
}

// Port: where signing secrets are kept, each with its current version and the one before.

import type { Deadline } from '../platform/deadline.ts';
import type { Result } from '../platform/result.ts';
import type { Secret } from '../platform/secret.ts';

export type SecretVersionName = 'current' | 'previous';

export type StoredSigningSecret = {
  readonly secret: Secret<string>;
  /** When this version was stored, milliseconds since 1970. */
  readonly storedAtMs: number;
};

export type SigningSecretStore = {
  /** `none`: there is no such secret, or no such version of it. */
  readonly read: (
    secretId: string,
    version: SecretVersionName,
    deadline: Deadline,
  ) => Promise<Result<StoredSigningSecret, 'none' | 'unavailable'>>;
};

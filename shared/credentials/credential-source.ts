// Port: hands a tenant's opened credentials to a function for as long as it runs.
// Adapters ask the decryptor Lambda, run its core in process, or keep what another one answered for a while.

import type { TenantId } from '../domain/tenant-id.ts';
import type { Deadline } from '../platform/deadline.ts';
import type { Result } from '../platform/result.ts';
import type { Secret } from '../platform/secret.ts';
import type { CredentialFailure } from './credential-failure.ts';
import type { CredentialValues, Purpose } from './purpose.ts';

export type OpenedCredential<P extends Purpose> = {
  readonly value: Secret<CredentialValues[P]>;
  readonly version: number;
  /** Name of the format that the envelope was written in, e.g. `jwe1`. */
  readonly format: string;
};

export type OpenedCredentials<P extends Purpose> = { readonly [K in P]: OpenedCredential<K> };

/** Who asks, for the decryptor's audit line. */
export type CredentialCaller = {
  readonly function: string;
  readonly requestId: string;
  readonly subject: string;
};

export type CredentialUse = {
  readonly caller: CredentialCaller;
  readonly deadline: Deadline;
  /** Read the store anew and pass by every cache. */
  readonly refresh?: boolean;
  /** The version before the current one. */
  readonly previous?: boolean;
};

export interface CredentialSource {
  /**
   * Opens every purpose in one call and runs `fn` with the opened values; the first purpose that cannot be opened fails
   * the whole use and `fn` is not run. What `fn` throws passes through unchanged.
   */
  use<P extends Purpose, T>(
    tenantId: TenantId,
    purposes: readonly P[],
    fn: (credentials: OpenedCredentials<P>) => Promise<T>,
    use: CredentialUse,
  ): Promise<Result<T, CredentialFailure>>;
}

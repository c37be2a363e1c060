// What the reader of one envelope format is given and what it may answer.
// A codec never learns why a caller asks and never decides what a plaintext means.

import type { TenantId } from '../domain/tenant-id.ts';
import type { Result } from '../platform/result.ts';

/** `decryption-failed` is the one opaque answer for everything about keys, tags, padding and mismatches. */
export type CodecFailure =
  'envelope-malformed' | 'decryption-failed' | 'key-service-unavailable' | 'store-unavailable';

export type KeyFailure = Exclude<CodecFailure, 'envelope-malformed'>;

/** The keys of one tenant, during one opening. Key bytes live only inside the functions handed in. */
export interface KeyAccess {
  /** Runs `use` with the tenant's data key of that version; the bytes are wiped or reused afterwards, so do not keep them. */
  withDataKey<T>(keyVersion: number, use: (key: Buffer) => T): Promise<Result<T, KeyFailure>>;
  /** Has the key service itself decrypt, bound to `context`. */
  decrypt(ciphertext: Buffer, context: Readonly<Record<string, string>>): Promise<Result<Buffer, KeyFailure>>;
  /** Runs `use` with the JSON text of the tenant's own `legacy-key#<id>` credential. */
  withLegacyKey<T>(legacyKeyId: string, use: (json: Buffer) => T): Promise<Result<T, KeyFailure>>;
}

/** A legacy scheme set up with its parameters: derived keys and all. It opens values and cannot make any. */
export type LegacyOpener = {
  /** The text in UTF-8, or nothing, whatever the reason. */
  readonly open: (value: string) => Buffer | undefined;
  readonly wipe: () => void;
};

/** One tenant's openers, bounded by its maker; what leaves it is wiped. */
export interface LegacyOpenerCache {
  get(name: string): LegacyOpener | undefined;
  set(name: string, opener: LegacyOpener): void;
}

/** Which member of a legacy key's parameters is wrong and what was expected; never what it holds. */
export type LegacyKeyProblem = { readonly member: string; readonly problem: string };

export type SealedCredential = {
  readonly payload: string;
  /** The next three come from the caller and the store; a codec compares them with what the payload authenticates. */
  readonly tenantId: TenantId;
  readonly purpose: string;
  readonly version: number;
  readonly keys: KeyAccess;
  readonly legacyOpeners?: LegacyOpenerCache | undefined;
  readonly onLegacyKeyRefused?: ((legacyKeyId: string, problem: LegacyKeyProblem) => void) | undefined;
};

export type Codec = (sealed: SealedCredential) => Promise<Result<Buffer, CodecFailure>>;

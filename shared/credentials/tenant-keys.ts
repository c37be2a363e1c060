// One tenant's keys as a codec sees them: which wrapped key it is and how the key service was asked stay out of its sight.

import type { KeyAccess, KeyFailure } from '../crypto/codec.ts';
import type { Deadline } from '../platform/deadline.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { TenantRecord } from '../tenants/tenant-record.ts';
import type { DataKeyCache } from './data-key-cache.ts';
import type { EncryptionContext, KeyService, KeyServiceFailure } from './key-service.ts';

export type TenantKeysDeps = {
  readonly keyService: KeyService;
  readonly dataKeys: DataKeyCache;
  readonly onDenied: () => void;
};

export type LegacyKeyReader = <T>(
  legacyKeyId: string,
  use: (json: Buffer) => T,
) => Promise<Result<T, KeyFailure>>;

const keyFailures = {
  'ciphertext-refused': 'decryption-failed',
  'key-denied': 'decryption-failed',
  'key-service-unavailable': 'key-service-unavailable',
} as const satisfies Record<KeyServiceFailure, KeyFailure>;

export class TenantKeys implements KeyAccess {
  readonly withLegacyKey: LegacyKeyReader;
  readonly #deps: TenantKeysDeps;
  readonly #record: TenantRecord;
  readonly #refresh: boolean;
  readonly #deadline: Deadline;

  constructor(
    deps: TenantKeysDeps,
    record: TenantRecord,
    use: { readonly refresh: boolean; readonly deadline: Deadline },
    withLegacyKey: LegacyKeyReader,
  ) {
    this.#deps = deps;
    this.#record = record;
    this.#refresh = use.refresh;
    this.#deadline = use.deadline;
    this.withLegacyKey = withLegacyKey;
  }

  async withDataKey<T>(keyVersion: number, use: (key: Buffer) => T): Promise<Result<T, KeyFailure>> {
    const wrappedKey = this.#record.wrappedKeys.get(keyVersion);
    if (wrappedKey === undefined) return fail('decryption-failed');
    const { tenantId } = this.#record;
    const request = { tenantId, keyVersion, wrappedKey, refresh: this.#refresh, deadline: this.#deadline };
    return this.#translate(await this.#deps.dataKeys.withKey(request, use));
  }

  async decrypt(ciphertext: Buffer, context: EncryptionContext): Promise<Result<Buffer, KeyFailure>> {
    return this.#translate(await this.#deps.keyService.decrypt(ciphertext, context, this.#deadline));
  }

  #translate<T>(answer: Result<T, KeyServiceFailure>): Result<T, KeyFailure> {
    if (answer.ok) return succeed(answer.value);
    if (answer.failure === 'key-denied') {
      this.#deps.dataKeys.purge(this.#record.tenantId);
      this.#deps.onDenied();
    }
    return fail(keyFailures[answer.failure]);
  }
}

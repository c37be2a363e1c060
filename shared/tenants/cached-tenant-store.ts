// Keeps a tenant's record (envelopes and policy, nothing opened) for some seconds, so that a warm decryptor answers without a Query. A
// consistent load (`refresh`) replaces it; failures are not kept; a slower, older load never overwrites a newer one. A suspension is seen
// as late as the age allows, on top of what callers keep (300 s at most).

import { AgeingCache, momentOf } from '../platform/ageing-cache.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import type { Clock } from '../platform/clock.ts';
import type { Result } from '../platform/result.ts';
import type { TenantRecord } from './tenant-record.ts';
import type { TenantLoad, TenantLoadFailure, TenantStore } from './tenant-store.ts';

export type CachedTenantStoreOptions = {
  readonly store: TenantStore;
  readonly clock: Clock;
  readonly maxAgeMs: number;
  readonly maxEntries?: number;
};

export class CachedTenantStore implements TenantStore {
  readonly #store: TenantStore;
  readonly #clock: Clock;
  readonly #records: AgeingCache<TenantRecord>;
  /** Number of the latest load of each tenant that is under way. */
  readonly #latest = new Map<TenantId, number>();
  #loads = 0;

  constructor({ store, clock, maxAgeMs, maxEntries = 500 }: CachedTenantStoreOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#records = new AgeingCache({ clock, maxAgeMs, maxEntries });
  }

  async load(tenantId: TenantId, load: TenantLoad): Promise<Result<TenantRecord, TenantLoadFailure>> {
    const kept = load.isConsistent ? undefined : this.#records.get(tenantId);
    if (kept !== undefined) return { ok: true, value: kept };

    const since = momentOf(this.#clock);
    const number = (this.#loads += 1);
    this.#latest.set(tenantId, number);
    try {
      const loaded = await this.#store.load(tenantId, load);
      if (this.#latest.get(tenantId) !== number) return loaded;
      if (loaded.ok) this.#records.set(tenantId, loaded.value, since);
      else this.#records.delete(tenantId);
      return loaded;
    } finally {
      if (this.#latest.get(tenantId) === number) this.#latest.delete(tenantId);
    }
  }
}

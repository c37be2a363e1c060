// Legacy schemes set up with their keys, so that a value opens without deriving anything again: bounded, for at most five
// minutes, apart for each tenant, wiped when they leave. A tenant that is gone or suspended keeps none.

import type { LegacyOpener, LegacyOpenerCache } from '../crypto/codec.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import type { Clock } from '../platform/clock.ts';
import { AgeingCache, momentOf } from '../platform/ageing-cache.ts';

export type LegacyOpenersOptions = {
  readonly clock: Clock;
  readonly maxAgeMs?: number;
  readonly maxEntries?: number;
};

export class LegacyOpeners {
  readonly #clock: Clock;
  readonly #openers: AgeingCache<LegacyOpener>;

  constructor({ clock, maxAgeMs = 300_000, maxEntries = 200 }: LegacyOpenersOptions) {
    this.#clock = clock;
    const onEvict = (opener: LegacyOpener): void => opener.wipe();
    this.#openers = new AgeingCache({ clock, maxAgeMs, maxEntries, onEvict });
  }

  forTenant(tenantId: TenantId): LegacyOpenerCache {
    // A tenant id holds no blank, so no two tenants' openers share a name.
    const nameOf = (name: string): string => `${tenantId} ${name}`;
    return {
      get: (name) => this.#openers.get(nameOf(name)),
      set: (name, opener) => this.#openers.set(nameOf(name), opener, momentOf(this.#clock)),
    };
  }

  purge(tenantId: TenantId): void {
    this.#openers.deleteWhere((name) => name.startsWith(`${tenantId} `));
  }

  get size(): number {
    return this.#openers.size;
  }
}

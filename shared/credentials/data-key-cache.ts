// Tenants' data keys, unwrapped, for at most five minutes: one call to the key service for concurrent requests, failures
// forgotten, bytes wiped once a key is evicted and unused.

import type { TenantId } from '../domain/tenant-id.ts';
import type { Clock } from '../platform/clock.ts';
import type { Deadline } from '../platform/deadline.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { AgeingCache, momentOf } from '../platform/ageing-cache.ts';
import { Flights, type Flight } from '../platform/flights.ts';
import { dataKeyContext, type KeyService, type KeyServiceFailure } from './key-service.ts';

export type DataKeyRequest = {
  readonly tenantId: TenantId;
  readonly keyVersion: number;
  readonly wrappedKey: Buffer;
  /** Asks the key service even when the key is at hand. */
  readonly refresh: boolean;
  readonly deadline: Deadline;
};

export type DataKeyCacheOptions = {
  readonly keyService: KeyService;
  readonly clock: Clock;
  readonly maxAgeMs?: number;
  readonly maxEntries?: number;
  readonly onLookUp?: (lookUp: DataKeyLookUp) => void;
};

/** Whether the key was at hand or on its way, how old it was if at hand, and how many keys are held. */
export type DataKeyLookUp = { readonly isHit: boolean; readonly ageMs?: number; readonly entries: number };

/** Wiped once it is both evicted and out of use. */
type HeldKey = { readonly bytes: Buffer; users: number; isEvicted: boolean };
type Unwrapped = Result<HeldKey, KeyServiceFailure>;

const dataKeyBytes = 32;

const wipeIfUnused = (held: HeldKey): void => {
  if (held.isEvicted && held.users === 0) held.bytes.fill(0);
};

const tenantPrefix = (tenantId: TenantId): string => `${tenantId} `;

export class DataKeyCache {
  readonly #keyService: KeyService;
  readonly #clock: Clock;
  readonly #keys: AgeingCache<HeldKey>;
  readonly #onLookUp: (lookUp: DataKeyLookUp) => void;
  readonly #flights = new Flights<Unwrapped>();

  constructor(options: DataKeyCacheOptions) {
    const { keyService, clock, maxAgeMs = 300_000, maxEntries = 500 } = options;
    this.#onLookUp = options.onLookUp ?? (() => undefined);
    this.#keyService = keyService;
    this.#clock = clock;
    const onEvict = (held: HeldKey): void => {
      held.isEvicted = true;
      wipeIfUnused(held);
    };
    this.#keys = new AgeingCache({ clock, maxAgeMs, maxEntries, onEvict });
  }

  async withKey<T>(request: DataKeyRequest, use: (key: Buffer) => T): Promise<Result<T, KeyServiceFailure>> {
    // A tenant id holds no blank, so no two tenants' keys share a name.
    const name = `${tenantPrefix(request.tenantId)}${request.keyVersion} ${request.wrappedKey.toString('base64')}`;
    const held = request.refresh ? undefined : this.#keys.get(name);
    if (held !== undefined) {
      this.#onLookUp({ isHit: true, ageMs: this.#keys.ageMs(name) ?? 0, entries: this.#keys.size });
      held.users += 1;
      return succeed(this.#useCounted(held, use));
    }
    const flight = this.#joinOrStart(name, request);
    this.#onLookUp({ isHit: flight.waiters > 0, entries: this.#keys.size });
    flight.waiters += 1;
    const unwrapped = await flight.answer;
    return unwrapped.ok ? succeed(this.#useCounted(unwrapped.value, use)) : unwrapped;
  }

  /** Drops what is held of a tenant, and keeps unwrappings on their way from being held. */
  purge(tenantId: TenantId): void {
    const isTenants = (name: string): boolean => name.startsWith(tenantPrefix(tenantId));
    this.#keys.deleteWhere(isTenants);
    this.#flights.revokeWhere(isTenants);
  }

  get size(): number {
    return this.#keys.size;
  }

  #useCounted<T>(held: HeldKey, use: (key: Buffer) => T): T {
    try {
      return use(held.bytes);
    } finally {
      held.users -= 1;
      wipeIfUnused(held);
    }
  }

  #joinOrStart(name: string, request: DataKeyRequest): Flight<Unwrapped> {
    // A refresh does not join: what is under way may have been asked before the change that it wants to see.
    const underway = request.refresh ? undefined : this.#flights.joinable(name);
    return (
      underway ??
      this.#flights.start([name], request.deadline, (flight) => this.#unwrap(name, request, flight))
    );
  }

  async #unwrap(
    name: string,
    { tenantId, keyVersion, wrappedKey, deadline }: DataKeyRequest,
    flight: Flight<Unwrapped>,
  ): Promise<Unwrapped> {
    const since = momentOf(this.#clock);
    const context = dataKeyContext(tenantId, keyVersion);
    const answer = await this.#keyService.decrypt(wrappedKey, context, deadline);
    if (!answer.ok) {
      if (answer.failure === 'key-denied') this.purge(tenantId);
      return answer;
    }
    if (answer.value.length !== dataKeyBytes) {
      answer.value.fill(0);
      return fail('ciphertext-refused');
    }
    const isKept = this.#flights.end(flight).wasLatest && !flight.isRevoked;
    // All callers that wait for this flight have joined; they count before the cache may let the key go.
    const held: HeldKey = { bytes: answer.value, users: flight.waiters, isEvicted: !isKept };
    if (isKept) this.#keys.set(name, held, since);
    return succeed(held);
  }
}

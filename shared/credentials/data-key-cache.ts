// Tenants' data keys, unwrapped, for at most five minutes: one call to the key service however many ask at once, failures
// forgotten, bytes wiped when a key leaves and nobody is using it any more.

import type { TenantId } from '../domain/tenant-id.ts';
import type { Clock } from '../platform/clock.ts';
import type { Deadline } from '../platform/deadline.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { AgeingCache, momentOf } from '../platform/ageing-cache.ts';
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
type Flight = { readonly deadline: Deadline; waiters: number; isRevoked: boolean };
type Unwrapping = { readonly flight: Flight; readonly answer: Promise<Result<HeldKey, KeyServiceFailure>> };

const dataKeyBytes = 32;

const isJoinable = ({ isRevoked, deadline }: Flight): boolean => !isRevoked && deadline.remainingMs() > 0;

const wipeIfUnused = (held: HeldKey): void => {
  if (held.isEvicted && held.users === 0) held.bytes.fill(0);
};

const tenantPrefix = (tenantId: TenantId): string => `${tenantId} `;

export class DataKeyCache {
  readonly #keyService: KeyService;
  readonly #clock: Clock;
  readonly #keys: AgeingCache<HeldKey>;
  readonly #onLookUp: (lookUp: DataKeyLookUp) => void;
  readonly #unwrappings = new Map<string, Unwrapping>();

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
    const { flight, answer } = this.#joinOrStart(name, request);
    this.#onLookUp({ isHit: flight.waiters > 0, entries: this.#keys.size });
    flight.waiters += 1;
    const unwrapped = await answer;
    return unwrapped.ok ? succeed(this.#useCounted(unwrapped.value, use)) : unwrapped;
  }

  /** Drops what is held of a tenant, and keeps unwrappings on their way from being held. */
  purge(tenantId: TenantId): void {
    const isTenants = (name: string): boolean => name.startsWith(tenantPrefix(tenantId));
    this.#keys.deleteWhere(isTenants);
    for (const [name, { flight }] of this.#unwrappings) if (isTenants(name)) flight.isRevoked = true;
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

  #joinOrStart(name: string, request: DataKeyRequest): Unwrapping {
    const underway = this.#unwrappings.get(name);
    // A refresh does not join: what is under way may have been asked before the change that it wants to see.
    // Nor does anybody join what an invocation that Lambda cut off has left behind: its answer may never come.
    if (underway !== undefined && !request.refresh && isJoinable(underway.flight)) return underway;
    const flight: Flight = { deadline: request.deadline, waiters: 0, isRevoked: false };
    const unwrapping = { flight, answer: this.#unwrap(name, request, flight) };
    this.#unwrappings.set(name, unwrapping);
    return unwrapping;
  }

  async #unwrap(
    name: string,
    { tenantId, keyVersion, wrappedKey, deadline }: DataKeyRequest,
    flight: Flight,
  ): Promise<Result<HeldKey, KeyServiceFailure>> {
    const since = momentOf(this.#clock);
    const context = dataKeyContext(tenantId, keyVersion);
    try {
      const answer = await this.#keyService.decrypt(wrappedKey, context, deadline);
      if (!answer.ok) {
        if (answer.failure === 'key-denied') this.purge(tenantId);
        return answer;
      }
      if (answer.value.length !== dataKeyBytes) {
        answer.value.fill(0);
        return fail('ciphertext-refused');
      }
      const isLatest = this.#unwrappings.get(name)?.flight === flight;
      const isKept = isLatest && !flight.isRevoked;
      // Everybody who waits for this flight has joined by now; they all count before the cache may let the key go.
      const held: HeldKey = { bytes: answer.value, users: flight.waiters, isEvicted: !isKept };
      if (isKept) this.#keys.set(name, held, since);
      return succeed(held);
    } finally {
      if (this.#unwrappings.get(name)?.flight === flight) this.#unwrappings.delete(name);
    }
  }
}

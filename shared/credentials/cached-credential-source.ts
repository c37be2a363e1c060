// Adapter of CredentialSource that keeps what another one answered, for at most five minutes. Failures are never kept, and
// a permanent one immediately drops all that is held of the tenant, here and (through `onPurge`) elsewhere. Where
// it is allowed (`staleMs`), one that is a matter of time is bridged with what is held past its age, within the hard bound.

import type { TenantId } from '../domain/tenant-id.ts';
import { forgetDerivedKeys } from '../crypto/account-number-keys.ts';
import type { Clock } from '../platform/clock.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { AgeingCache, momentOf, type Moment } from '../platform/ageing-cache.ts';
import { Flights, type Flight } from '../platform/flights.ts';
import { isRetryable, type CredentialFailure } from './credential-failure.ts';
import type {
  CredentialSource,
  CredentialUse,
  OpenedCredential,
  OpenedCredentials,
} from './credential-source.ts';
import { holdsAll, unavailable } from './deliver-credentials.ts';
import type { Purpose } from './purpose.ts';

/** How a look-up went, and what the cache was like then. */
export type CacheLookUp = {
  /** How many of its purposes were at hand or on their way, and how many were not. */
  readonly hits: number;
  readonly misses: number;
  readonly entries: number;
  /** Of the oldest one at hand; absent when none was. */
  readonly ageMs?: number;
};

export type CachedCredentialSourceOptions = {
  readonly source: CredentialSource;
  readonly clock: Clock;
  /** Never above 300,000, whatever is given. */
  readonly maxAgeMs?: number;
  readonly maxEntries?: number;
  /** How long past its age a credential may still be used while it cannot be had anew for a transient reason; 0: not at all. */
  readonly staleMs?: number;
  /** A tenant was denied: close its pools, forget its keys. */
  readonly onPurge?: (tenantId: TenantId) => void;
  readonly onLookUp?: (lookUp: CacheLookUp) => void;
  /** This many credentials past their age were handed out, because they could not be had anew. */
  readonly onStale?: (count: number) => void;
};

export type CacheState = {
  readonly entries: number;
  readonly hits: number;
  readonly misses: number;
  readonly purges: number;
};

type Opened = { -readonly [K in Purpose]?: OpenedCredential<K> };
type Held = { readonly credentials: Opened; readonly version: number; readonly sequence: number };

/** Strings cannot be wiped; the key bytes that were derived from them can. */
const wipe = ({ credentials }: Held): void => {
  const keyset = credentials['account-number-key'];
  if (keyset !== undefined) forgetDerivedKeys(keyset.value.expose());
};

/** One call to the source may serve several uses. */
type Opening = Flight<Result<Opened, CredentialFailure>>;

// A tenant id holds no blank, so no two tenants' entries share a name.
const entryName = (tenantId: TenantId, purpose: Purpose, isPrevious: boolean): string =>
  `${tenantId} ${purpose} ${isPrevious ? 'previous' : 'current'}`;

const copyInto = <K extends Purpose>(
  target: { [P in K]?: OpenedCredential<P> },
  from: Opened,
  purpose: K,
) => {
  const credential: OpenedCredential<K> | undefined = from[purpose];
  if (credential !== undefined) target[purpose] = credential;
};

export class CachedCredentialSource implements CredentialSource {
  readonly #source: CredentialSource;
  readonly #clock: Clock;
  readonly #onPurge: (tenantId: TenantId) => void;
  readonly #onLookUp: NonNullable<CachedCredentialSourceOptions['onLookUp']>;
  readonly #onStale: (count: number) => void;
  readonly #held: AgeingCache<Held>;
  readonly #openings = new Flights<Result<Opened, CredentialFailure>>();
  #hits = 0;
  #misses = 0;
  #purges = 0;

  constructor(options: CachedCredentialSourceOptions) {
    const { source, clock, maxAgeMs = 300_000, maxEntries = 1_000, staleMs = 0 } = options;
    const { onPurge = () => undefined } = options;
    this.#onStale = options.onStale ?? (() => undefined);
    this.#onLookUp = options.onLookUp ?? (() => undefined);
    this.#source = source;
    this.#clock = clock;
    this.#onPurge = onPurge;
    this.#held = new AgeingCache({ clock, maxAgeMs, maxEntries, staleMs, onEvict: wipe });
  }

  async use<P extends Purpose, T>(
    tenantId: TenantId,
    purposes: readonly P[],
    fn: (credentials: OpenedCredentials<P>) => Promise<T>,
    use: CredentialUse,
  ): Promise<Result<T, CredentialFailure>> {
    const opened = await this.#open(tenantId, purposes, use);
    if (!opened.ok) return opened;
    const credentials = opened.value;
    if (!holdsAll(credentials, purposes)) return fail(unavailable('DECRYPTOR_ANSWER_INVALID'));
    return succeed(await fn(credentials));
  }

  /** Drops what is held of a tenant; answers on their way are still given to who waits, but not kept. */
  purge(tenantId: TenantId): void {
    this.#purges += 1;
    const isTenants = (name: string): boolean => name.startsWith(`${tenantId} `);
    this.#held.deleteWhere(isTenants);
    this.#openings.revokeWhere(isTenants);
    this.#onPurge(tenantId);
  }

  state(): CacheState {
    this.#held.dropExpired();
    return { entries: this.#held.size, hits: this.#hits, misses: this.#misses, purges: this.#purges };
  }

  async #open(
    tenantId: TenantId,
    purposes: readonly Purpose[],
    use: CredentialUse,
  ): Promise<Result<Opened, CredentialFailure>> {
    const { previous: isPrevious = false, refresh: isRefresh = false } = use;
    const gathered: Opened = {};
    const waitFor = new Map<Opening, Purpose[]>();
    const missing: Purpose[] = [];
    const agesMs: number[] = [];
    for (const purpose of purposes) {
      const name = entryName(tenantId, purpose, isPrevious);
      const held = isRefresh ? undefined : this.#held.get(name);
      const underway = isRefresh ? undefined : this.#openings.joinable(name);
      if (held !== undefined) {
        copyInto(gathered, held.credentials, purpose);
        agesMs.push(this.#held.ageMs(name) ?? 0);
        continue;
      }
      if (underway === undefined) missing.push(purpose);
      else waitFor.set(underway, [...(waitFor.get(underway) ?? []), purpose]);
    }
    this.#hits += purposes.length - missing.length;
    this.#misses += missing.length;
    this.#onLookUp({
      hits: purposes.length - missing.length,
      misses: missing.length,
      entries: this.#held.size,
      ...(agesMs.length === 0 ? {} : { ageMs: Math.max(...agesMs) }),
    });
    if (missing.length > 0) waitFor.set(this.#start(tenantId, missing, use), missing);

    // Awaited together, so that no rejection goes unhandled.
    const answers = await Promise.all(
      [...waitFor].map(async ([opening, awaited]) => ({
        awaited,
        answer: await this.#answerFor(opening, tenantId, awaited, use),
      })),
    );
    for (const { awaited, answer } of answers) {
      const delivered = answer.ok ? answer : this.#bridge(answer.failure, tenantId, awaited, use);
      if (!delivered.ok) return delivered;
      for (const purpose of awaited) copyInto(gathered, delivered.value, purpose);
    }
    return succeed(gathered);
  }

  /** What is still held past its age, for a transient failure; a `refresh` gets the failure. */
  #bridge(
    failure: CredentialFailure,
    tenantId: TenantId,
    awaited: readonly Purpose[],
    { refresh: isRefresh = false, previous: isPrevious = false }: CredentialUse,
  ): Result<Opened, CredentialFailure> {
    if (!isRetryable(failure) || isRefresh) return fail(failure);
    const stale: Opened = {};
    for (const purpose of awaited) {
      const held = this.#held.getStale(entryName(tenantId, purpose, isPrevious));
      if (held === undefined) return fail(failure);
      copyInto(stale, held.credentials, purpose);
    }
    this.#onStale(awaited.length);
    return succeed(stale);
  }

  /** Another use's opening may fail for a purpose that only the other one wanted; then this one asks for its own. */
  async #answerFor(
    opening: Opening,
    tenantId: TenantId,
    awaited: readonly Purpose[],
    use: CredentialUse,
  ): Promise<Result<Opened, CredentialFailure>> {
    const answer = await opening.answer;
    if (answer.ok || answer.failure.purpose === undefined) return answer;
    const isMine = awaited.some((purpose) => purpose === answer.failure.purpose);
    return isMine ? answer : this.#start(tenantId, awaited, use).answer;
  }

  #start(tenantId: TenantId, purposes: readonly Purpose[], use: CredentialUse): Opening {
    const names = purposes.map((purpose) => entryName(tenantId, purpose, use.previous ?? false));
    return this.#openings.start(names, use.deadline, (opening) =>
      this.#fetch(opening, tenantId, purposes, use),
    );
  }

  async #fetch(
    opening: Opening,
    tenantId: TenantId,
    purposes: readonly Purpose[],
    use: CredentialUse,
  ): Promise<Result<Opened, CredentialFailure>> {
    const since = momentOf(this.#clock);
    const take = (credentials: OpenedCredentials<Purpose>) => Promise.resolve(credentials);
    const answer = await this.#source.use(tenantId, purposes, take, use);
    if (answer.ok) return succeed(this.#keep(opening, since, purposes, answer.value, use));
    // That there is no version before this one says nothing against this one.
    const isOfPrevious = use.previous === true && answer.failure.purpose !== undefined;
    if (!isRetryable(answer.failure) && !isOfPrevious) this.purge(tenantId);
    return answer;
  }

  /** What to hand out: the answer, or what is held meanwhile and newer. */
  #keep(
    { names, sequence, isRevoked }: Opening,
    since: Moment,
    purposes: readonly Purpose[],
    answer: Opened,
    { refresh: isRefresh = false }: CredentialUse,
  ): Opened {
    const newest: Opened = {};
    for (const [index, purpose] of purposes.entries()) {
      const name = names[index] ?? '';
      const held = this.#held.get(name);
      const version = answer[purpose]?.version ?? 0;
      const isOvertaken = held !== undefined && held.sequence > sequence;
      // Without `refresh` the store may answer from before a rotation that was already seen here.
      const isOlder = held !== undefined && !isRefresh && held.version > version;
      if (held !== undefined && (isOvertaken || isOlder)) {
        copyInto(newest, held.credentials, purpose);
        continue;
      }
      copyInto(newest, answer, purpose);
      const credentials: Opened = {};
      copyInto(credentials, answer, purpose);
      if (!isRevoked) this.#held.set(name, { credentials, version, sequence }, since);
    }
    return newest;
  }
}

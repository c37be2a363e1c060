// The signing secrets of the sources: kept for a few minutes, used a little longer while Secrets Manager does not answer, and read
// again when a signature fits none, since the sender may have changed over since.

import { AgeingCache, momentOf } from '#shared/platform/ageing-cache';
import type { Clock } from '#shared/platform/clock';
import type { Deadline } from '#shared/platform/deadline';
import { Flights } from '#shared/platform/flights';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { Secret } from '#shared/platform/secret';
import { rotationWindowMs } from '#shared/webhook/rotation-window';
import type { SigningSecretStore } from '#shared/webhook/signing-secret-store';

/** What counts at the moment: the current one and, during a rotation, the one before. */
export type CountingSecrets = readonly Secret<string>[];

export type SigningSecrets = {
  readonly get: (secretId: string, deadline: Deadline) => Promise<Result<CountingSecrets, 'unavailable'>>;
  /**
   * Past what is kept. `too-often` where anonymous requests have made it read as often as it will: then nobody can say whether
   * a signature is wrong or new.
   */
  readonly readAgain: (
    secretId: string,
    deadline: Deadline,
  ) => Promise<Result<CountingSecrets, 'unavailable' | 'too-often'>>;
};

const maxAgeMs = 120_000;
const staleMs = 180_000;
const maxSecrets = 20;

/** Reads that failing signatures may cause: so many at once, one more each second. */
const budget = { atOnce: 5, perSecond: 1 } as const;

export const createSigningSecrets = (store: SigningSecretStore, clock: Clock): SigningSecrets => {
  const cache = new AgeingCache<CountingSecrets>({ clock, maxAgeMs, staleMs, maxEntries: maxSecrets });
  const flights = new Flights<Result<CountingSecrets, 'unavailable'>>();
  let credit: number = budget.atOnce;
  let creditAtMs = clock.monotonicMs();

  const read = async (
    secretId: string,
    deadline: Deadline,
  ): Promise<Result<CountingSecrets, 'unavailable'>> => {
    const current = await store.read(secretId, 'current', deadline);
    if (!current.ok) return fail('unavailable');
    const isRotating = clock.nowMs() - current.value.storedAtMs < rotationWindowMs;
    if (!isRotating) return succeed([current.value.secret]);
    const previous = await store.read(secretId, 'previous', deadline);
    if (previous.ok) return succeed([current.value.secret, previous.value.secret]);
    // One that was stored only once has none before.
    return previous.failure === 'none' ? succeed([current.value.secret]) : fail('unavailable');
  };

  const load = async (
    secretId: string,
    deadline: Deadline,
  ): Promise<Result<CountingSecrets, 'unavailable'>> => {
    const since = momentOf(clock);
    const counting = await read(secretId, deadline);
    if (counting.ok) cache.set(secretId, counting.value, since);
    return counting;
  };

  const loadOrStale = async (
    secretId: string,
    deadline: Deadline,
  ): Promise<Result<CountingSecrets, 'unavailable'>> => {
    const loaded = await load(secretId, deadline);
    const stale = loaded.ok ? undefined : cache.getStale(secretId);
    return stale === undefined ? loaded : succeed(stale);
  };

  const mayReadAgain = (): boolean => {
    const nowMs = clock.monotonicMs();
    credit = Math.min(budget.atOnce, credit + ((nowMs - creditAtMs) / 1_000) * budget.perSecond);
    creditAtMs = nowMs;
    if (credit < 1) return false;
    credit -= 1;
    return true;
  };

  return {
    get: async (secretId, deadline) => {
      const kept = cache.get(secretId);
      if (kept !== undefined) return succeed(kept);
      const flight =
        flights.joinable(secretId) ??
        flights.start([secretId], deadline, () => loadOrStale(secretId, deadline));
      return flight.answer;
    },
    // It joins no read under way, which may have begun before the secret changed, and takes no old one for the answer.
    readAgain: async (secretId, deadline) => (mayReadAgain() ? load(secretId, deadline) : fail('too-often')),
  };
};

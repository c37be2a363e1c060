// Work that is done at least once whatever crashes, and once only where nothing does. Claimed with a lease, done, then marked as done: a
// crash in between leaves a claim whose lease ends, and the next repeat takes it over. What was done and not marked is then done
// again under the same id, which is why consumers drop ids that they have seen (docs/adr/0022).

import { randomUUID } from 'node:crypto';
import type { ClaimStore } from '#shared/events/claim-store';
import type { Clock } from '#shared/platform/clock';
import type { Deadline } from '#shared/platform/deadline';
import { fail, succeed, type Result } from '#shared/platform/result';
import { withRetries } from '#shared/platform/retry';

export type DoOnceTools = {
  readonly claims: ClaimStore;
  readonly clock: Clock;
};

/** `under-way`: another one has claimed it and may yet do it. */
export type OnceFailure<F> = 'under-way' | 'store-unavailable' | F;

/** Longer than any invocation lasts: whoever holds a claim past this is gone. */
const leaseMs = 15_000;

/** Longer than senders go on repeating an event (docs/webhooks.md). */
const keptDays = 7;

/** How long somebody else's claim is watched before the sender is asked to come again. */
const watchRule = {
  maxAttempts: 30,
  shortestPauseMs: 20,
  longestPausesMs: [40, 80, 160, 200],
  leastUsefulMs: 400,
};

/** @returns what `work` gave, or `repeat` where it had been done before */
export const doOnce = async <T, F extends string>(
  tools: DoOnceTools,
  key: string,
  deadline: Deadline,
  work: () => Promise<Result<T, F>>,
): Promise<Result<T | 'repeat', OnceFailure<F>>> => {
  const { claims, clock } = tools;
  const own = { key, token: randomUUID() };

  const claim = async (): Promise<Result<'claimed' | 'repeat', 'under-way' | 'store-unavailable'>> => {
    const nowMs = clock.nowMs();
    const expiresAtSeconds = Math.ceil(nowMs / 1_000) + keptDays * 86_400;
    const lease = { nowMs, leaseUntilMs: nowMs + leaseMs, expiresAtSeconds };
    const taken = await claims.take(own, lease, deadline);
    if (!taken.ok || taken.value) return taken.ok ? succeed('claimed') : taken;
    const isDone = await claims.isDone(key, deadline);
    if (!isDone.ok) return isDone;
    return isDone.value ? succeed('repeat') : fail('under-way');
  };

  const claimed = await withRetries({ deadline }, claim, (outcome) =>
    !outcome.ok && outcome.failure === 'under-way' ? watchRule : undefined,
  );
  if (!claimed.ok) return claimed;
  if (claimed.value === 'repeat') return succeed('repeat');
  let done: Result<T, F> | undefined;
  try {
    done = await work();
    return done;
  } finally {
    // What fails here changes nothing of what was done: at worst a repeat waits for the lease, or does the work again.
    if (done?.ok === true) await claims.finish(own, deadline);
    else await claims.release(own, deadline);
  }
};

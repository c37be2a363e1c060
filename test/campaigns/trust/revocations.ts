// Credentials taken away at random moments: the last use is at most five minutes after, whatever cache stands between; once the denial has been
// seen there is none.

import { CachedCredentialSource } from '#shared/credentials/cached-credential-source';
import type { CredentialSource } from '#shared/credentials/credential-source';
import { unavailable } from '#shared/credentials/deliver-credentials';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import { manualClock } from '../../support/aws-clock.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { count, judge, newTally, type Tally } from '../campaign-tally.ts';

const boundMs = 300_000;

export const revokeAtRandom = async ({
  seed,
  count: revocations,
  maxAgeMs = boundMs,
  staleMs = 60_000,
  addsMs = 0,
}: {
  readonly seed: number;
  readonly count: number;
  readonly maxAgeMs?: number;
  readonly staleMs?: number;
  /** A planted mistake: the clock of the cache stands still for so long. */
  readonly addsMs?: number;
}): Promise<Tally> => {
  const random = seededRandom(seed);
  const tally = newTally();
  let longestMs = 0;
  for (let index = 0; index < revocations; index += 1) {
    const clock = manualClock();
    const kind = random.pick(['denied', 'unreachable'] as const);
    let isRevoked = false;
    const source: CredentialSource = {
      use: async (_tenantId, _purposes, fn) => {
        if (isRevoked) return fail(unavailable(kind === 'denied' ? 'TENANT_SUSPENDED' : 'STORE_UNAVAILABLE'));
        const opened = { 'payroll-api': { value: new Secret({}), version: 1, format: 'jwe1' } };
        return succeed(await fn(opened as never));
      },
    };
    const cached = new CachedCredentialSource({ source, clock, maxAgeMs, staleMs });
    const caller = { function: 'f', requestId: 'r', subject: 's' };
    const ask = async (): Promise<boolean> => {
      const use = { caller, deadline: { remainingMs: () => 5_000 } };
      return (await cached.use('acme' as TenantId, ['payroll-api'], () => Promise.resolve(1), use)).ok;
    };
    const step = (): number => {
      const byMs = 1 + random.below(40_000);
      clock.advance(Math.max(0, byMs - addsMs));
      return byMs;
    };
    for (let before = 0; before < 1 + random.below(20); before += 1) {
      await ask();
      step();
    }
    isRevoked = true;
    let [sinceMs, lastMs, hasBeenDenied, usedAfterDenial] = [0, 0, false, 0];
    while (sinceMs < 2 * boundMs) {
      const isUsed = await ask();
      if (isUsed) lastMs = sinceMs;
      if (isUsed && hasBeenDenied) usedAfterDenial += 1;
      if (!isUsed && kind === 'denied') hasBeenDenied = true;
      sinceMs += step();
    }
    longestMs = Math.max(longestMs, lastMs);
    judge(tally, [
      ...(lastMs > boundMs ? [`used ${Math.round(lastMs / 1_000)} s after it was taken away`] : []),
      ...(usedAfterDenial > 0 ? ['used after the denial was seen'] : []),
    ]);
    count(tally, kind);
  }
  count(tally, 'longest use after, seconds', Math.round(longestMs / 1_000));
  return tally;
};

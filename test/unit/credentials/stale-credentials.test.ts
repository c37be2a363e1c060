// Credentials past their age: they are refused unless allowed, and then served only during a transient failure, for a limited time.

import { CachedCredentialSource, type CacheLookUp } from '#shared/credentials/cached-credential-source';
import type { CredentialFailureCode } from '#shared/credentials/credential-failure';
import type { CredentialSource } from '#shared/credentials/credential-source';
import { unavailable } from '#shared/credentials/deliver-credentials';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import { manualClock } from '../../support/aws-clock.ts';

const acme = 'acme' as TenantId;
const caller = { function: 'f', requestId: 'r', subject: 's' };

const build = (options: object = {}) => {
  const clock = manualClock();
  let failing: CredentialFailureCode | undefined;
  let version = 0;
  const source: CredentialSource = {
    use: async (_tenantId, purposes, fn) => {
      if (failing !== undefined) return fail(unavailable(failing));
      version += 1;
      const opened = { value: new Secret(`v${version}`), version, format: 'jwe1' };
      return succeed(await fn(Object.fromEntries(purposes.map((each) => [each, opened])) as never));
    },
  };
  const lookUps: CacheLookUp[] = [];
  const staleUses: number[] = [];
  const cache = new CachedCredentialSource({
    source,
    clock,
    maxAgeMs: 60_000,
    onLookUp: (lookUp) => lookUps.push(lookUp),
    onStale: (count) => staleUses.push(count),
    ...options,
  });
  const read = async (use: object = {}) => {
    const result = await cache.use(
      acme,
      ['sql-server'],
      ({ 'sql-server': { value } }) => Promise.resolve(value.expose() as unknown),
      { caller, deadline: { remainingMs: () => 5_000 }, ...use },
    );
    return result.ok ? result.value : result.failure.code;
  };
  return {
    cache,
    clock,
    read,
    lookUps,
    staleUses,
    breakWith: (code: CredentialFailureCode | undefined) => {
      failing = code;
    },
  };
};

const transient = ['STORE_UNAVAILABLE', 'KEY_SERVICE_UNAVAILABLE', 'DECRYPTOR_UNAVAILABLE'] as const;

describe('T29 a credential past its age', () => {
  test.each(transient)('is not used for %s unless that is allowed', async (code) => {
    const { read, clock, breakWith, staleUses } = build();
    await read();
    clock.advance(60_000);
    breakWith(code);

    expect([await read(), staleUses]).toEqual([code, []]);
  });

  test.each(transient)('is used for %s when that is allowed, and counted', async (code) => {
    const { read, clock, breakWith, staleUses } = build({ staleMs: 30_000 });
    await read();
    clock.advance(89_999);
    breakWith(code);

    expect([await read(), staleUses]).toEqual(['v1', [1]]);
  });

  test('is used no longer than allowed', async () => {
    const { cache, read, clock, breakWith } = build({ staleMs: 30_000 });
    await read();
    clock.advance(90_000);
    breakWith('STORE_UNAVAILABLE');

    expect(await read()).toBe('STORE_UNAVAILABLE');
    expect(cache.state().entries).toBe(0);
  });

  test('is used no longer than the hard bound, whatever is allowed', async () => {
    const { read, clock, breakWith } = build({ maxAgeMs: 290_000, staleMs: 3_600_000 });
    await read();
    breakWith('STORE_UNAVAILABLE');
    clock.advance(299_999);
    const before = await read();
    clock.advance(1);

    expect([before, await read()]).toEqual(['v1', 'STORE_UNAVAILABLE']);
  });

  test.each(['TENANT_SUSPENDED', 'DECRYPTION_FAILED', 'CREDENTIAL_NOT_FOUND'] as const)(
    'is gone at once after %s',
    async (code) => {
      const { cache, read, clock, breakWith } = build({ staleMs: 30_000 });
      await read();
      clock.advance(60_000);
      breakWith(code);
      const denied = await read();
      breakWith('STORE_UNAVAILABLE');

      expect([denied, await read()]).toEqual([code, 'STORE_UNAVAILABLE']);
      expect(cache.state().entries).toBe(0);
    },
  );

  test('is not for who asks for the newest', async () => {
    const { read, clock, breakWith } = build({ staleMs: 30_000 });
    await read();
    clock.advance(60_000);
    breakWith('STORE_UNAVAILABLE');

    expect(await read({ refresh: true })).toBe('STORE_UNAVAILABLE');
  });

  test('gives way to a new one as soon as there is one', async () => {
    const { read, clock, breakWith, staleUses } = build({ staleMs: 30_000 });
    await read();
    clock.advance(60_000);
    breakWith('STORE_UNAVAILABLE');
    const bridged = await read();
    breakWith(undefined);

    expect([bridged, await read(), staleUses]).toEqual(['v1', 'v2', [1]]);
  });
});

test('a look-up says how the cache was: hits, size, the age of what was found', async () => {
  const { read, clock, lookUps } = build();
  await read();
  clock.advance(1_500);
  await read();

  expect(lookUps).toEqual([
    { hits: 0, misses: 1, entries: 0 },
    { hits: 1, misses: 0, entries: 1, ageMs: 1_500 },
  ]);
});

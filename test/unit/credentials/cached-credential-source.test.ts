import fc from 'fast-check';
import { CachedCredentialSource } from '#shared/credentials/cached-credential-source';
import type { CredentialFailureCode } from '#shared/credentials/credential-failure';
import type { CredentialSource, CredentialUse } from '#shared/credentials/credential-source';
import { unavailable } from '#shared/credentials/deliver-credentials';
import { sealingKey } from '#shared/crypto/account-number-keys';
import type { Purpose } from '#shared/credentials/purpose';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import { manualClock } from '../../support/aws-clock.ts';

const acme = 'acme' as TenantId;
const globex = 'globex' as TenantId;
const caller = { function: 'f', requestId: 'r', subject: 's' };
const anyUse: CredentialUse = { caller, deadline: { remainingMs: () => 5_000 } };

type Call = {
  readonly tenantId: TenantId;
  readonly purposes: readonly Purpose[];
  readonly use: CredentialUse;
  answer(version: number): void;
  fail(code: CredentialFailureCode, purpose?: Purpose): void;
  crash(error: Error): void;
};

/** Decides by hand when and how each call is answered; the values carry tenant, purpose and version. */
const handSource = () => {
  const calls: Call[] = [];
  const source: CredentialSource = {
    use: (tenantId, purposes, fn, use) =>
      new Promise((resolve, reject) => {
        calls.push({
          tenantId,
          purposes,
          use,
          answer: (version) => {
            const credential = (purpose: Purpose) => ({
              value: new Secret(`${tenantId} ${purpose} ${version}`),
              version,
              format: 'jwe1',
            });
            const all = Object.fromEntries(purposes.map((purpose) => [purpose, credential(purpose)]));
            fn(all as never).then((value) => resolve(succeed(value)), reject);
          },
          fail: (code, purpose) => resolve(fail(unavailable(code, purpose))),
          crash: reject,
        });
      }),
  };
  return { source, calls };
};

const build = (options: object = {}) => {
  const clock = manualClock();
  const { source, calls } = handSource();
  const purged: TenantId[] = [];
  const onPurge = (tenantId: TenantId) => purged.push(tenantId);
  const cache = new CachedCredentialSource({ source, clock, onPurge, ...options });
  const read = async (tenantId: TenantId, purposes: readonly Purpose[], use: object = {}) => {
    const result = await cache.use(
      tenantId,
      purposes,
      (opened) => Promise.resolve(Object.values(opened).map(({ value }) => value.expose() as unknown)),
      { ...anyUse, ...use },
    );
    return result.ok ? result.value : result.failure.code;
  };
  const warm = async (tenantId: TenantId, purpose: Purpose, version: number) => {
    const reading = read(tenantId, [purpose]);
    calls.at(-1)?.answer(version);
    await reading;
  };
  return { cache, calls, clock, purged, read, warm };
};

describe('the cached credential source', () => {
  test('asks once and answers from memory afterwards', async () => {
    const { cache, calls, read, warm } = build();
    await warm(acme, 'sql-server', 1);

    expect(await read(acme, ['sql-server'])).toEqual(['acme sql-server 1']);
    expect(calls.length).toBe(1);
    expect(cache.state()).toEqual({ entries: 1, hits: 1, misses: 1, purges: 0 });
  });

  test('asks only for what it lacks, in one call', async () => {
    const { calls, read, warm } = build();
    await warm(acme, 'sql-server', 1);

    const reading = read(acme, ['sql-server', 'payroll-api', 'account-number-key']);
    calls[1]?.answer(4);

    expect(calls[1]?.purposes).toEqual(['payroll-api', 'account-number-key']);
    expect(await reading).toEqual(['acme sql-server 1', 'acme payroll-api 4', 'acme account-number-key 4']);
  });

  test('keeps tenants, purposes and versions apart', async () => {
    const { calls, read, warm } = build();
    await warm(acme, 'sql-server', 2);

    const others = [
      read(globex, ['sql-server']),
      read(acme, ['payroll-api']),
      read(acme, ['sql-server'], { previous: true }),
    ];
    for (const call of calls.slice(1)) call.answer(1);

    expect(await Promise.all(others)).toEqual([
      ['globex sql-server 1'],
      ['acme payroll-api 1'],
      ['acme sql-server 1'],
    ]);
  });

  test.each([
    ['both clocks', 'advance'],
    ['the wall clock only (a frozen container)', 'advanceWall'],
    ['the monotonic clock only (the wall clock was set back)', 'advanceMonotonic'],
  ] as const)('forgets after 300 s by %s, whatever age is configured', async (_, move) => {
    const { cache, calls, clock, read, warm } = build({ maxAgeMs: 86_400_000 });
    await warm(acme, 'sql-server', 1);
    clock[move](299_999);
    await read(acme, ['sql-server']);
    const callsBefore = calls.length;

    clock[move](1);
    const reading = read(acme, ['sql-server']);
    calls.at(-1)?.answer(2);

    expect([callsBefore, calls.length]).toEqual([1, 2]);
    expect(await reading).toEqual(['acme sql-server 2']);
    clock[move](300_000);
    expect(cache.state().entries).toBe(0);
  });

  test('counts age from the question, not from the answer', async () => {
    const { calls, clock, read } = build();
    const first = read(acme, ['sql-server']);
    clock.advance(299_000);
    calls[0]?.answer(1);
    await first;
    clock.advance(1_000);

    void read(acme, ['sql-server']);

    expect(calls.length).toBe(2);
  });

  test('holds no more than its size, dropping what was used longest ago', async () => {
    const { cache, calls, read, warm } = build({ maxEntries: 2 });
    await warm(acme, 'sql-server', 1);
    await warm(globex, 'sql-server', 1);
    await read(acme, ['sql-server']);
    await warm(acme, 'payroll-api', 1);
    const before = calls.length;

    await read(acme, ['sql-server']);
    void read(globex, ['sql-server']);

    expect(cache.state().entries).toBe(2);
    expect(calls.length - before).toBe(1);
    expect(calls.at(-1)?.tenantId).toBe(globex);
  });

  test('T14 wipes the keys that were derived from a keyset with the keyset', async () => {
    const key = Buffer.alloc(32, 1).toString('base64');
    const keyset = { current: 1, keys: { '1': key }, indexKey: key };
    const source: CredentialSource = {
      use: async (_tenantId, _purposes, fn) => {
        const opened = { 'account-number-key': { value: new Secret(keyset), version: 1, format: 'jwe1' } };
        return succeed(await fn(opened as never));
      },
    };
    const cache = new CachedCredentialSource({ source, clock: manualClock() });
    const derived = await cache.use(
      acme,
      ['account-number-key'],
      async (opened) => sealingKey(opened['account-number-key'].value.expose(), 1)!,
      anyUse,
    );
    if (!derived.ok) throw new Error('the keyset was not had');
    const before = Buffer.from(derived.value);
    cache.purge(acme);

    expect(before.some((byte) => byte !== 0)).toBe(true);
    expect(derived.value.every((byte) => byte === 0)).toBe(true);
  });

  test('lets many ask at once and calls once', async () => {
    const { calls, read } = build();
    const readings = Array.from({ length: 20 }, () => read(acme, ['sql-server']));
    calls[0]?.answer(1);

    expect(new Set((await Promise.all(readings)).flat())).toEqual(new Set(['acme sql-server 1']));
    expect(calls.length).toBe(1);
  });

  test('does not wait for a call whose own time is up', async () => {
    const { calls, read } = build();
    let remainingMs = 1_000;
    void read(acme, ['sql-server'], { deadline: { remainingMs: () => remainingMs } });
    remainingMs = 0;

    const later = read(acme, ['sql-server']);
    calls[1]?.answer(1);

    expect(await later).toEqual(['acme sql-server 1']);
  });

  test('never keeps a failure', async () => {
    const { calls, read } = build();
    const first = read(acme, ['sql-server']);
    calls[0]?.fail('STORE_UNAVAILABLE');
    const second = first.then(() => read(acme, ['sql-server']));
    expect(await first).toBe('STORE_UNAVAILABLE');
    calls[1]?.answer(1);

    expect(await second).toEqual(['acme sql-server 1']);
  });

  test('never keeps a crash', async () => {
    const { calls, read } = build();
    const first = read(acme, ['sql-server']);
    calls[0]?.crash(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    const second = read(acme, ['sql-server']);
    calls[1]?.answer(1);

    expect(await second).toEqual(['acme sql-server 1']);
  });

  test('does not let one use fail for a purpose that only another one wanted', async () => {
    const { calls, read } = build();
    const both = read(acme, ['sql-server', 'payroll-api']);
    const one = read(acme, ['sql-server']);
    calls[0]?.fail('KEY_SERVICE_UNAVAILABLE', 'payroll-api');
    expect(await both).toBe('KEY_SERVICE_UNAVAILABLE');
    calls[1]?.answer(1);

    expect(await one).toEqual(['acme sql-server 1']);
  });

  test.each([
    'TENANT_SUSPENDED',
    'TENANT_NOT_FOUND',
    'CREDENTIAL_NOT_FOUND',
    'CREDENTIAL_MALFORMED',
    'FORMAT_BELOW_FLOOR',
    'ENVELOPE_MALFORMED',
    'DECRYPTION_FAILED',
  ] as const)('drops all of a tenant at once on %s, and nothing of another', async (code) => {
    const { cache, calls, purged, read, warm } = build();
    await warm(acme, 'sql-server', 1);
    await warm(acme, 'account-number-key', 1);
    await warm(globex, 'sql-server', 1);

    const denied = read(acme, ['payroll-api']);
    calls.at(-1)?.fail(code);

    expect(await denied).toBe(code);
    expect(purged).toEqual([acme]);
    expect(cache.state()).toMatchObject({ entries: 1, purges: 1 });
    expect(await read(globex, ['sql-server'])).toEqual(['globex sql-server 1']);
  });

  test.each(['STORE_UNAVAILABLE', 'KEY_SERVICE_UNAVAILABLE', 'DECRYPTOR_UNAVAILABLE'] as const)(
    'keeps what it has on %s',
    async (code) => {
      const { calls, purged, read, warm } = build();
      await warm(acme, 'sql-server', 1);
      const failing = read(acme, ['sql-server'], { refresh: true });
      calls.at(-1)?.fail(code);

      expect(await failing).toBe(code);
      expect(await read(acme, ['sql-server'])).toEqual(['acme sql-server 1']);
      expect(purged).toEqual([]);
    },
  );

  test('does not keep an answer that was asked for before a denial', async () => {
    const { cache, calls, read } = build();
    const slow = read(acme, ['sql-server']);
    const denied = read(acme, ['payroll-api']);
    calls[1]?.fail('TENANT_SUSPENDED');
    await denied;
    calls[0]?.answer(1);
    await slow;

    expect(cache.state().entries).toBe(0);
    void read(acme, ['sql-server']);
    expect(calls.length).toBe(3);
  });

  test('refresh asks anew, says so, and what it brings is kept', async () => {
    const { calls, read, warm } = build();
    await warm(acme, 'sql-server', 1);
    const refreshed = read(acme, ['sql-server'], { refresh: true });
    calls[1]?.answer(2);

    expect(await refreshed).toEqual(['acme sql-server 2']);
    expect(calls[1]?.use.refresh).toBe(true);
    expect(await read(acme, ['sql-server'])).toEqual(['acme sql-server 2']);
  });

  test('never puts an older answer over a newer one', async () => {
    const { calls, read } = build();
    const older = read(acme, ['sql-server']);
    const newer = read(acme, ['sql-server'], { refresh: true });
    calls[1]?.answer(2);
    await newer;
    calls[0]?.answer(1);

    expect(await older).toEqual(['acme sql-server 2']);
    expect(await read(acme, ['sql-server'])).toEqual(['acme sql-server 2']);
  });

  test('never goes back to an older version that the store still answers for a moment', async () => {
    const { calls, read } = build();
    let remainingMs = 1_000;
    const abandoned = { refresh: true, deadline: { remainingMs: () => remainingMs } };
    const refreshed = read(acme, ['sql-server'], abandoned);
    remainingMs = 0;
    const later = read(acme, ['sql-server']);
    calls[0]?.answer(2);
    await refreshed;
    calls[1]?.answer(1);

    expect(await later).toEqual(['acme sql-server 2']);
    expect(await read(acme, ['sql-server'])).toEqual(['acme sql-server 2']);
  });

  test('in any order of answers, ends with the newest question’s and never goes back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 6 }).chain((count) =>
          fc.shuffledSubarray(
            Array.from({ length: count }, (_, index) => index),
            { minLength: count },
          ),
        ),
        async (order) => {
          const { calls, read } = build();
          const readings = order.map(() => read(acme, ['sql-server'], { refresh: true }));
          const seen: number[] = [];
          for (const index of order) {
            calls[index]?.answer(index + 1);
            await readings[index];
            const held = await read(acme, ['sql-server']);
            seen.push(Number(String(held).split(' ').at(-1)));
          }
          expect(seen).toEqual(seen.toSorted((left, right) => left - right));
          expect(seen.at(-1)).toBe(order.length);
        },
      ),
    );
  });
});

test('an answer without a purpose that was asked for, and without its failure, is invalid', async () => {
  const source: CredentialSource = {
    use: async (_tenantId, _purposes, fn) => succeed(await fn({} as never)),
  };
  const cache = new CachedCredentialSource({ source, clock: manualClock() });

  expect(await cache.use(acme, ['sql-server'], () => Promise.resolve('ran'), anyUse)).toEqual(
    fail(unavailable('DECRYPTOR_ANSWER_INVALID')),
  );
});

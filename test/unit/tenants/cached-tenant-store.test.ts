import { CachedTenantStore } from '#shared/tenants/cached-tenant-store';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import type { TenantLoadFailure, TenantStore } from '#shared/tenants/tenant-store';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';

const acme = 'acme' as TenantId;
const globex = 'globex' as TenantId;
const soon = { remainingMs: () => 1_000 };

const record = (tenantId: TenantId, status: 'active' | 'suspended'): TenantRecord =>
  ({ tenantId, policy: { status, formatFloor: 'jwe1' } }) as unknown as TenantRecord;

/** A store whose answers are given one by one, and a clock that stands until it is moved. */
const setUp = (maxAgeMs = 10_000) => {
  let nowMs = 0;
  const asked: string[] = [];
  const answers: Promise<Result<TenantRecord, TenantLoadFailure>>[] = [];
  const store: TenantStore = {
    load: (tenantId, { isConsistent }) => {
      asked.push(`${tenantId}${isConsistent ? ' consistently' : ''}`);
      return answers.shift() ?? Promise.resolve(succeed(record(tenantId, 'active')));
    },
  };
  const clock = { nowMs: () => nowMs, monotonicMs: () => nowMs };
  const cached = new CachedTenantStore({ store, clock, maxAgeMs });
  const load = (tenantId = acme, isConsistent = false) =>
    cached.load(tenantId, { isConsistent, deadline: soon });
  return { load, asked, answers, pass: (ms: number) => (nowMs += ms) };
};

describe('a tenant’s record that is kept for seconds', () => {
  test('is read once for each tenant until it is too old', async () => {
    const { load, asked, pass } = setUp();
    const first = await load();
    pass(9_999);
    expect(await load()).toEqual(first);
    await load(globex);
    expect(asked).toEqual(['acme', 'globex']);
    pass(1);
    await load();
    expect(asked).toEqual(['acme', 'globex', 'acme']);
  });

  test('is read anew for who insists, and what that brings is kept in its place', async () => {
    const { load, asked, answers } = setUp();
    await load();
    answers.push(Promise.resolve(succeed(record(acme, 'suspended'))));
    await load(acme, true);
    expect(await load()).toMatchObject({ value: { policy: { status: 'suspended' } } });
    expect(asked).toEqual(['acme', 'acme consistently']);
  });

  test.each(['tenant-not-found', 'tenant-malformed', 'store-unavailable'] as const)(
    'a failure (%s) is not kept, and nothing older either',
    async (failure) => {
      const { load, asked, answers } = setUp();
      await load();
      answers.push(Promise.resolve(fail(failure)));
      expect(await load(acme, true)).toEqual(fail(failure));
      expect((await load()).ok).toBe(true);
      expect(asked).toEqual(['acme', 'acme consistently', 'acme']);
    },
  );

  test('never gives way to what was asked for earlier', async () => {
    const { load, answers } = setUp();
    const slow = Promise.withResolvers<Result<TenantRecord, TenantLoadFailure>>();
    answers.push(slow.promise, Promise.resolve(succeed(record(acme, 'suspended'))));
    const early = load();
    await load(acme, true);
    slow.resolve(succeed(record(acme, 'active')));
    await early;
    expect(await load()).toMatchObject({ value: { policy: { status: 'suspended' } } });
  });

  test('is as old as the question, not as the answer', async () => {
    const { load, asked, answers, pass } = setUp();
    const slow = Promise.withResolvers<Result<TenantRecord, TenantLoadFailure>>();
    answers.push(slow.promise);
    const first = load();
    pass(6_000);
    slow.resolve(succeed(record(acme, 'active')));
    await first;
    pass(4_000);
    await load();
    expect(asked).toHaveLength(2);
  });
});

import { DataKeyCache } from '#shared/credentials/data-key-cache';
import type { KeyServiceFailure } from '#shared/credentials/key-service';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import { manualClock } from '../../support/aws-clock.ts';

const acme = 'acme' as TenantId;
const globex = 'globex' as TenantId;

const build = (options: object = {}) => {
  const clock = manualClock();
  const handed: Buffer[] = [];
  const contexts: object[] = [];
  const answers: Result<Buffer, KeyServiceFailure>[] = [];
  const keyService = {
    decrypt: async (_: Buffer, context: object) => {
      contexts.push(context);
      await Promise.resolve();
      const answer = answers.shift() ?? succeed(Buffer.alloc(32, 7));
      if (answer.ok) handed.push(answer.value);
      return answer;
    },
  };
  const cache = new DataKeyCache({ keyService, clock, ...options });
  const use = (tenantId: TenantId, changes: object = {}) =>
    cache.withKey(
      {
        tenantId,
        keyVersion: 1,
        wrappedKey: Buffer.from('wrapped'),
        refresh: false,
        deadline: { remainingMs: () => 5_000 },
        ...changes,
      },
      (key) => key[0],
    );
  return { answers, cache, clock, contexts, handed, use };
};

const isWiped = (bytes: Buffer | undefined): boolean => bytes?.every((byte) => byte === 0) ?? false;

describe('the data key cache', () => {
  test('T30 unwraps once under tenant and version, however many ask', async () => {
    const { contexts, use } = build();

    const all = await Promise.all([use(acme), use(acme), use(acme)]);

    expect([...all, await use(acme)]).toEqual(Array(4).fill(succeed(7)));
    expect(contexts).toEqual([{ tenantId: 'acme', keyVersion: '1' }]);
  });

  test('says of each look-up whether it hit, how old the key was and how many are held', async () => {
    const lookUps: object[] = [];
    const { clock, use } = build({ onLookUp: (lookUp: object) => lookUps.push(lookUp) });

    await Promise.all([use(acme), use(acme)]);
    clock.advance(700);
    await use(acme);

    expect(lookUps).toEqual([
      { isHit: false, entries: 0 },
      { isHit: true, entries: 0 },
      { isHit: true, ageMs: 700, entries: 1 },
    ]);
  });

  test('unwraps again for another tenant, version or wrapping, and on refresh', async () => {
    const { contexts, use } = build();
    await use(acme);

    await use(globex);
    await use(acme, { keyVersion: 2 });
    await use(acme, { wrappedKey: Buffer.from('rewrapped') });
    await use(acme, { refresh: true });

    expect(contexts.length).toBe(5);
  });

  test('T14 wipes a key that grew old, was replaced, or made room', async () => {
    const { cache, clock, handed, use } = build({ maxEntries: 1 });
    await use(acme);
    await use(globex);
    const madeRoom = isWiped(handed[0]);
    await use(globex, { refresh: true });
    const replaced = isWiped(handed[1]);
    const heldMeanwhile = isWiped(handed[2]);
    clock.advance(300_000);
    await use(acme);

    expect({ madeRoom, replaced, heldMeanwhile, old: isWiped(handed[2]) }).toEqual({
      madeRoom: true,
      replaced: true,
      heldMeanwhile: false,
      old: true,
    });
    expect(cache.size).toBe(1);
  });

  test('hands a whole key to everybody who waits, even when it is purged meanwhile, and then wipes it', async () => {
    const { cache, handed, use } = build();

    const waiting = [use(acme), use(acme)];
    cache.purge(acme);

    expect(await Promise.all(waiting)).toEqual([succeed(7), succeed(7)]);
    expect([cache.size, isWiped(handed[0])]).toEqual([0, true]);
  });

  test('hands a whole key to everybody who waits, even when there is room for one only', async () => {
    const { use } = build({ maxEntries: 1 });

    expect(await Promise.all([use(acme), use(globex), use(acme), use(globex)])).toEqual(
      Array(4).fill(succeed(7)),
    );
  });

  test('does not wait for an unwrapping whose own time is up', async () => {
    const { contexts, use } = build();

    await Promise.all([use(acme, { deadline: { remainingMs: () => 0 } }), use(acme)]);

    expect(contexts.length).toBe(2);
  });

  test('purges one tenant only, also one whose id begins alike', async () => {
    const { cache, contexts, use } = build();
    await use(acme);
    await use('acme-2' as TenantId);
    cache.purge(acme);

    await use('acme-2' as TenantId);

    expect([cache.size, contexts.length]).toEqual([1, 2]);
  });

  test('forgets failures, and a denial drops the tenant', async () => {
    const { answers, cache, use } = build();
    answers.push(fail('key-service-unavailable'), succeed(Buffer.alloc(32, 7)), fail('key-denied'));

    const first = await use(acme);
    const second = await use(acme);
    const third = await use(acme, { keyVersion: 2 });

    expect([first, second, third]).toEqual([fail('key-service-unavailable'), succeed(7), fail('key-denied')]);
    expect(cache.size).toBe(0);
  });

  test('refuses and wipes a key of another length', async () => {
    const { answers, cache, handed, use } = build();
    answers.push(succeed(Buffer.alloc(16, 7)));

    expect(await use(acme)).toEqual(fail('ciphertext-refused'));
    expect([cache.size, isWiped(handed[0])]).toEqual([0, true]);
  });

  test('a use that throws does not keep the key from being wiped', async () => {
    const { cache, handed } = build();
    const request = {
      tenantId: acme,
      keyVersion: 1,
      wrappedKey: Buffer.from('wrapped'),
      refresh: false,
      deadline: { remainingMs: () => 5_000 },
    };
    const broken = cache.withKey(request, () => {
      throw new RangeError('broken');
    });
    await expect(broken).rejects.toThrow('broken');
    cache.purge(acme);

    expect(isWiped(handed[0])).toBe(true);
  });
});

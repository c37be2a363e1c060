// A database that refuses a stored password: which versions are tried, how often, and what is never tried.

import { randomUUID } from 'node:crypto';
import type { OtherLogin } from '#shared/sql/login-recovery';
import { openMssqlDatabase } from '#shared/sql/mssql-database';
import { succeed } from '#shared/platform/result';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import type { SqlLogin, SqlPools } from '#shared/sql/sql-pools';
import {
  countEntries,
  insertEntry,
  startTenantDatabase,
  type TenantDatabase,
} from '#test/support/tenant-database';

let world: TenantDatabase;
let passed = 0;
const clock = { nowMs: () => Date.now() + passed, monotonicMs: () => performance.now() };
const newPassword = (): string => `New-canary-${randomUUID()}`;

beforeAll(async () => {
  world = await startTenantDatabase();
}, 60_000);
beforeEach(async () => {
  passed = 0;
  await world.clear();
});
afterAll(() => world?.stop());

const setPassword = (password: string) =>
  world.execute(`ALTER LOGIN [acme_app] WITH PASSWORD = N'${password}';`);
afterEach(() => setPassword(world.login.login.password));

const versionWith = (credentialVersion: number, password: string): SqlLogin => ({
  ...world.login,
  login: { ...world.login.login, password },
  credentialVersion,
});

/** Each line: whether the login was taken. */
const loginsSince = (start: number) =>
  world.events
    .slice(start)
    .flatMap((event) => (event.kind === 'login' && event.login === 'acme_app' ? [event.ok] : []));

/** A container whose store answers with these versions; `asked` is what the store was asked for. */
const container = () => {
  const { pools } = world.open({ settings: { clock } });
  const asked: OtherLogin[] = [];
  let stored: Partial<Record<OtherLogin, SqlLogin>> = {};
  return {
    asked,
    pools,
    store: (versions: typeof stored) => (stored = versions),
    database: (first: SqlLogin, from: SqlPools = pools) =>
      openMssqlDatabase(from, first, {
        deadline: deadlineIn(systemClock, 10_000),
        log: () => undefined,
        pause: () => Promise.resolve(),
        reopenLogin: (which) => {
          asked.push(which);
          return Promise.resolve(stored[which]);
        },
      }),
  };
};

const read = async (database: ReturnType<ReturnType<typeof container>['database']>) => {
  const result = await database.run(countEntries, {});
  return result.ok ? 'read' : [result.failure.kind, result.failure.number];
};

describe('18456: a wrong password', () => {
  test('the version before is tried once, and used while the stored one is not in force yet', async () => {
    const one = container();
    const [older, newer] = [world.login, versionWith(2, newPassword())];
    one.store({ previous: older, refresh: newer });
    const start = world.events.length;
    for (let count = 0; count < 3; count += 1) expect(await read(one.database(newer))).toBe('read');
    expect(loginsSince(start)).toEqual([false, true]);

    // The password is changed, and the connections that were made with the old one go.
    await setPassword(newer.login.password);
    const accept = await world.sql.failOver();
    await accept();
    const after = world.events.length;
    expect(await read(one.database(newer))).toBe('read');
    expect(await read(one.database(newer))).toBe('read');
    expect(loginsSince(after)).toEqual([false, true]);
  });

  test('then what is stored now, once', async () => {
    const one = container();
    const newer = versionWith(2, newPassword());
    await setPassword(newer.login.password);
    one.store({ previous: versionWith(0, 'older-still'), refresh: newer });
    const start = world.events.length;
    expect(await read(one.database(world.login))).toBe('read');
    expect(one.asked).toEqual(['previous', 'refresh']);
    expect(loginsSince(start)).toEqual([false, false, true]);
  });

  test('nothing that was tried is tried again: one refresh and one login for each version', async () => {
    const one = container();
    const wrong = versionWith(5, 'wrong');
    one.store({ refresh: wrong });
    const start = world.events.length;
    for (let count = 0; count < 5; count += 1) {
      expect(await read(one.database(wrong))).toEqual(['login-refused', 18456]);
    }
    expect(one.asked.filter((which) => which === 'refresh')).toHaveLength(1);
    expect(loginsSince(start)).toEqual([false]);
  });

  test('after a while the store is asked before the login is, and a new version is the first to be tried', async () => {
    const one = container();
    const wrong = versionWith(5, 'wrong');
    one.store({ refresh: wrong });
    await read(one.database(wrong));
    passed = 61_000;
    one.store({ refresh: versionWith(6, world.login.login.password) });
    const start = world.events.length;
    expect(await read(one.database(wrong))).toBe('read');
    expect(loginsSince(start)).toEqual([true]);
  });

  test('several requests at once cost one bad login', async () => {
    const one = container();
    const wrong = versionWith(5, 'wrong');
    const start = world.events.length;
    await Promise.all(Array.from({ length: 6 }, () => read(one.database(wrong))));
    expect(loginsSince(start)).toEqual([false]);
  });

  test('a control: without the memory each request costs one', async () => {
    const start = world.events.length;
    for (let count = 0; count < 3; count += 1) {
      const one = container();
      await read(one.database(versionWith(5, 'wrong')));
    }
    expect(loginsSince(start)).toEqual([false, false, false]);
  });
});

describe.each([18470, 18486, 18487, 18488, 4060])('%i', (number) => {
  test('asks for no other version, and is not tried again for a while', async () => {
    const one = container();
    one.store({ previous: versionWith(0, 'other'), refresh: versionWith(2, 'another') });
    world.sql.inject({ do: 'refuse-login', number, times: 9, when: ({ login }) => login === 'acme_app' });
    const start = world.events.length;
    for (let count = 0; count < 3; count += 1) {
      expect(await read(one.database(world.login))).toEqual(['login-refused', number]);
    }
    expect(one.asked).toEqual([]);
    expect(loginsSince(start)).toEqual([false]);
  });
});

describe('a password that changes while a pool is open', () => {
  test('is given to the pool: open connections stay, new ones use it', async () => {
    const one = container();
    expect(await read(one.database(world.login))).toBe('read');
    const newer = versionWith(2, newPassword());
    await setPassword(newer.login.password);

    const start = world.events.length;
    const database = one.database(newer);
    expect(await read(database)).toBe('read');
    expect(loginsSince(start)).toEqual([]);
    // The open connection is busy, so the second request has to make one.
    await database.transaction(async (session) => {
      await session.run(insertEntry, { number: 1 });
      expect(await read(database)).toBe('read');
      return succeed(undefined);
    });
    expect(loginsSince(start)).toEqual([true]);
    expect(one.pools.size()).toBe(1);
  });

  test('and is wrong: the connection that finds out goes back to the version before', async () => {
    const one = container();
    const newer = versionWith(2, 'not-yet');
    one.store({ previous: world.login, refresh: newer });
    expect(await read(one.database(world.login))).toBe('read');
    const start = world.events.length;
    const database = one.database(newer);
    await database.transaction(async (session) => {
      await session.run(insertEntry, { number: 1 });
      expect(await read(database)).toBe('read');
      return succeed(undefined);
    });
    expect(loginsSince(start)).toEqual([false, true]);
  });
});

// What happens on a physical connection beside the requests: one login, a handshake, a look after a long rest.

import mssql from 'mssql';
import type { TenantId } from '#shared/domain/tenant-id';
import { succeed } from '#shared/platform/result';
import { createSingleLoginPool, type ConnectionCare } from '#shared/sql/single-login-pool';
import {
  countEntries,
  insertEntry,
  readSession,
  startTenantDatabase,
  type Opened,
  type TenantDatabase,
} from '#test/support/tenant-database';

let world: TenantDatabase;
beforeAll(async () => {
  world = await startTenantDatabase();
}, 60_000);
beforeEach(() => world.clear());
afterAll(() => world?.stop());

const since = (start: number) => world.events.slice(start);
const loginsSince = (start: number) =>
  since(start).filter((event) => event.kind === 'login' && event.login === 'acme_app');
const requestsSince = (start: number) =>
  since(start).flatMap((event) =>
    event.kind === 'request' && !event.text.startsWith('set ') ? [event.text] : [],
  );
const sessionOf = async ({ database }: Opened): Promise<number> => {
  const answer = await database.run(readSession, {});
  if (!answer.ok) throw new Error(answer.failure.kind);
  return (answer.value.rowSets[0]?.[0] as { session: number }).session;
};

describe('a pool', () => {
  const care: ConnectionCare = {
    greet: () => Promise.resolve(),
    isAlive: () => true,
    clock: { nowMs: () => 0, monotonicMs: () => 0 },
  };
  const config = (): mssql.config => ({
    ...world.login.login,
    pool: { max: 1, min: 0 },
    options: { encrypt: false },
  });
  /** Connects, asks once, closes; how often that logged in. */
  const countLogins = async (pool: mssql.ConnectionPool): Promise<number> => {
    const start = world.events.length;
    await pool.connect();
    const { recordset } = await pool.request().query('SELECT 1 AS [one];');
    await pool.close();
    expect(recordset).toEqual([{ one: 1 }]);
    return loginsSince(start).length;
  };

  test('logs in once', async () => {
    expect(await countLogins(createSingleLoginPool(config(), care))).toBe(1);
  });

  test('is the driver’s own, with two logins, where the driver’s insides have another name', async () => {
    const renamed = (given: mssql.config): mssql.ConnectionPool =>
      new Proxy(new mssql.ConnectionPool(given), {
        get: (pool, name) => {
          if (name === '_poolCreate') return undefined;
          const value: unknown = Reflect.get(pool, name);
          return typeof value === 'function' ? (value.bind(pool) as unknown) : value;
        },
      });
    expect(await countLogins(createSingleLoginPool(config(), care, renamed))).toBe(2);
  });
});

describe('a warm request', () => {
  test('is one round trip, and a transaction begin, its statements and commit', async () => {
    const opened = world.open();
    await sessionOf(opened);
    const start = world.events.length;
    await sessionOf(opened);
    await opened.database.transaction((session) => session.run(insertEntry, { number: 1 }));
    expect(requestsSince(start)).toHaveLength(1 + 3);
    expect(loginsSince(start)).toHaveLength(0);
  });
});

describe('after a freeze', () => {
  const clockAt = (): {
    clock: { nowMs: () => number; monotonicMs: () => number };
    readonly pass: (ms: number) => void;
  } => {
    let passedMs = 0;
    return {
      // The monotonic one stands still in a frozen container.
      clock: { nowMs: () => 1_000_000 + passedMs, monotonicMs: () => 0 },
      pass: (ms) => (passedMs += ms),
    };
  };

  test('a connection is asked once whether it is alive, and used', async () => {
    const { clock, pass } = clockAt();
    const opened = world.open({ settings: { clock } });
    const before = await sessionOf(opened);
    pass(29_000);
    const short = world.events.length;
    await sessionOf(opened);
    expect(requestsSince(short)).toEqual([expect.stringContaining('@@SPID')]);

    pass(31_000);
    const long = world.events.length;
    expect(await sessionOf(opened)).toBe(before);
    await sessionOf(opened);
    expect(requestsSince(long)).toEqual([
      'SELECT 1 AS [alive];',
      expect.stringContaining('@@SPID'),
      expect.stringContaining('@@SPID'),
    ]);
  });

  test('one that does not answer is replaced before the request is sent', async () => {
    const { clock, pass } = clockAt();
    const opened = world.open({ settings: { clock } });
    const before = await sessionOf(opened);
    world.sql.inject({
      do: 'stall',
      at: 'before-run',
      milliseconds: 3_000,
      when: ({ text }) => text.includes('[alive]'),
    });
    pass(31_000);
    expect(await sessionOf(opened)).not.toBe(before);
    expect(opened.pauses).toEqual([]);
  });
});

describe('a broken connection', () => {
  test('is never lent out again', async () => {
    const opened = world.open();
    const before = await sessionOf(opened);
    world.sql.inject({ do: 'drop', at: 'before-answer', when: ({ text }) => text === insertEntry.text });
    await opened.database.transaction((session) => session.run(insertEntry, { number: 1 }));
    expect(await sessionOf(opened)).not.toBe(before);
  });
});

describe('T38 the handshake', () => {
  const globex = 'globex' as TenantId;
  const expectRefused = async (opened: Opened): Promise<void> => {
    const start = world.events.length;
    const written = await opened.database.transaction(async (session) => {
      const answer = await session.run(insertEntry, { number: 1 });
      return answer.ok ? succeed(1) : answer;
    });
    expect(written).toMatchObject({ ok: false, failure: { kind: 'tenant-mismatch' } });
    expect(requestsSince(start).filter((text) => !text.includes('DB_NAME()'))).toEqual([]);
    expect(opened.pools.size()).toBe(0);
    expect(opened.told).toContainEqual({ event: 'sql.tenant.mismatch', tenantId: expect.any(String) });
    expect(await world.countRows()).toBe(0);
  };

  test('refuses a database that is marked as another tenant’s, before anything else is asked', async () => {
    await expectRefused(world.open({ login: { tenantId: globex } }));
  });

  test('a control: without it the other tenant’s rows are written', async () => {
    const { database } = world.open({ login: { tenantId: globex }, settings: { isTenantChecked: false } });
    await database.transaction((session) => session.run(insertEntry, { number: 1 }));
    expect(await world.countRows()).toBe(1);
  });

  test('is done on every physical connection: a marker that changes closes the pool', async () => {
    const opened = world.open();
    await sessionOf(opened);
    await world.execute(`UPDATE [dbo].[TenantMarker] SET [TenantId] = 'globex';`);
    try {
      const accept = await world.sql.failOver();
      await accept();
      const result = await opened.database.run(countEntries, {});
      expect(result).toMatchObject({ ok: false, failure: { kind: 'tenant-mismatch' } });
      expect(opened.pools.size()).toBe(0);
    } finally {
      await world.execute(`UPDATE [dbo].[TenantMarker] SET [TenantId] = 'acme';`);
    }
  });

  test('tells when READ_COMMITTED_SNAPSHOT is off, and goes on', async () => {
    await world.execute('ALTER DATABASE [acme] SET READ_COMMITTED_SNAPSHOT OFF;');
    try {
      const opened = world.open();
      expect((await opened.database.run(countEntries, {})).ok).toBe(true);
      expect(opened.told).toEqual([{ event: 'sql.snapshot.off', tenantId: 'acme' }]);
    } finally {
      await world.execute('ALTER DATABASE [acme] SET READ_COMMITTED_SNAPSHOT ON;');
    }
    const on = world.open();
    await on.database.run(countEntries, {});
    expect(on.told).toEqual([]);
  });
});

describe('T46 the pools', () => {
  test('are bounded: the one unused for longest is closed', async () => {
    const opened = world.open({ settings: { maxPools: 2, isTenantChecked: false } });
    const { pools } = opened;
    const open = (tenantId: string) => pools.open({ ...world.login, tenantId: tenantId as TenantId });
    const [first] = [await open('one'), await open('two')];
    await open('three');
    expect(pools.size()).toBe(2);
    expect(first.ok && first.value.connected).toBe(false);
  });

  test('lead nowhere but to allowed hosts, and look up no other name', async () => {
    const start = world.events.length;
    const allowed = (allowedHosts: readonly string[]) => world.open({ settings: { allowedHosts } }).database;
    expect(await allowed(['db.example.com']).run(countEntries, {})).toMatchObject({
      ok: false,
      failure: { kind: 'host-refused' },
    });
    expect(since(start).some(({ kind }) => kind === 'login')).toBe(false);
    expect((await allowed(['127.0.0.1']).run(countEntries, {})).ok).toBe(true);
  });

  test.each([
    ['another tenant', { tenantId: 'globex' as TenantId }],
    ['another database', { database: 'master' }],
    ['another user', { user: 'sa' }],
    ['another server', { server: 'localhost' }],
  ])('do not share a connection with %s', async (_, change) => {
    const { pools } = world.open({ settings: { isTenantChecked: false } });
    const own = await pools.open(world.login);
    const administrator = { user: world.server.user, password: world.server.password };
    const { tenantId = world.login.tenantId, ...place } = change as { tenantId?: TenantId };
    const login = {
      ...world.login.login,
      ...place,
      ...('user' in change || 'database' in change ? administrator : {}),
    };
    const other = await pools.open({ ...world.login, tenantId, login });
    expect([own.ok, other.ok]).toEqual([true, true]);
    expect(own.ok && other.ok && own.value === other.value).toBe(false);
  });
});

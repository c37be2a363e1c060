// The retry table, a test for each number: met before a login finished, in a read, and in a transaction.

import { fail, succeed } from '#shared/platform/result';
import { sqlErrorTable } from '#shared/sql/sql-error-table';
import type { RepeatClass, SqlErrorRow } from '#shared/sql/sql-error-table';
import {
  countEntries,
  insertEntry,
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

const rows = Object.entries(sqlErrorTable).flatMap(
  ([row, { numbers, kind, repeat }]: [string, SqlErrorRow]) =>
    numbers.map((number) => ({ row, number, kind, repeat })),
);
/** 40501 has a pause of its own, below. */
const throttled = 40501;

const loginsSince = (start: number) =>
  world.events.slice(start).filter((event) => event.kind === 'login' && event.login === 'acme_app');

let works = 0;
const write = ({ database }: Opened) => {
  works = 0;
  return database.transaction(async (session) => {
    works += 1;
    const written = await session.run(insertEntry, { number: 1 });
    return written.ok ? succeed('written') : fail(written.failure);
  });
};

const again: Readonly<Record<'login' | 'read' | 'transaction', readonly RepeatClass[]>> = {
  login: ['before-login', 'rolled-back', 'reconnect'],
  read: ['rolled-back', 'reconnect'],
  transaction: ['rolled-back', 'reconnect'],
};

describe.each(rows)('$row: $number', ({ number, kind, repeat }) => {
  test(`before the login finished ${again.login.includes(repeat) ? 'is tried again' : 'is told at once'}`, async () => {
    const opened = world.open();
    const fault = world.sql.inject({ do: 'refuse-login', number, when: ({ login }) => login === 'acme_app' });
    const start = world.events.length;
    const result = await opened.database.run(countEntries, {});
    expect(fault.fired).toBe(1);
    if (again.login.includes(repeat)) {
      expect(result.ok).toBe(true);
      expect(loginsSince(start)).toHaveLength(2);
      expect(opened.pauses).toEqual([number === throttled ? 10_000 : 100]);
    } else {
      expect(result).toMatchObject({ ok: false, failure: { kind, number } });
      expect(loginsSince(start)).toHaveLength(1);
    }
  });

  test(`in a read ${again.read.includes(repeat) ? 'is tried again' : 'is told at once'}`, async () => {
    const opened = world.open();
    world.sql.inject({ do: 'answer-error', number, when: ({ text }) => text === countEntries.text });
    const result = await opened.database.run(countEntries, {});
    if (again.read.includes(repeat)) expect(result.ok).toBe(true);
    else expect(result).toMatchObject({ ok: false, failure: { kind, number } });
    expect(opened.pauses).toHaveLength(again.read.includes(repeat) ? 1 : 0);
  });

  test(`in a transaction ${again.transaction.includes(repeat) ? 'does the whole of it again' : 'ends it'}`, async () => {
    const opened = world.open();
    world.sql.inject({ do: 'answer-error', number, when: ({ text }) => text === insertEntry.text });
    const result = await write(opened);
    if (again.transaction.includes(repeat)) {
      expect([result.ok, works, await world.countRows()]).toEqual([true, 2, 1]);
    } else {
      expect(result).toMatchObject({ ok: false, failure: { kind, number } });
      expect([works, await world.countRows()]).toEqual([1, 0]);
    }
  });
});

describe('C: connection lost', () => {
  test('before COMMIT was sent does the whole transaction again', async () => {
    const opened = world.open();
    world.sql.inject({ do: 'drop', at: 'before-answer', when: ({ text }) => text === insertEntry.text });
    const result = await write(opened);
    expect([result.ok, works, await world.countRows()]).toEqual([true, 2, 1]);
    expect(opened.told).toContainEqual(
      expect.objectContaining({ event: 'sql.attempt.repeated', reason: 'connection-lost' }),
    );
  });

  test.each([
    ['before it was run', 'before-run', 0],
    ['after it was run', 'before-answer', 1],
  ] as const)('behind COMMIT, %s, is unknown and never done again', async (_, at, made) => {
    const opened = world.open();
    world.sql.inject({ do: 'drop', at, when: ({ kind }) => kind === 'commit' });
    const result = await write(opened);
    expect(result).toMatchObject({ ok: false, failure: { kind: 'commit-unknown' } });
    expect([works, opened.pauses, await world.countRows()]).toEqual([1, [], made]);
  });

  test('a control: done again all the same, the write is there twice', async () => {
    const opened = world.open();
    world.sql.inject({ do: 'drop', at: 'before-answer', when: ({ kind }) => kind === 'commit' });
    const first = await write(opened);
    if (!first.ok) await write(opened);
    expect(await world.countRows()).toBe(2);
  });

  test('in a read, or in a connection lost while idle, is tried again', async () => {
    const opened = world.open();
    world.sql.inject({ do: 'drop', at: 'before-answer', when: ({ text }) => text === countEntries.text });
    expect((await opened.database.run(countEntries, {})).ok).toBe(true);
    const accept = await world.sql.failOver();
    await accept();
    expect((await write(opened)).ok).toBe(true);
  });

  test('until the server is back, at most three times', async () => {
    const opened = world.open();
    const accept = await world.sql.failOver();
    const result = await opened.database.run(countEntries, {});
    await accept();
    expect(result).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
    expect(opened.pauses).toEqual([100, 100]);
    expect((await opened.database.run(countEntries, {})).ok).toBe(true);
  });
});

describe('T37 D: client time-out', () => {
  test('of COMMIT is unknown and never done again', async () => {
    const opened = world.open({ patienceMs: 700 });
    world.sql.inject({
      do: 'stall',
      at: 'before-answer',
      milliseconds: 1_500,
      when: ({ kind }) => kind === 'commit',
    });
    const result = await write(opened);
    expect(result).toMatchObject({ ok: false, failure: { kind: 'commit-unknown' } });
    expect([works, await world.countRows()]).toEqual([1, 1]);
  });

  test('of a statement is told at once, and takes back what was done', async () => {
    const opened = world.open({ scope: { longestRequestMs: 200 } });
    world.sql.inject({
      do: 'stall',
      at: 'before-run',
      milliseconds: 600,
      when: ({ text }) => text === insertEntry.text,
    });
    const result = await write(opened);
    expect(result).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
    expect([works, opened.pauses, await world.countRows()]).toEqual([1, [], 0]);
  });
});

describe('a repetition', () => {
  const deadlocks = (times: number) =>
    world.sql.inject({
      do: 'answer-error',
      number: 1205,
      times,
      when: ({ text }) => text === insertEntry.text,
    });

  test('is the last one at the third try', async () => {
    const fault = deadlocks(5);
    const opened = world.open();
    const result = await write(opened);
    expect(result).toMatchObject({ ok: false, failure: { kind: 'busy', number: 1205 } });
    expect([works, fault.fired]).toEqual([3, 3]);
  });

  test('waits between 100 ms and 2 s', async () => {
    deadlocks(2);
    const opened = world.open({ scope: { random: () => 0.999999 } });
    expect((await write(opened)).ok).toBe(true);
    expect(opened.pauses).toEqual([500, 2_000]);
  });

  test('that the deadline leaves no time for is not begun', async () => {
    deadlocks(1);
    const opened = world.open({ patienceMs: 2_000, scope: { random: () => 0.999999 } });
    world.sql.inject({ do: 'answer-error', number: 1205, when: ({ text }) => text === insertEntry.text });
    expect((await write(opened)).ok).toBe(false);
    expect(opened.pauses).toEqual([500]);
  });

  test('after 40501 is not begun when ten seconds do not fit', async () => {
    world.sql.inject({ do: 'refuse-login', number: throttled, when: ({ login }) => login === 'acme_app' });
    const opened = world.open({ patienceMs: 9_000 });
    expect((await opened.database.run(countEntries, {})).ok).toBe(false);
    expect(opened.pauses).toEqual([]);
  });

  test('is told with its reason, so that it can be counted', async () => {
    deadlocks(1);
    const opened = world.open();
    await write(opened);
    expect(opened.told).toContainEqual(
      expect.objectContaining({
        event: 'sql.attempt.repeated',
        reason: 'rolled-back',
        number: 1205,
        attempts: 1,
      }),
    );
  });
});

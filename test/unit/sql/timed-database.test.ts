import type { SqlDatabase } from '#shared/sql/sql-session';
import { timedDatabase } from '#shared/sql/timed-database';
import { fail, succeed } from '#shared/platform/result';
import { createTimeSpent } from '#shared/platform/time-spent';
import { manualClock } from '#test/support/aws-clock';

const statement = (name: string) => ({ name: `direct-deposit.${name}`, text: '', parameters: {} });

/** A database whose every step takes a time of its own, so that no two can be mixed up. */
const openTimed = () => {
  const clock = manualClock();
  const timeSpent = createTimeSpent(clock);
  const takes = <T>(durationMs: number, value: T): T => {
    clock.advance(durationMs);
    return value;
  };
  const logIn = (): void => {
    const stop = timeSpent.start();
    clock.advance(1_000);
    stop('login');
  };
  const durations: Readonly<Record<string, number>> = { gather: 4, act: 8, read: 16, 'find-write': 16 };
  const run: SqlDatabase['run'] = async ({ name }) =>
    takes(durations[name.replace('direct-deposit.', '')] ?? 0, succeed({ rowSets: [] }));
  const database: SqlDatabase = {
    run: async (asked, values) => {
      logIn();
      return run(asked, values);
    },
    transaction: async (work) => {
      logIn();
      clock.advance(2);
      const result = await work({ run });
      return takes(result.ok ? 32 : 64, result);
    },
  };
  return { clock, timeSpent, database: timedDatabase(database, timeSpent) };
};

test('a read is the login and one round trip', async () => {
  const { database, timeSpent } = openTimed();

  await database.run(statement('read'), {});

  expect(timeSpent.fields()).toEqual({ loginMs: 1_000, readMs: 16 });
});

test('a write is the login and four round trips; what is decided between them is none of them', async () => {
  const { clock, database, timeSpent } = openTimed();

  await database.transaction(async (session) => {
    await session.run(statement('gather'), {});
    clock.advance(500);
    return session.run(statement('act'), {});
  });

  expect(timeSpent.fields()).toEqual({ loginMs: 1_000, beginMs: 2, gatherMs: 4, actMs: 8, commitMs: 32 });
});

test('a refused write ends with a rollback', async () => {
  const { database, timeSpent } = openTimed();

  await database.transaction(async (session) => {
    await session.run(statement('gather'), {});
    return fail('refused');
  });

  expect(timeSpent.fields()).toEqual({ loginMs: 1_000, beginMs: 2, gatherMs: 4, rollbackMs: 64 });
});

test('round trips of one name add up', async () => {
  const { database, timeSpent } = openTimed();

  await database.run(statement('read'), {});
  await database.run(statement('find-write'), {});

  expect(timeSpent.fields()).toMatchObject({ readMs: 32 });
});

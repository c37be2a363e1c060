// Campaign: pairs of transactions that take two rows in opposite order, so that the server has to end one of each pair. The
// one that was ended is done again; after at most three tries both are there, once.

import { createSqlPools } from '#shared/sql/sql-pools';
import { openMssqlDatabase } from '#shared/sql/mssql-database';
import { defineStatement, int } from '#shared/sql/statement';
import type { SqlDatabase } from '#shared/sql/sql-session';
import { fail, succeed } from '#shared/platform/result';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { acme, startDepositsWorld, type DepositsWorld } from '../support/deposits-world.ts';
import { count, judge, newTally, printTally, shareOut, type Tally } from './campaign-tally.ts';

export type DeadlockSettings = {
  readonly pairs: number;
  readonly workers?: number;
  /** For a control: nothing is done again. */
  readonly isRepeating?: boolean;
};

const patienceMs = 14_000;

const addOne = defineStatement({
  name: 'campaign.add',
  text: 'SET XACT_ABORT ON; UPDATE [dbo].[CampaignRow] SET [Value] = [Value] + 1 WHERE [Id] = @id;',
  parameters: { id: int },
});

/** Both wait until both are here. */
const newMeeting = (): (() => Promise<void>) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived === 2) resolve();
    return promise;
  };
};

const cross = async (
  database: SqlDatabase,
  [first, second]: readonly [number, number],
  meet: () => Promise<void>,
): Promise<{ readonly isDone: boolean; readonly tries: number }> => {
  let tries = 0;
  const done = await database.transaction(async (session) => {
    tries += 1;
    const one = await session.run(addOne, { id: first });
    if (!one.ok) return fail(one.failure);
    if (tries === 1) await meet();
    const two = await session.run(addOne, { id: second });
    return two.ok ? succeed(undefined) : fail(two.failure);
  });
  return { isDone: done.ok, tries };
};

const prepare = async (world: DepositsWorld, pairs: number): Promise<void> => {
  const { user } = world.loginOf(acme);
  const queries = [
    'CREATE TABLE [dbo].[CampaignRow] ([Id] int NOT NULL CONSTRAINT [PK_CampaignRow] PRIMARY KEY, [Value] int NOT NULL);',
    `GRANT SELECT, UPDATE ON [dbo].[CampaignRow] TO [${user}];`,
  ];
  for (const text of queries) await world.query(acme, text);
  const ids = Array.from({ length: pairs * 2 }, (_, id) => `(${id}, 0)`);
  for (let at = 0; at < ids.length; at += 500) {
    const values = ids.slice(at, at + 500).join(', ');
    await world.query(acme, `INSERT INTO [dbo].[CampaignRow] ([Id], [Value]) VALUES ${values};`);
  }
};

export const meetDeadlocks = async ({
  pairs,
  workers = 6,
  isRepeating = true,
}: DeadlockSettings): Promise<Tally> => {
  const world = await startDepositsWorld();
  const tally = newTally();
  const { isEncrypted = false, isCertificateTrusted = false } = world.sql.server;
  const open = Array.from({ length: workers }, () =>
    createSqlPools({ isEncrypted, isCertificateTrusted, maxPools: 1 }),
  );
  try {
    await prepare(world, pairs);
    const login = { tenantId: acme, login: world.loginOf(acme), credentialVersion: 1 };
    await shareOut(
      Array.from({ length: pairs }, (_, pair) => pair),
      open.map((pools) => async (pair) => {
        const database = openMssqlDatabase(pools, login, {
          deadline: deadlineIn(systemClock, patienceMs),
          log: (event, fields) => {
            if (event === 'sql.request.failed' && Reflect.get(fields, 'number') === 1205)
              count(tally, 'deadlocks');
          },
          ...(isRepeating ? {} : { pause: () => Promise.reject(new RangeError('no repeating')) }),
        });
        const [left, right, meet] = [pair * 2, pair * 2 + 1, newMeeting()];
        const outcomes = await Promise.allSettled([
          cross(database, [left, right], meet),
          cross(database, [right, left], meet),
        ]);
        const settled = outcomes.map((outcome) =>
          outcome.status === 'fulfilled' ? outcome.value : { isDone: false, tries: 1 },
        );
        const most = Math.max(...settled.map(({ tries }) => tries));
        count(tally, `pairs done in ${most} tries`);
        judge(tally, settled.every(({ isDone }) => isDone) ? [] : [`pair ${pair}: one was not done`]);
      }),
    );
    const wrong = await world.query(acme, 'SELECT [Id] FROM [dbo].[CampaignRow] WHERE [Value] <> 2;');
    judge(tally, wrong.length === 0 ? [] : [`${wrong.length} rows were written more or less than twice`]);
    return tally;
  } finally {
    for (const pools of open) await pools.close();
    await world.stop();
  }
};

export const runDeadlocks = async (settings: DeadlockSettings): Promise<{ passed: number; failed: number }> =>
  printTally(await meetDeadlocks(settings));

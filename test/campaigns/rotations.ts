// Campaign: a tenant's login is rotated again and again while containers work. Two logins that take turns: no request fails
// and no login is refused. A single one: a container meets a refused password at most once for each version of the
// credential. Time between rotations passes on a clock of the campaign's own.

import { CachedCredentialSource } from '#shared/credentials/cached-credential-source';
import { createSource } from '#shared/runtime/lambda-source-runtime';
import { createSqlStores, type SqlStores } from '#shared/runtime/sql-stores-runtime';
import { systemClock, type Clock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { createSqlPools } from '#shared/sql/sql-pools';
import { openMssqlDatabase } from '#shared/sql/mssql-database';
import type { SqlDatabase } from '#shared/sql/sql-session';
import type { SqlServerLogin } from '#shared/credentials/purpose';
import { caller, soon } from '../support/aws-credential-world.ts';
import { acme, startDepositsWorld, type DepositsWorld } from '../support/deposits-world.ts';
import { rotateAlternating, rotateInPlace, type RotateLoginTools } from '#operators/commands/rotate-login';
import { count, judge, newTally, printTally, type Tally } from './campaign-tally.ts';
import { seededRandom } from '../support/seeded-random.ts';

export type RotationSettings = {
  readonly seed: number;
  readonly rotations: number;
  readonly workers?: number;
};

const maxAgeMs = 300_000;

type Container = { readonly read: () => Promise<number>; readonly close: () => Promise<void> };
type Bench = {
  readonly world: DepositsWorld;
  readonly tools: RotateLoginTools;
  readonly clock: Clock;
  readonly pass: (durationMs: number) => void;
  readonly newContainer: () => Container;
  readonly badLoginsSince: (start: number) => number;
};

const openBench = async (world: DepositsWorld): Promise<Bench> => {
  let passedMs = 0;
  const clock: Clock = {
    nowMs: () => systemClock.nowMs() + passedMs,
    monotonicMs: () => systemClock.monotonicMs() + passedMs,
  };
  const { isEncrypted = false, isCertificateTrusted = false, user, password } = world.sql.server;
  const withLogin = async <T>(
    login: SqlServerLogin,
    work: (database: SqlDatabase) => Promise<T>,
  ): Promise<T> => {
    const pools = createSqlPools({ isEncrypted, isCertificateTrusted, maxPools: 1 });
    try {
      const deadline = deadlineIn(systemClock, 30_000);
      const sqlLogin = { tenantId: acme, login, credentialVersion: 0 };
      return await work(openMssqlDatabase(pools, sqlLogin, { deadline, log: () => undefined }));
    } finally {
      await pools.close();
    }
  };
  const adminPools = createSqlPools({ isEncrypted, isCertificateTrusted, maxPools: 1 });
  const admin = openMssqlDatabase(
    adminPools,
    { tenantId: acme, login: { ...world.loginOf(acme), user, password }, credentialVersion: 0 },
    { deadline: deadlineIn(systemClock, 24 * 3_600_000), log: () => undefined },
  );
  const newContainer = (): Container => {
    const stores: SqlStores = createSqlStores(process.env);
    const { source } = createSource(process.env, world.deps.log);
    const credentials = new CachedCredentialSource({ source, clock, maxAgeMs });
    return {
      read: async () => {
        const ports = { credentials, openStore: stores.open };
        return (await world.callWith(() => ports, 'list', { employee: 'e-nobody' })).status;
      },
      close: stores.close,
    };
  };
  return {
    world,
    clock,
    pass: (durationMs) => (passedMs += durationMs),
    newContainer,
    tools: {
      tenantId: acme,
      deps: { ...world.deps, ...world.sealDeps },
      newUse: () => ({ caller, deadline: soon() }),
      admin,
      withLogin,
      nowMs: clock.nowMs,
      credentialMaxAgeMs: maxAgeMs,
    },
    badLoginsSince: (start) =>
      world.sql.events.slice(start).filter((event) => event.kind === 'login' && !event.ok).length,
  };
};

const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

/** Workers that ask without a pause, each of its container; `settle` waits until all that was asked by then is answered. */
const startLoad = (containers: Container[], workers: number, onAnswer: (status: number) => void) => {
  let isOver = false;
  const rounds = Array.from({ length: workers }, () => 0);
  const running = rounds.map(async (_, worker) => {
    while (!isOver) {
      const container = containers[worker % containers.length];
      if (container !== undefined) onAnswer(await container.read());
      rounds[worker] = (rounds[worker] ?? 0) + 1;
      // An answer from memory alone must not keep the others from theirs.
      await breath();
    }
  });
  return {
    settle: async (): Promise<void> => {
      const before = [...rounds];
      while (!isOver && rounds.some((round, worker) => round < (before[worker] ?? 0) + 2)) {
        await breath();
      }
    },
    stop: async (): Promise<void> => {
      isOver = true;
      await Promise.all(running);
    },
  };
};

const rotateTurns = async (bench: Bench, settings: RotationSettings, tally: Tally): Promise<void> => {
  const { seed, rotations, workers = 3 } = settings;
  const random = seededRandom(seed);
  const containers = Array.from({ length: workers }, () => bench.newContainer());
  const start = bench.world.sql.events.length;
  const statuses = new Map<number, number>();
  const load = startLoad(containers, workers, (status) =>
    statuses.set(status, (statuses.get(status) ?? 0) + 1),
  );
  for (let rotation = 0; rotation < rotations; rotation += 1) {
    // What a container opened before the last rotation is too old by now.
    bench.pass(maxAgeMs + 1);
    await load.settle();
    // A new container in the place of one: it has to log in.
    const place = random.below(workers);
    const gone = containers[place];
    containers[place] = bench.newContainer();
    await load.settle();
    await gone?.close();
    const rotated = await rotateAlternating(bench.tools, { isDryRun: false, mayHurry: false });
    judge(tally, rotated.ok ? [] : [`rotation ${rotation}: ${JSON.stringify(rotated.failure)}`]);
  }
  await load.settle();
  await load.stop();
  for (const container of containers) await container.close();
  for (const [status, times] of statuses) {
    count(tally, `alternating: answered ${status}`, times);
    judge(tally, status === 404 ? [] : [`alternating: ${times} answers ${status}`]);
  }
  const bad = bench.badLoginsSince(start);
  count(tally, 'alternating: bad logins', bad);
  judge(tally, bad === 0 ? [] : [`alternating: ${bad} bad logins`]);
};

/** One container, cold half of the time; what it meets between two rotations is of two versions at most. */
const rotateSingle = async (
  bench: Bench,
  { seed, rotations }: RotationSettings,
  tally: Tally,
): Promise<void> => {
  const random = seededRandom(seed);
  let most = 0;
  for (let rotation = 0; rotation < rotations; rotation += 1) {
    const containers = [bench.newContainer()];
    const start = bench.world.sql.events.length;
    const load = startLoad(containers, 3, (status) => count(tally, `single: answered ${status}`));
    if (random.below(2) === 0) await load.settle();
    const rotated = await rotateInPlace(bench.tools, { isDryRun: false });
    await load.settle();
    bench.pass(maxAgeMs + 1);
    await load.settle();
    await load.stop();
    await containers[0]?.close();
    const bad = bench.badLoginsSince(start);
    most = Math.max(most, bad);
    judge(tally, [
      ...(rotated.ok ? [] : [`single rotation ${rotation}: ${JSON.stringify(rotated.failure)}`]),
      ...(bad <= 2
        ? []
        : [`single rotation ${rotation}: ${bad} bad logins of one container and two versions`]),
    ]);
    count(tally, 'single: bad logins', bad);
  }
  count(tally, 'single: most bad logins of a container, two versions', most);
};

export const rotateUnderLoad = async (settings: RotationSettings): Promise<Tally> => {
  const world = await startDepositsWorld();
  const tally = newTally();
  try {
    const bench = await openBench(world);
    await rotateTurns(bench, settings, tally);
    await rotateSingle(bench, { ...settings, rotations: Math.ceil(settings.rotations / 10) }, tally);
    return tally;
  } finally {
    await world.stop();
  }
};

export const runRotations = async (settings: RotationSettings): Promise<{ passed: number; failed: number }> =>
  printTally(await rotateUnderLoad(settings));

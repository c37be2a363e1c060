// The advisor's simulation against containers: three loads are played to the list and to the decryptor, each in processes that take
// one request at a time, start when they are needed and end when they were idle; the forecast knows the same arrivals, the durations of a recording, and how
// long a start took.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { startLambdaPool, type LambdaPool } from '../environment/lambda-pool.ts';
import { listRequest } from '../environment/requests.ts';
import { projectDirectory } from '../build/build-bundles.ts';
import { median } from '../statistics.ts';
import { subject, type Setting } from '../subjects.ts';
import { forecastOf, type RecordedStarts, type Recording } from './forecast-replay.ts';
import { requireList } from './api-cold.ts';
import { idleLifeMs, loadProfiles, profileTenants, type LoadProfile } from './load-profiles.ts';

export type Replayed = {
  readonly profile: string;
  readonly requests: number;
  /** Of the requests, the share that waited for a start, of the list or of the decryptor. */
  readonly forecast: number;
  readonly measured: number;
};

export type WeekRun = { readonly requests: number; readonly seconds: number; readonly peakMb: number };

export type CapacityResult = {
  readonly starts: RecordedStarts;
  readonly recordings: readonly Recording[];
  readonly replayed: readonly Replayed[];
  readonly week: WeekRun;
};

const listName = 'api-hop';
const decryptorName = 'decryptor';

const requestIdOf = (event: unknown): string => {
  const caller: unknown = Reflect.get(Object(event), 'caller');
  return String(Reflect.get(Object(caller), 'requestId'));
};

type Answered = {
  readonly atMs: number;
  readonly tookMs: number;
  readonly tenant: string;
  readonly wasCold: boolean;
};

type Fleet = { readonly pool: LambdaPool; readonly coldOpens: Set<string>; readonly opens: Set<string> };

const startFleet = async (setting: Setting, idleMs: number): Promise<Fleet> => {
  const [coldOpens, opens] = [new Set<string>(), new Set<string>()];
  // The list has to know where the decryptor is before it starts: a pool of its own for each.
  const decryptor = await startLambdaPool([{ ...subject(setting, 'ours'), name: decryptorName }], {
    idleLifeMs: idleMs,
    onInvoke: (_, event, wasCold) => {
      opens.add(requestIdOf(event));
      if (wasCold) coldOpens.add(requestIdOf(event));
    },
  });
  const list = subject(setting, listName, { AWS_ENDPOINT_URL_LAMBDA: decryptor.url });
  const pool = await startLambdaPool([list], { idleLifeMs: idleMs });
  return {
    coldOpens,
    opens,
    pool: {
      ...pool,
      stop: async () => {
        await pool.stop();
        await decryptor.stop();
      },
    },
  };
};

const sendOne = async ({ pool, coldOpens }: Fleet, tenant: string, requestId: string): Promise<Answered> => {
  const startedMs = performance.now();
  const { payload, wasCold } = await pool.invoke(listName, listRequest({ tenant, requestId }));
  requireList(payload);
  return {
    atMs: 0,
    tookMs: performance.now() - startedMs,
    tenant,
    wasCold: wasCold || coldOpens.has(requestId),
  };
};

/** Each at its time, whatever became of those before. */
const play = async (fleet: Fleet, { name, arrivals }: LoadProfile): Promise<readonly Answered[]> => {
  const startedMs = performance.now();
  return Promise.all(
    arrivals.map(async ({ atMs, tenant }, index) => {
      await new Promise((resolve) => setTimeout(resolve, startedMs + atMs - performance.now()));
      return { ...(await sendOne(fleet, tenant, `${name}-${index}`)), atMs };
    }),
  );
};

/** How long a start takes, alone on the machine: of the list before a decryptor that is there, and of the decryptor. */
const measureStarts = async (setting: Setting): Promise<RecordedStarts> => {
  const [first] = profileTenants;
  const [both, listOnly, warm, opened] = [[], [], [], []] as [number[], number[], number[], number[]];
  for (let round = 0; round < 7; round += 1) {
    const fleet = await startFleet(setting, Infinity);
    try {
      const send = async (tenant: string, into: number[], id: string): Promise<void> => {
        into.push((await sendOne(fleet, tenant, `start-${round}-${id}`)).tookMs);
      };
      await send(first, both, 'both');
      for (let count = 0; count < 5; count += 1) await send(first, warm, `warm-${count}`);
      await send(profileTenants[1], opened, 'opened');
      // A second container of the list, while the first is busy; the decryptor is there.
      const busy = send(first, [], 'busy');
      await Promise.all([busy, send(first, listOnly, 'list')]);
    } finally {
      await fleet.pool.stop();
    }
  }
  const warmMs = median(warm);
  const openingMs = Math.max(1, median(opened) - warmMs);
  const listMs = median(listOnly) - warmMs - openingMs;
  return {
    listMs,
    decryptorMs: Math.max(1, median(both) - warmMs - openingMs - listMs),
    openingMs,
    warmMs,
  };
};

const record = async (setting: Setting, profile: LoadProfile): Promise<Recording> => {
  const fleet = await startFleet(setting, Infinity);
  try {
    const answered = await play(fleet, profile);
    return {
      name: profile.name,
      requests: answered.map(({ atMs, tookMs, tenant, wasCold }, index) => ({
        atMs,
        tenant,
        // Only of a warm request that had its credential.
        durationMs:
          wasCold || fleet.opens.has(`${profile.name}-${index}`) ? undefined : Math.round(tookMs * 10) / 10,
      })),
    };
  } finally {
    await fleet.pool.stop();
  }
};

const replay = async (setting: Setting, profile: LoadProfile): Promise<number> => {
  const fleet = await startFleet(setting, idleLifeMs);
  try {
    const answered = await play(fleet, profile);
    return answered.filter(({ wasCold }) => wasCold).length / answered.length;
  } finally {
    await fleet.pool.stop();
  }
};

const simulateWeek = (): WeekRun => {
  const printed = execFileSync(process.execPath, [join(projectDirectory, 'bench/measure/simulated-week.ts')]);
  return JSON.parse(printed.toString()) as WeekRun;
};

export const measureCapacity = async (setting: Setting): Promise<CapacityResult> => {
  const week = simulateWeek();
  const starts = await measureStarts(setting);
  const [recordings, replayed]: [Recording[], Replayed[]] = [[], []];
  for (const profile of loadProfiles) {
    const recording = await record(setting, profile);
    recordings.push(recording);
    replayed.push({
      profile: profile.name,
      requests: profile.arrivals.length,
      forecast: forecastOf(recording, starts),
      measured: await replay(setting, profile),
    });
  }
  return { starts, recordings, replayed, week };
};

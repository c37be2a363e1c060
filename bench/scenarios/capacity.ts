// The advisor's simulation against containers: three loads are played to the list and to the decryptor, each in processes that take
// one request at a time, start when they are needed and end when they were idle. Each is played twice: the forecast knows the arrivals, the
// durations and the starts of the first time, and is held against the second.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as v from 'valibot';
import { startLambdaPool, type LambdaPool } from '../environment/lambda-pool.ts';
import { listRequest } from '../environment/requests.ts';
import { projectDirectory } from '../build/build-bundles.ts';
import { median } from '../statistics.ts';
import { subject, type Setting } from '../subjects.ts';
import { forecastOf, type Recording } from './forecast-replay.ts';
import { requireList } from './api-cold.ts';
import { idleLifeMs, loadProfiles, type LoadProfile } from './load-profiles.ts';

export type Replayed = {
  readonly profile: string;
  readonly requests: number;
  /** Of the requests, the share that waited for a start, of the list or of the decryptor. */
  readonly forecast: number;
  readonly measured: number;
};

export type WeekRun = { readonly requests: number; readonly seconds: number; readonly peakMb: number };

export type CapacityResult = {
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
  readonly wasListCold: boolean;
  /** Of the decryptor, where it was asked. */
  readonly opening: { readonly wasCold: boolean; readonly tookMs: number } | undefined;
};

type Fleet = {
  readonly pool: LambdaPool;
  readonly openings: ReadonlyMap<string, NonNullable<Answered['opening']>>;
};

const startFleet = async (setting: Setting): Promise<Fleet> => {
  const openings = new Map<string, NonNullable<Answered['opening']>>();
  // The list has to know where the decryptor is before it starts: a pool of its own for each.
  const decryptor = await startLambdaPool([{ ...subject(setting, 'ours'), name: decryptorName }], {
    idleLifeMs,
    onAnswer: (event, answer) => openings.set(requestIdOf(event), answer),
  });
  const list = subject(setting, listName, { AWS_ENDPOINT_URL_LAMBDA: decryptor.url });
  const pool = await startLambdaPool([list], { idleLifeMs });
  const stop = async (): Promise<void> => {
    await pool.stop();
    await decryptor.stop();
  };
  return { openings, pool: { ...pool, stop } };
};

/** Each at its time, whatever became of those before. */
const play = async (setting: Setting, { arrivals }: LoadProfile): Promise<readonly Answered[]> => {
  const { pool, openings } = await startFleet(setting);
  const send = async (tenant: string, requestId: string): Promise<Omit<Answered, 'atMs'>> => {
    const sentMs = performance.now();
    const { payload, wasCold } = await pool.invoke(listName, listRequest({ tenant, requestId }));
    requireList(payload);
    const tookMs = performance.now() - sentMs;
    return { tookMs, tenant, wasListCold: wasCold, opening: openings.get(requestId) };
  };
  try {
    const startedMs = performance.now();
    return await Promise.all(
      arrivals.map(async ({ atMs, tenant }, index) => {
        await new Promise((resolve) => setTimeout(resolve, startedMs + atMs - performance.now()));
        return { atMs, ...(await send(tenant, `request-${index}`)) };
      }),
    );
  } finally {
    await pool.stop();
  }
};

const isDelayed = ({ wasListCold, opening }: Answered): boolean => wasListCold || opening?.wasCold === true;

const typical = (values: readonly number[]): number => (values.length === 0 ? 0 : median([...values]));

/** What an operator knows of a load that came: when, how long warm requests took, and how long starts took. */
const toRecording = (name: string, answered: readonly Answered[]): Recording => {
  const tookMs = (of: (it: Answered) => boolean): readonly number[] =>
    answered.filter(of).map((it) => it.tookMs);
  const openMs = (wasCold: boolean): readonly number[] =>
    answered.flatMap(({ opening }) => (opening?.wasCold === wasCold ? [opening.tookMs] : []));
  const warmMs = typical(tookMs(({ wasListCold, opening }) => !wasListCold && opening === undefined));
  // With a question to a decryptor that is there, the first login to the tenant's database among it.
  const openingMs = Math.max(
    1,
    typical(tookMs(({ wasListCold, opening }) => !wasListCold && opening?.wasCold === false)) - warmMs,
  );
  const listMs = typical(tookMs(({ wasListCold, opening }) => wasListCold && opening?.wasCold === false));
  return {
    name,
    starts: {
      warmMs,
      openingMs,
      listMs: Math.max(1, listMs - warmMs - openingMs),
      decryptorMs: Math.max(1, typical(openMs(true)) - typical(openMs(false))),
    },
    requests: answered.map(({ atMs, tenant, tookMs: ms, wasListCold, opening }) => ({
      atMs,
      tenant,
      durationMs: wasListCold || opening !== undefined ? undefined : Math.round(ms * 10) / 10,
    })),
  };
};

const weekRun = v.object({ requests: v.number(), seconds: v.number(), peakMb: v.number() });

const simulateWeek = (): WeekRun => {
  const program = join(projectDirectory, 'bench/measure/simulated-week.ts');
  return v.parse(weekRun, JSON.parse(execFileSync(process.execPath, [program]).toString()));
};

export const measureCapacity = async (setting: Setting, profiles = loadProfiles): Promise<CapacityResult> => {
  const week = simulateWeek();
  const [recordings, replayed]: [Recording[], Replayed[]] = [[], []];
  for (const profile of profiles) {
    const recording = toRecording(profile.name, await play(setting, profile));
    const again = await play(setting, profile);
    recordings.push(recording);
    replayed.push({
      profile: profile.name,
      requests: again.length,
      forecast: forecastOf(recording),
      measured: again.filter(isDelayed).length / again.length,
    });
  }
  return { recordings, replayed, week };
};

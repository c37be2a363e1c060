// What the advisor forecasts of a recorded load: the share of requests that wait for a start.

import { recordedWorkload } from '../../operators/capacity/inputs/recorded-workload.ts';
import { createRandom } from '../../operators/capacity/model/random.ts';
import { simulate } from '../../operators/capacity/model/simulate.ts';
import { fixedDuration, type SystemModel } from '../../operators/capacity/model/system.ts';
import { weekHours } from '../../operators/capacity/model/week.ts';
import { idleLifeMs } from './load-profiles.ts';

/** Milliseconds, medians. */
export type RecordedStarts = {
  readonly listMs: number;
  readonly decryptorMs: number;
  /** What a question to a decryptor that is there adds, and the first login to that tenant's database. */
  readonly openingMs: number;
  readonly warmMs: number;
};

export type Recording = {
  readonly name: string;
  readonly starts: RecordedStarts;
  readonly requests: readonly {
    readonly atMs: number;
    readonly tenant: string;
    readonly durationMs: number | undefined;
  }[];
};

const repetitions = 20;

/** @param wrong for a control: a system that is not the one that was recorded */
export const forecastOf = (
  { name, requests, starts }: Recording,
  wrong: Partial<SystemModel> = {},
): number => {
  const workload = recordedWorkload(
    requests.map((request) => ({ ...request, functionName: 'list-direct-deposits' })),
    { about: name, timeZone: 'Etc/UTC', tenants: 1 },
  );
  const system: SystemModel = {
    functions: workload.functions.map((it) => ({
      name: it.name,
      memoryMb: 1_024,
      durations: it.durations ?? fixedDuration(starts.warmMs),
      coldStartMs: starts.listMs,
    })),
    decryptor: {
      name: 'decryptor',
      memoryMb: 1_024,
      durations: fixedDuration(starts.openingMs),
      coldStartMs: starts.decryptorMs,
      isIsolated: false,
    },
    wakesDecryptor: false,
    credentialAgeMs: 300_000,
    tenants: workload.tenants,
    idleLifeMs,
    accountLimit: 1_000,
    newIn10s: 1_000,
    ...wrong,
  };
  const shares = Array.from(
    { length: repetitions },
    (_, seed) =>
      simulate({
        system,
        ready: [],
        arrivals: workload.arrivals(seed),
        weekHours: weekHours(workload.startMs, workload.lengthMs, 'Etc/UTC'),
        random: createRandom(seed),
      }).coldShare,
  );
  return shares.reduce((sum, share) => sum + share, 0) / repetitions;
};

// A deployment of this project as the model takes it.

import type { ColdStarts } from './cold-starts.ts';
import { defaultMix } from './default-mix.ts';
import { logNormal } from './model/log-normal.ts';
import type { SystemModel } from './model/system.ts';
import type { Workload } from './workload.ts';

export type DeploymentOptions = {
  readonly coldStarts: ColdStarts;
  readonly apiMemoryMb: number;
  readonly decryptorMemoryMb: number;
  readonly idleLifeMs: number;
  readonly accountLimit: number;
};

/** One Query and one KMS call, the record and the data key seldom at hand. */
const openingDurations = logNormal({ medianMs: 8, p99Ms: 45 });

const usualDurations = logNormal({ medianMs: 15, p99Ms: 80 });

export const systemOf = (workload: Workload, options: DeploymentOptions): SystemModel => {
  const { coldStarts, apiMemoryMb, decryptorMemoryMb, idleLifeMs, accountLimit } = options;
  const usual = new Map(defaultMix.map(({ name, durations }) => [name, durations]));
  return {
    functions: workload.functions.map(({ name, durations }) => ({
      name,
      memoryMb: apiMemoryMb,
      durations: durations ?? usual.get(name) ?? usualDurations,
      coldStartMs: coldStarts.apiMs,
    })),
    decryptor: {
      name: 'decryptor',
      memoryMb: decryptorMemoryMb,
      durations: openingDurations,
      coldStartMs: coldStarts.decryptorMs,
      isIsolated: false,
    },
    wakesDecryptor: true,
    // shared/credentials/cached-credential-source.ts
    credentialAgeMs: 300_000,
    tenants: workload.tenants,
    idleLifeMs,
    accountLimit,
    // Lambda's scaling rate: 1,000 environments each ten seconds for each function.
    newIn10s: 1_000,
  };
};

/** The functions open credentials themselves. */
export const inProcess = (system: SystemModel, { inProcessMs }: ColdStarts): SystemModel => ({
  ...system,
  decryptor: undefined,
  functions: system.functions.map((it) => ({ ...it, coldStartMs: inProcessMs })),
});

/** The decryptor's containers serve one tenant each. */
export const isolated = (system: SystemModel): SystemModel => ({
  ...system,
  wakesDecryptor: false,
  decryptor: system.decryptor === undefined ? undefined : { ...system.decryptor, isIsolated: true },
});

/** Every five minutes each function is called so many times at the same time by nobody. */
export const pinged = (system: SystemModel, atOnce: number): SystemModel => ({
  ...system,
  pings: { everyMs: 300_000, atOnce },
});

// The advice under other circumstances: more load, slower starts, a shorter idle life, another memory.

import type { SystemModel } from '../model/system.ts';
import type { Workload } from '../workload.ts';
import { FasterArrivals } from '../arrivals/faster-arrivals.ts';

export type Change = {
  readonly text: string;
  readonly kind: 'load' | 'cold' | 'duration' | 'idle' | 'memory';
  readonly value: number;
};

const forms = [
  { kind: 'load', form: /^load\*(\d{1,3}(?:\.\d{1,2})?)$/ },
  { kind: 'cold', form: /^cold\*(\d{1,3}(?:\.\d{1,2})?)$/ },
  { kind: 'duration', form: /^duration\*(\d{1,3}(?:\.\d{1,2})?)$/ },
  { kind: 'idle', form: /^idle=(\d{1,3})min$/ },
  { kind: 'memory', form: /^memory=(\d{3,5})mb$/ },
] as const;

export const whatIfForms = 'load*2, cold*1.5, duration*2, idle=2min, memory=512mb';

export const parseChange = (text: string): Change | undefined => {
  const plain = text.toLowerCase().replaceAll(' ', '');
  for (const { kind, form } of forms) {
    const value = Number(form.exec(plain)?.[1] ?? NaN);
    if (value > 0) return { text: plain, kind, value };
  }
  return undefined;
};

const withFunctions = (
  system: SystemModel,
  change: (it: SystemModel['functions'][number]) => SystemModel['functions'][number],
): SystemModel => ({
  ...system,
  functions: system.functions.map(change),
  decryptor:
    system.decryptor === undefined ? undefined : { ...system.decryptor, ...change(system.decryptor) },
});

export const applyChange = (
  { kind, value }: Change,
  workload: Workload,
  system: SystemModel,
): { readonly workload: Workload; readonly system: SystemModel } => {
  switch (kind) {
    case 'load':
      return {
        system,
        workload: { ...workload, arrivals: (seed) => new FasterArrivals(workload.arrivals, value, seed) },
      };
    case 'idle':
      return { workload, system: { ...system, idleLifeMs: value * 60_000 } };
    case 'cold':
      return {
        workload,
        system: withFunctions(system, (it) => ({ ...it, coldStartMs: it.coldStartMs * value })),
      };
    case 'duration':
      return {
        workload,
        system: withFunctions(system, (it) => ({
          ...it,
          durations: { quantilesMs: it.durations.quantilesMs.map((ms) => ms * value) },
        })),
      };
    case 'memory':
      return { workload, system: withFunctions(system, (it) => ({ ...it, memoryMb: value })) };
  }
};

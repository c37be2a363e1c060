// The same functions at several memory settings: Lambda gives a start a whole processor at any of them, and what comes after it a share
// in proportion to the memory.

import {
  benchEmployee,
  benchTenant,
  decryptRequest,
  kms1Purpose,
  listRequest,
} from '../environment/requests.ts';
import { wholeProcessorMb } from '../measure/limit-cpu.ts';
import { startFunction, type BenchedFunction } from '../measure/function-process.ts';
import { median } from '../statistics.ts';
import { rustSubject, subject, type Setting } from '../subjects.ts';

export const memorySettingsMb = [256, 512, 1_024, wholeProcessorMb] as const;

export type MemoryRow = {
  readonly variant: string;
  readonly memoryMb: number;
  /** From the start of the process to the first answer. */
  readonly coldMs: number;
  readonly warmMs: number;
  readonly peakMb: number;
};

type Measured = { readonly name: string; readonly benched: BenchedFunction; readonly event: () => unknown };

const rounds = 3;
const warmRequests = 20;

const measureOne = async ({ benched, event }: Measured, memoryMb: number) => {
  const started = await startFunction(benched);
  try {
    await started.ready;
    started.limit(memoryMb / wholeProcessorMb);
    await started.invoke(event());
    const coldMs = performance.now() - started.startedMs;
    const warm: number[] = [];
    for (let count = 0; count < warmRequests; count += 1) {
      const sentMs = performance.now();
      await started.invoke(event());
      warm.push(performance.now() - sentMs);
    }
    return { coldMs, warmMs: median(warm), peakMb: started.peakMemoryKb() / 1_024 };
  } finally {
    await started.stop();
  }
};

export const measureMemorySettings = async (setting: Setting): Promise<readonly MemoryRow[]> => {
  const rust = rustSubject(setting);
  const decrypt = (): unknown => decryptRequest(kms1Purpose);
  const measured: readonly Measured[] = [
    { name: 'this decryptor', benched: subject(setting, 'ours'), event: decrypt },
    { name: 'on the AWS SDK, bundled', benched: subject(setting, 'sdk-bundled'), event: decrypt },
    // It opens jwe1 alone and caches nothing: one Query and one Decrypt for each request, as kms1 takes of the others.
    ...(rust === undefined ? [] : [{ name: 'lean Rust peer', benched: rust, event: () => decryptRequest() }]),
    {
      name: 'list, opened in process',
      benched: subject(setting, 'api-in-process'),
      event: () => listRequest({ tenant: benchTenant, employee: benchEmployee }),
    },
  ];
  const rows: MemoryRow[] = [];
  for (const each of measured) {
    for (const memoryMb of memorySettingsMb) {
      const runs = [];
      for (let round = 0; round < rounds; round += 1) runs.push(await measureOne(each, memoryMb));
      rows.push({
        variant: each.name,
        memoryMb,
        coldMs: median(runs.map(({ coldMs }) => coldMs)),
        warmMs: median(runs.map(({ warmMs }) => warmMs)),
        peakMb: median(runs.map(({ peakMb }) => peakMb)),
      });
    }
  }
  return rows;
};

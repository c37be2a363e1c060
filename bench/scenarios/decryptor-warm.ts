// A request to a container that has served many and has the tenant's record at hand: one KMS call in each (a credential that KMS
// itself opens), or none, because the data key is at hand as well; and, as the product's API functions have it, the opened
// credential at hand. One sample is the median of a burst of requests.

import type { Variant } from '../measure/interleave.ts';
import { interleaveWarm, type Keep } from '../measure/interleave-warm.ts';
import { startFunction, type BenchedFunction, type FunctionProcess } from '../measure/function-process.ts';
import { median, type Samples } from '../statistics.ts';
import { rustSubject, subject, type Setting } from '../subjects.ts';
import { decryptRequest, kms1Purpose } from '../environment/requests.ts';
import type { ColdPeers } from './decryptor-cold.ts';

const warmUps = 200;
const burst = 40;
/** Where a request takes a fraction of a millisecond, more of them for a median that holds still. */
const longBurst = 200;

const timed = async ({ invoke }: FunctionProcess, event: object): Promise<number> => {
  const startedMs = performance.now();
  await invoke(event);
  return performance.now() - startedMs;
};

const bursts = (id: string, started: FunctionProcess, event: object, length: number): Variant => ({
  name: id,
  run: async () => {
    const tookMs: number[] = [];
    for (let count = 0; count < length; count += 1) tookMs.push(await timed(started, event));
    return { [id]: median(tookMs) };
  },
});

type Subject = {
  readonly ids: Readonly<Record<string, object>>;
  readonly benched: BenchedFunction;
  readonly length?: number;
};

const prepare = async (subjects: readonly Subject[], keep: Keep): Promise<readonly Variant[]> => {
  const variants: Variant[] = [];
  for (const { ids, benched, length = burst } of subjects) {
    const started = await keep(startFunction(benched));
    for (const [id, event] of Object.entries(ids)) {
      for (let count = 0; count < warmUps; count += 1) await timed(started, event);
      variants.push(bursts(id, started, event, length));
    }
  }
  return variants;
};

export const measureDecryptorWarm = async (
  setting: Setting,
  rounds: number,
  { encryptionSdk, isShort }: ColdPeers,
): Promise<Samples> => {
  const rust = rustSubject(setting);
  const withKms = decryptRequest(kms1Purpose);
  const cached = decryptRequest();
  const others: Subject[] = isShort
    ? []
    : [
        { ids: { 'warm-kms/sdk-not-bundled': withKms }, benched: subject(setting, 'sdk-not-bundled') },
        // It keeps nothing, so each of its requests is a Query and a KMS call.
        ...(rust === undefined ? [] : [{ ids: { 'warm-kms/rust': cached }, benched: rust }]),
        ...(encryptionSdk === undefined
          ? []
          : [{ ids: { 'warm-kms/encryption-sdk': encryptionSdk.event }, benched: encryptionSdk.benched }]),
      ];
  const subjects: Subject[] = [
    { ids: { 'warm/node': cached }, benched: subject(setting, 'node'), length: longBurst },
    { ids: { 'warm-kms/ours': withKms, 'warm/ours': cached }, benched: subject(setting, 'ours') },
    {
      ids: { 'warm-kms/sdk-bundled': withKms, 'warm/sdk-bundled': cached },
      benched: subject(setting, 'sdk-bundled'),
    },
    {
      ids: { 'warm/credential-cached': cached },
      benched: subject(setting, 'credential-cached'),
      length: longBurst,
    },
    ...others,
  ];
  return interleaveWarm((keep) => prepare(subjects, keep), rounds, 3);
};

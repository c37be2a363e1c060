// The list from a container that has served many. What a request waits for its credential is taken inside the function, from
// asking for it to having it: cached, and past the cache in process, over the hop, on the AWS SDK, and to the Rust peer.

import type { Variant } from '../measure/interleave.ts';
import { interleaveWarm, type Keep } from '../measure/interleave-warm.ts';
import { startFunction, type BenchedFunction, type FunctionProcess } from '../measure/function-process.ts';
import { median, type Samples } from '../statistics.ts';
import { rustSubject, subject, type Setting, type SubjectName } from '../subjects.ts';
import { listRequest } from '../environment/requests.ts';
import { requireList } from './api-cold.ts';
import { startLambdaHop } from './lambda-hop.ts';

const warmUps = 100;
const burst = 20;

const waitedUs = (answer: unknown): number => {
  const headers: unknown = Reflect.get(Object(answer), 'headers');
  return Number(Reflect.get(Object(headers), 'x-bench-credential-us'));
};

const request = async ({ invoke }: FunctionProcess, isFresh: boolean) => {
  const startedMs = performance.now();
  const answer = await invoke(listRequest({ isFresh }));
  const tookMs = performance.now() - startedMs;
  requireList(answer);
  return { tookMs, shareMs: waitedUs(answer) / 1000 };
};

const bursts = (id: string, started: FunctionProcess, isFresh: boolean): Variant => ({
  name: id,
  run: async () => {
    const taken: { tookMs: number; shareMs: number }[] = [];
    for (let count = 0; count < burst; count += 1) taken.push(await request(started, isFresh));
    return {
      [`api-warm/${id}`]: median(taken.map(({ tookMs }) => tookMs)),
      [`api-warm-share/${id}`]: median(taken.map(({ shareMs }) => shareMs)),
    };
  },
});

type Path = {
  readonly id: string;
  readonly api: SubjectName;
  readonly behind?: BenchedFunction;
  readonly isFresh: boolean;
};

const pathsOf = (setting: Setting, isShort: boolean): Path[] => {
  const [ours, sdk, rust] = [subject(setting, 'ours'), subject(setting, 'sdk-bundled'), rustSubject(setting)];
  return [
    { id: 'cached', api: 'timed-hop', behind: ours, isFresh: false },
    ...(rust === undefined ? [] : [{ id: 'rust', api: 'timed-hop', behind: rust, isFresh: true } as const]),
    { id: 'hop', api: 'timed-hop', behind: ours, isFresh: true },
    ...(isShort
      ? []
      : ([
          { id: 'in-process', api: 'timed-in-process', isFresh: true },
          { id: 'sdk', api: 'timed-sdk', behind: sdk, isFresh: true },
        ] as const)),
  ];
};

const prepare = async (setting: Setting, paths: readonly Path[], keep: Keep): Promise<readonly Variant[]> => {
  const variants: Variant[] = [];
  for (const { id, api, behind, isFresh } of paths) {
    const hop = await keep(startLambdaHop(setting.certificate));
    if (behind !== undefined) await hop.putCold(behind);
    const started = await keep(startFunction(subject(setting, api, { AWS_ENDPOINT_URL_LAMBDA: hop.url })));
    for (let count = 0; count < warmUps; count += 1) await request(started, isFresh);
    variants.push(bursts(id, started, isFresh));
  }
  return variants;
};

export const measureApiWarm = (
  setting: Setting,
  rounds: number,
  { isShort }: { readonly isShort: boolean },
): Promise<Samples> => interleaveWarm((keep) => prepare(setting, pathsOf(setting, isShort), keep), rounds, 5);

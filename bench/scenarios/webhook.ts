// The webhook over TLS: a container that has just been made, from starting the process to the answer of a published event, and one that has
// served many, by what a request costs of its own processor time. Beside it the Rust peer, the same exchanges
// by node:https alone, and the no-op function.

import {
  withFunction,
  startFunction,
  type BenchedFunction,
  type FunctionProcess,
} from '../measure/function-process.ts';
import { interleaveWarm, type Keep } from '../measure/interleave-warm.ts';
import { interleave, type Variant } from '../measure/interleave.ts';
import { startWebhookWorld, type WebhookWorld } from '../environment/start-webhook-world.ts';
import { urlEvent, type Receiver } from '../environment/webhook-requests.ts';
import { median, type Samples } from '../statistics.ts';
import { rustWebhook, subject, type Subjects } from '../subjects.ts';

const warmUps = 300;
const burst = 60;

const isPublished = (answer: unknown): boolean => JSON.stringify(answer).includes('"statusCode":200');

const post = async ({ invoke }: FunctionProcess, isEmpty: boolean): Promise<void> => {
  const answer = await invoke(urlEvent());
  if (!isEmpty && !isPublished(answer)) throw new Error(`not published: ${JSON.stringify(answer)}`);
};

type Contender = { readonly name: 'node' | 'exchanges' | Receiver; readonly benched: BenchedFunction };

const contendersIn = (setting: Subjects, world: WebhookWorld): readonly Contender[] => {
  const own = { ...setting, environment: world.environmentOf('ours') };
  const rust = rustWebhook({ ...setting, environment: world.environmentOf('rust') });
  return [
    { name: 'node', benched: subject(own, 'node') },
    { name: 'exchanges', benched: subject(own, 'bare-exchanges') },
    { name: 'ours', benched: subject(own, 'webhook') },
    ...(rust === undefined ? [] : [{ name: 'rust' as const, benched: rust }]),
  ];
};

const firstAnswer = ({ name, benched }: Contender): Variant => ({
  name,
  run: () =>
    withFunction(benched, async (started) => {
      await post(started, name === 'node');
      return { [`webhook-cold/${name}`]: performance.now() - started.startedMs };
    }),
});

const warmBurst = ({ name }: Contender, started: FunctionProcess): Variant => ({
  name,
  run: async () => {
    const tookMs: number[] = [];
    const cpuBefore = started.cpuMs();
    for (let count = 0; count < burst; count += 1) {
      const startedMs = performance.now();
      await post(started, name === 'node');
      tookMs.push(performance.now() - startedMs);
    }
    const cpuMs = (started.cpuMs() - cpuBefore) / burst;
    return { [`webhook-warm/${name}`]: median(tookMs), [`webhook-cpu/${name}`]: cpuMs };
  },
});

const prepareWarm = async (contenders: readonly Contender[], keep: Keep): Promise<readonly Variant[]> => {
  const variants: Variant[] = [];
  for (const contender of contenders) {
    const started = await keep(startFunction(contender.benched));
    for (let count = 0; count < warmUps; count += 1) await post(started, contender.name === 'node');
    variants.push(warmBurst(contender, started));
  }
  return variants;
};

export const measureWebhook = async (setting: Subjects, rounds: number): Promise<Samples> => {
  const world = await startWebhookWorld();
  try {
    const contenders = contendersIn(setting, world);
    const cold = await interleave(contenders.map(firstAnswer), rounds, 11);
    const warm = await interleaveWarm((keep) => prepareWarm(contenders, keep), rounds, 12);
    return new Map([...cold, ...warm]);
  } finally {
    await world.stop();
  }
};

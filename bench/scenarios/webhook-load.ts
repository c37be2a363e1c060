// The load of an article on this design: from 1 to 20 webhooks a second within a minute, then 20 a second for twenty minutes; one in ten comes twice,
// one in a hundred is signed by somebody else. Every one goes to this project's webhook and to the Rust peer, over the same endpoints in the same
// run, and is looked for on the bus afterwards.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startFunctionUrl, type FunctionUrl } from '../../local/function-url/start-function-url.ts';
import { projectDirectory, workDirectory } from '../build/build-bundles.ts';
import { startLambdaPool } from '../environment/lambda-pool.ts';
import { startWebhookWorld, type WebhookWorld } from '../environment/start-webhook-world.ts';
import type { Receiver } from '../environment/webhook-requests.ts';
import { artilleryMissing, isArtilleryInstalled, runArtillery } from '../measure/run-artillery.ts';
import { quantile } from '../statistics.ts';
import { rustWebhook, subject, type Subjects } from '../subjects.ts';

export type Outcome = {
  readonly receiver: Receiver;
  readonly kind: 'new' | 'repeated' | 'forged';
  readonly id: string;
  readonly status: number;
  readonly atMs: number;
  readonly tookMs: number;
};

export type Concurrency = { readonly atMs: number; readonly running: number };

export type ReceiverLoad = {
  readonly requests: number;
  readonly accepted: number;
  /** Signed by somebody else. */
  readonly forged: number;
  /** Of those, what was not refused. */
  readonly forgedAccepted: number;
  readonly serverErrors: number;
  /** Valid ones that were not accepted. */
  readonly wronglyRefused: number;
  /** Accepted, and not on the bus. */
  readonly lost: number;
  /** More than once on the bus. */
  readonly doubled: number;
  readonly minMs: number;
  readonly averageMs: number;
  readonly p75Ms: number;
  readonly p99Ms: number;
  readonly mostAtOnce: number;
};

export type WebhookLoad = {
  readonly rampSeconds: number;
  readonly holdSeconds: number;
  readonly receivers: Readonly<Partial<Record<Receiver, ReceiverLoad>>>;
  readonly outcomes: readonly Outcome[];
  readonly concurrency: Readonly<Partial<Record<Receiver, readonly Concurrency[]>>>;
};

const requestsPerSecond = 20;

const post = (url: string): object => ({
  post: { url, beforeRequest: 'signRequest', afterResponse: 'noteOutcome' },
});

const scriptFor = (urls: readonly FunctionUrl[], rampSeconds: number, holdSeconds: number): object => {
  const once = urls.map(({ url }) => post(`${url}/bench`));
  const scenario = (begin: string, weight: number, flow: readonly object[]): object => ({
    name: begin,
    weight,
    flow: [{ function: begin }, ...flow],
  });
  return {
    config: {
      target: urls[0]?.url,
      processor: join(projectDirectory, 'bench/environment/sign-webhook.mjs'),
      http: { timeout: 5 },
      phases: [
        { name: 'ramp up', duration: rampSeconds, arrivalRate: 1, rampTo: requestsPerSecond },
        { name: 'sustain', duration: holdSeconds, arrivalRate: requestsPerSecond },
      ],
    },
    scenarios: [
      scenario('beginNew', 89, once),
      scenario('beginRepeated', 10, [...once, ...once]),
      scenario('beginForged', 1, once),
    ],
  };
};

const isOutcome = (value: unknown): value is Outcome =>
  typeof value === 'object' && value !== null && 'receiver' in value && 'tookMs' in value;

const readOutcomes = (file: string): readonly Outcome[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
    .filter(isOutcome);

const summarize = (
  outcomes: readonly Outcome[],
  delivered: readonly string[],
  concurrency: readonly Concurrency[],
): ReceiverLoad => {
  const valid = outcomes.filter(({ kind }) => kind !== 'forged');
  const forged = outcomes.filter(({ kind }) => kind === 'forged');
  const accepted = new Set(valid.filter(({ status }) => status === 200).map(({ id }) => id));
  const onBus = new Set(delivered);
  const tookMs = outcomes.map((outcome) => outcome.tookMs);
  return {
    requests: outcomes.length,
    accepted: accepted.size,
    forged: forged.length,
    forgedAccepted: forged.filter(({ status }) => status !== 401).length,
    serverErrors: outcomes.filter(({ status }) => status >= 500).length,
    wronglyRefused: valid.filter(({ status }) => status !== 200).length,
    lost: [...accepted].filter((id) => !onBus.has(id)).length,
    doubled: delivered.length - onBus.size,
    minMs: Math.min(...tookMs),
    averageMs: tookMs.reduce((sum, each) => sum + each, 0) / tookMs.length,
    p75Ms: quantile(tookMs, 0.75) ?? NaN,
    p99Ms: quantile(tookMs, 0.99) ?? NaN,
    mostAtOnce: Math.max(...concurrency.map(({ running }) => running)),
  };
};

const contendersIn = (setting: Subjects, world: WebhookWorld) => {
  const ours = subject({ ...setting, environment: world.environmentOf('ours') }, 'webhook');
  const rust = rustWebhook({ ...setting, environment: world.environmentOf('rust') });
  return [
    { receiver: 'ours' as const, benched: { ...ours, name: 'ours' } },
    ...(rust === undefined ? [] : [{ receiver: 'rust' as const, benched: { ...rust, name: 'rust' } }]),
  ];
};

export const measureWebhookLoad = async (
  setting: Subjects,
  rampSeconds: number,
  holdSeconds: number,
): Promise<WebhookLoad | { readonly missing: string }> => {
  if (!isArtilleryInstalled()) return artilleryMissing;
  mkdirSync(workDirectory, { recursive: true });
  const scriptFile = join(workDirectory, 'webhook-load.json');
  const outcomesFile = join(workDirectory, 'webhook-outcomes.jsonl');
  rmSync(outcomesFile, { force: true });
  const world = await startWebhookWorld();
  const contenders = contendersIn(setting, world);
  const pool = await startLambdaPool(contenders.map(({ benched }) => benched));
  const urls: FunctionUrl[] = [];
  try {
    for (const { receiver } of contenders)
      urls.push(await startFunctionUrl({ port: 0, lambdaUrl: pool.url, functionName: receiver }));
    writeFileSync(scriptFile, JSON.stringify(scriptFor(urls, rampSeconds, holdSeconds)));
    await runArtillery(scriptFile, ['--quiet'], {
      BENCH_OUTCOMES: outcomesFile,
      BENCH_RUST_PORT: String(urls[1]?.port ?? ''),
    });
    const outcomes = readOutcomes(outcomesFile);
    const receivers: Partial<Record<Receiver, ReceiverLoad>> = {};
    const concurrency: Partial<Record<Receiver, readonly Concurrency[]>> = {};
    for (const { receiver } of contenders) {
      const own = outcomes.filter((outcome) => outcome.receiver === receiver);
      concurrency[receiver] = pool.concurrency(receiver);
      receivers[receiver] = summarize(own, await world.deliveredTo(receiver), pool.concurrency(receiver));
    }
    return { rampSeconds, holdSeconds, receivers, outcomes, concurrency };
  } finally {
    for (const { stop } of urls) await stop();
    await pool.stop();
    await world.stop();
  }
};

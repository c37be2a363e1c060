// Campaign: a steady load on the whole local stack. Calls arrive at their own times, 20 a second, whether or not earlier ones
// are answered; what is waited for counts from then. Any answer but the expected one is a failure.

import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { onFreePorts } from '#local/free-ports';
import { startStack, type StackUrls } from '#local/start-stack';
import { signIn } from '../../scripts/demo/api-calls.ts';
import { printFaults, showProgress, type Counts } from './campaign-report.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { createClient, type Client, type Step } from './steady-load/client.ts';
import { openClient, type SendCall } from './steady-load/http-call.ts';
import {
  layerTable,
  readFunctionLine,
  type ClientTime,
  type FunctionLine,
} from './steady-load/layer-shares.ts';
import { percentileTable } from './steady-load/percentiles.ts';

const everyMs = 50;
/** More than so many unanswered calls are no steady load any more. */
const mostInFlight = 60;
/** Each function is a worker of its own, which loads its bundle with its first call. */
const warmUpSteps = 30;

const signInAll = async (urls: StackUrls, seed: number): Promise<readonly Client[]> => {
  const clients: Client[] = [];
  for (const tenant of ['acme', 'globex']) {
    for (const employee of ['e-1001', 'e-1002', 'e-1003', 'e-1004']) {
      const claims = {
        sub: `${tenant}-${employee}`,
        tenant_id: tenant,
        employee_id: employee,
        roles: ['employee'],
      };
      clients.push(createClient(employee, await signIn(urls, claims), seededRandom(seed + clients.length)));
    }
  }
  return clients;
};

const playStep = async (send: SendCall, { token }: Client, step: Step): Promise<readonly string[]> => {
  const { call, expected, isRepeat = false, learn } = step;
  try {
    const answer = await send(token, call);
    learn(answer);
    const { status, isReplayed } = answer;
    const what = `${call.route} was answered ${status}`;
    if (!expected.includes(status)) return [`${what} and not ${expected.join(' or ')}`];
    return isReplayed === isRepeat ? [] : [`${what}, ${isReplayed ? '' : 'not '}replayed`];
  } catch (error) {
    return [`${call.route} failed: ${error instanceof Error ? error.message : 'unknown'}`];
  }
};

type Load = { readonly times: readonly ClientTime[]; readonly faults: readonly string[] };

const playLoad = async (
  send: SendCall,
  clients: readonly Client[],
  seed: number,
  count: number,
): Promise<Load> => {
  const random = seededRandom(seed);
  const times: ClientTime[] = [];
  const faults: string[] = [];
  const queues = clients.map((client) => ({ client, length: 0, last: Promise.resolve() }));
  let [inFlight, answered] = [0, 0];

  const arrive = (arrivedMs: number): void => {
    const fewest = Math.min(...queues.map(({ length }) => length));
    const queue = random.pick(queues.filter(({ length }) => length === fewest));
    if (inFlight >= mostInFlight) {
      faults.push('too many calls were waiting');
      return;
    }
    inFlight += 1;
    queue.length += 1;
    queue.last = queue.last.then(async () => {
      const step = queue.client.nextStep();
      faults.push(...(await playStep(send, queue.client, step)));
      times.push({ route: step.call.route, ms: performance.now() - arrivedMs });
      inFlight -= 1;
      queue.length -= 1;
      answered += 1;
      if (answered % 20 === 0 || answered === count) showProgress('steady-load', answered, count);
    });
  };

  const startedMs = performance.now();
  for (let index = 0; index < count; index += 1) {
    const arrivesMs = startedMs + index * everyMs;
    const aheadMs = arrivesMs - performance.now();
    if (aheadMs > 0) await pause(aheadMs);
    arrive(arrivesMs);
  }
  await Promise.all(queues.map(({ last }) => last));
  return { times, faults };
};

export const runSteadyLoad = async ({ seed, count }: { seed: number; count: number }): Promise<Counts> => {
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => abort.abort());
  const lines: FunctionLine[] = [];
  const arrivals = new EventTarget();
  const stack = await onFreePorts((portBase) =>
    startStack({
      portBase,
      signal: abort.signal,
      onProgress: (message) => console.log(`  ${message}`),
      onOutput: (line) => {
        const found = readFunctionLine(line);
        if (found === undefined) return;
        lines.push(found);
        arrivals.dispatchEvent(new Event('line'));
      },
    }),
  );
  const client = openClient(stack.ports.api);
  try {
    const clients = await signInAll(stack.urls, seed);
    const early: string[] = [];
    /** The first call of each function: a container that has loaded and opened nothing yet. */
    const cold = new Map<string, ClientTime>();
    const warmUp = async (each: Client, step: Step): Promise<void> => {
      const startedMs = performance.now();
      early.push(...(await playStep(client.send, each, step)));
      const { route } = step.call;
      if (!cold.has(route)) cold.set(route, { route, ms: performance.now() - startedMs });
    };
    for (const each of clients) await warmUp(each, each.stock());
    for (let round = 0; round < warmUpSteps; round += 1) {
      for (const each of clients) await warmUp(each, each.nextStep());
    }
    const warmLines = lines.length;
    const { times, faults } = await playLoad(client.send, clients, seed, count);
    const patience = AbortSignal.timeout(5_000);
    while (lines.length < warmLines + times.length) await once(arrivals, 'line', { signal: patience });
    const measured = lines.slice(warmLines);
    console.log(`\n${count} calls, one every ${everyMs} ms, from ${clients.length} employees of 2 tenants\n`);
    for (const line of percentileTable(times)) console.log(`  ${line}`);
    console.log('\nwhere the time went, by the functions’ log lines\n');
    for (const line of layerTable(times, measured)) console.log(`  ${line}`);
    console.log('\nthe same of each function’s first call, which is none of the above\n');
    const firstLines = [...cold.keys()].flatMap((route) => lines.find((line) => line.route === route) ?? []);
    for (const line of layerTable([...cold.values()], firstLines)) console.log(`  ${line}`);
    const all = [...early.map((fault) => `while warming up: ${fault}`), ...faults];
    printFaults(all);
    const failed = Math.min(count, all.length);
    return { passed: count - failed, failed };
  } finally {
    client.close();
    await stack.stop();
  }
};

// Plays a seed's requests on a ground and judges every answer, then what is left behind.

import fc from 'fast-check';
import { AnswerTable, showProgress } from '../campaign-report.ts';
import { parsedJson } from '../json-members.ts';
import { brokenInvariants } from '../split-invariants.ts';
import { payrollOf, type Ground } from './targets/target.ts';
import { faultsOf } from './judge-answer.ts';
import { learn, newLane, type Lane } from './lane.ts';
import { requestPlans, type RequestPlan } from './plan-request.ts';
import { resolvePlan } from './resolve-plan.ts';
import type { Send, WireAnswer, WireRequest } from './wire.ts';

export type Play = {
  readonly requests: number;
  readonly table: AnswerTable;
  readonly faults: readonly string[];
};

export type PlaySettings = {
  readonly seed: number;
  readonly count: number;
  /** Between the product and the judge: for the test that plants a fault. */
  readonly tamper?: (request: WireRequest, answer: WireAnswer) => WireAnswer;
};

const chunkSize = 400;

/** The n-th plan of a seed is the same however many are asked for. */
function* plansOf(seed: number, count: number): Generator<RequestPlan> {
  for (let start = 0; start < count; start += chunkSize) {
    yield* fc
      .sample(requestPlans, { seed: seed + start, numRuns: chunkSize })
      .slice(0, Math.min(chunkSize, count - start));
  }
}

const list = (employee: string): WireRequest => ({
  route: 'list',
  employee,
  claims: payrollOf('acme'),
  headers: {},
  query: {},
  isBase64Encoded: false,
});

const judgeEnd = async (ground: Ground, send: Send, before: string): Promise<readonly string[]> => {
  const faults = [...(await ground.auditFaults())];
  for (const employee of ground.employees) {
    const answer = await send(list(employee));
    faults.push(...faultsOf(list(employee), answer), ...brokenInvariants(parsedJson(answer.text)));
  }
  if ((await ground.digestOutsiders()) !== before) faults.push('rows of an outsider changed');
  for (const event of ground.watch.leaks()) faults.push(`${event} holds what must stay secret`);
  if (ground.watch.lines() === 0) faults.push('the product logged nothing');
  return faults;
};

export const playRequests = async (ground: Ground, settings: PlaySettings): Promise<Play> => {
  const { seed, count, tamper = (_, answer) => answer } = settings;
  const table = new AnswerTable();
  const faults: string[] = [];
  const before = await ground.digestOutsiders();
  const lanes = ground.employees.map(newLane);
  let requests = 0;

  const play = async (lane: Lane, plan: RequestPlan): Promise<void> => {
    const request = resolvePlan(plan, lane, ground.outsiders);
    try {
      const answer = tamper(request, await ground.send(request));
      learn(lane, request, answer);
      table.add(request.route, answer.status);
      faults.push(...faultsOf(request, answer));
    } catch (error) {
      faults.push(
        `${request.route} threw ${error instanceof Error ? `${error.name}: ${error.message}` : 'something'}`,
      );
    }
    requests += 1;
    if (requests % 100 === 0 || requests === count) showProgress(ground.name, requests, count);
  };

  const queues = lanes.map((lane): { lane: Lane; plans: RequestPlan[] } => ({ lane, plans: [] }));
  let index = 0;
  for (const plan of plansOf(seed, count)) {
    queues[index % queues.length]?.plans.push(plan);
    index += 1;
  }
  await Promise.all(
    queues.map(async ({ lane, plans }) => {
      for (const plan of plans) await play(lane, plan);
    }),
  );
  faults.push(...(await judgeEnd(ground, ground.send, before)));
  return { requests, table, faults };
};

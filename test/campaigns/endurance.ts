// Campaign: the local stack for as many minutes as asked, under the mixed load of four tenants, with rotations, failovers, suspensions, a slow
// payroll suite and one tenant that floods it at fifty times the others' rate. Nothing is lost, nothing crosses, nothing grows.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { demoTenants } from '../../local/seed/demo-tenants.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { printFaults, type Counts } from './campaign-report.ts';
import { startCrowd, type Answered, type Person } from './endurance/actors.ts';
import { createDisturber, noisyTenant, type Phase } from './endurance/disturbances.ts';
import {
  complaintsOf,
  drawRun,
  floodAtOnce,
  floodFactor,
  isLongRun,
  linesOf,
  sampleSeconds,
  type Run,
} from './endurance/run-report.ts';
import type { Sample } from './endurance/stack-host.ts';
import { startHost, type Host } from './endurance/start-host.ts';

export type EnduranceSettings = {
  readonly seed: number;
  /** Minutes. */
  readonly count: number;
  /** Where a long run draws its chart. */
  readonly chart?: string;
};

/** Of one tenant in quiet times, a second. */
const rate = 1;

const usual = new Set([200, 201, 304, 409, 412]);

/** In its first seconds the functions get the containers that it takes, each start beside the others on one processor. */
const isFlooded = (phase: Phase): boolean => phase === 'flood' || phase === 'flood begins';

const tokensFor = async (host: Host): Promise<(tenantId: string) => string> => {
  const tokens = new Map<string, string>();
  for (const { id } of demoTenants) {
    const answer = await fetch(`${host.issuerUrl}/token`, {
      method: 'POST',
      body: JSON.stringify({
        sub: `endurance-${id}`,
        tenant_id: id,
        roles: ['payroll-admin'],
        exp: Math.floor(Date.now() / 1_000) + 86_400,
      }),
    });
    const { token } = (await answer.json()) as { token: string };
    tokens.set(id, token);
  }
  return (tenantId) => tokens.get(tenantId) ?? '';
};

/** Arrivals without a memory, so many a second. */
const gapMs = (perSecond: number, random: { below: (end: number) => number }): number =>
  (-Math.log(1 - random.below(1_000_000) / 1_000_000) / perSecond) * 1_000;

const measureUntil = async (
  host: Host,
  signal: AbortSignal,
  onMinute: (minute: number) => void,
): Promise<Sample[]> => {
  const samples: Sample[] = [];
  while (!signal.aborted) {
    samples.push(await host.measure());
    const seconds = samples.length * sampleSeconds;
    if (seconds % 60 === 0) onMinute(seconds / 60);
    await pause(sampleSeconds * 1_000, undefined, { signal }).catch(() => undefined);
  }
  return samples;
};

const runOn = async (
  host: Host,
  toldOf: (person: Person) => number,
  { seed, count: minutes }: EnduranceSettings,
): Promise<Run> => {
  const random = seededRandom(seed);
  const people: Person[] = demoTenants.flatMap(({ id, employees }) =>
    // Who is paid once a month has nothing in force for weeks.
    employees
      .filter(({ payGroup }) => payGroup !== 'monthly')
      .map((employee) => ({
        tenantId: id,
        employeeId: employee.id,
        acknowledged: 0,
        tried: 0,
        writes: 0,
      })),
  );
  const timed: Run['timed'][number][] = [];
  const unexpected = new Map<string, number>();
  const disturber = createDisturber(host);
  const onAnswer = (answered: Answered): void => {
    const phase = disturber.phase();
    timed.push({ ...answered, phase });
    const { tenantId, operation, status } = answered;
    if (usual.has(status) || disturber.excused(tenantId, status)) return;
    const name = `${tenantId} ${operation} was answered ${status} (${phase})`;
    unexpected.set(name, (unexpected.get(name) ?? 0) + 1);
  };
  const crowd = startCrowd(
    { apiUrl: host.apiUrl, tokenFor: await tokensFor(host) },
    people,
    random,
    onAnswer,
  );
  for (const person of people) await crowd.setUp(person);
  for (const person of people) await crowd.awaitStart(person);

  const end = AbortSignal.timeout(minutes * 60_000);
  const working = people.map(async (person) => {
    const perSecond = rate / people.filter(({ tenantId }) => tenantId === person.tenantId).length;
    while (!end.aborted) {
      await pause(gapMs(perSecond, random), undefined, { signal: end }).catch(() => undefined);
      if (!end.aborted) await crowd.act(person);
    }
  });
  const flooded = people.filter(({ tenantId }) => tenantId === noisyTenant);
  let heldBack = 0;
  const flood = async (): Promise<void> => {
    const open = new Set<Promise<unknown>>();
    while (!end.aborted) {
      await pause(isFlooded(disturber.phase()) ? gapMs(rate * floodFactor, random) : 100);
      if (!isFlooded(disturber.phase()) || end.aborted) continue;
      if (open.size >= floodAtOnce) {
        heldBack += 1;
        continue;
      }
      const asked = crowd.list(random.pick(flooded));
      open.add(asked);
      void asked.finally(() => open.delete(asked));
    }
    await Promise.all(open);
  };
  const progress = (minute: number): void => {
    if (minute % (isLongRun(minutes) ? 10 : 1) !== 0) return;
    const wrong = crowd.faults.length + disturber.faults.length + unexpected.size;
    console.log(`minute ${minute} of ${minutes}: ${timed.length} requests, ${wrong} complaints`);
  };
  const [samples] = await Promise.all([
    measureUntil(host, end, progress),
    disturber.run(end),
    flood(),
    ...working,
  ]);

  // What was suspended last is served again by then, and the suite is told.
  await pause(2_000);
  for (const person of people) await crowd.check(person);
  const untold = (): Person[] => people.filter((person) => toldOf(person) < person.writes);
  for (let waited = 0; waited < 90 && untold().length > 0; waited += 1) await pause(1_000);
  return {
    minutes,
    samples,
    timed,
    heldBack,
    disturbances: disturber.counts,
    people: people.map((person) => ({ ...person, told: toldOf(person) })),
    faults: [
      ...crowd.faults,
      ...disturber.faults,
      ...[...unexpected].map(([name, times]) => `${times} × ${name}`),
    ],
  };
};

export const runEndurance = async (settings: EnduranceSettings): Promise<Counts> => {
  const arrivals = new Map<string, Set<string>>();
  const nameOf = ({ tenantId, employeeId }: Pick<Person, 'tenantId' | 'employeeId'>): string =>
    `${tenantId} ${employeeId}`;
  const host = await startHost(({ eventId, ...person }) => {
    arrivals.set(nameOf(person), (arrivals.get(nameOf(person)) ?? new Set()).add(eventId));
  });
  try {
    const run = await runOn(host, (person) => arrivals.get(nameOf(person))?.size ?? 0, settings);
    const complaints = complaintsOf(run);
    for (const line of linesOf(run)) console.log(line);
    printFaults(complaints);
    if (settings.chart !== undefined && isLongRun(settings.count)) {
      mkdirSync(dirname(settings.chart), { recursive: true });
      writeFileSync(settings.chart, drawRun(run));
    }
    return { passed: complaints.length === 0 ? 1 : 0, failed: complaints.length };
  } finally {
    await host.stop();
  }
};

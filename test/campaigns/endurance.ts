// Campaign: the local stack for as many minutes as asked, under the mixed load of four tenants, with rotations, failovers, suspensions, a slow
// payroll suite and one tenant that floods it at fifty times the others' rate. Nothing is lost, nothing crosses, nothing grows.

import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { demoTenants } from '../../local/seed/demo-tenants.ts';
import { drawLines } from '../support/line-chart.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { printFaults, type Counts } from './campaign-report.ts';
import { startCrowd, type Answered, type Person } from './endurance/actors.ts';
import { createDisturber, noisyTenant, type Phase } from './endurance/disturbances.ts';
import { growthPerMinute, percentile } from './endurance/flatness.ts';
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
const floodFactor = 50;
/** A flood has so many requests on their way at most; on a machine that is busy with other things it would pile up otherwise. */
const floodAtOnce = 20;
const sampleSeconds = 15;
/** Until what is loaded once is loaded. */
const warmUpSeconds = 60;

/** In minutes. A shorter run has few samples, in which a single collection shows, and a 99th percentile that is one request or two. */
const longRun = 30;

const usual = new Set([200, 201, 304, 409, 412]);

/** In its first seconds the functions get the containers that it takes, each start beside the others on one processor. */
const isFlooded = (phase: Phase): boolean => phase === 'flood' || phase === 'flood begins';

type Timed = Answered & { readonly phase: Phase };

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

type Report = {
  readonly lines: readonly string[];
  readonly faults: readonly string[];
  readonly samples: readonly Sample[];
};

const runOn = async (
  host: Host,
  arrivals: ReadonlyMap<string, ReadonlySet<string>>,
  { seed, count: minutes }: EnduranceSettings,
): Promise<Report> => {
  const isLong = minutes >= longRun;
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
  const timed: Timed[] = [];
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
    if (minute % (isLong ? 10 : 1) !== 0) return;
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
  const expected = people.reduce((sum, { writes }) => sum + writes, 0);
  const told = (): number => [...arrivals.values()].reduce((sum, events) => sum + events.size, 0);
  for (let waited = 0; waited < 90 && told() < expected; waited += 1) await pause(1_000);

  const others = timed.filter(
    ({ tenantId, operation, status }) => tenantId !== noisyTenant && operation === 'list' && status === 200,
  );
  const p99 = (phase: Phase): number =>
    percentile(
      others.filter((it) => it.phase === phase).map(({ ms }) => ms),
      0.99,
    );
  const ratio = p99('flood') / Math.max(1, p99('quiet'));
  const settled = samples.slice(Math.ceil(warmUpSeconds / sampleSeconds));
  const growth = (name: keyof Sample): number =>
    growthPerMinute(
      settled.map((sample) => sample[name]),
      sampleSeconds,
    );
  const last = (name: keyof Sample): number => settled.at(-1)?.[name] ?? 0;
  const spread = (name: keyof Sample): number => {
    const values = settled.map((sample) => sample[name]);
    return Math.max(...values) - Math.min(...values);
  };
  const mayGrowMb = isLong ? 1 : 6;
  const complaints = [
    ...crowd.faults,
    ...disturber.faults,
    ...[...unexpected].map(([name, times]) => `${times} × ${name}`),
    ...(told() < expected ? [`the payroll suite was told of ${told()} of ${expected} changes`] : []),
    ...(isLong && ratio > 2 ? [`the others' p99 is ${ratio.toFixed(2)} times that of quiet times`] : []),
    ...(growth('heapMb') > mayGrowMb ? [`the heap grows by ${growth('heapMb').toFixed(2)} MB a minute`] : []),
    ...(growth('functionsMb') > mayGrowMb * 2
      ? [`the functions grow by ${growth('functionsMb').toFixed(2)} MB a minute`]
      : []),
    ...(spread('temporaryFiles') > 20 ? [`temporary files vary by ${spread('temporaryFiles')}`] : []),
    ...(growth('handles') > 2 ? [`handles grow by ${growth('handles').toFixed(2)} a minute`] : []),
    ...(growth('sqlConnections') > 2
      ? [`connections grow by ${growth('sqlConnections').toFixed(2)} a minute`]
      : []),
  ];
  return {
    samples,
    faults: complaints,
    lines: [
      `${minutes} minutes, ${timed.length} requests; ${[...disturber.counts].map(([name, times]) => `${name} ${times}`).join(', ')}`,
      `changes: ${expected} acknowledged, the payroll suite was told of ${told()}; 0 lost and 0 crossed unless said below`,
      `the flood: ${timed.filter(({ operation }) => operation === 'flood').length} requests, ${heldBack} held back by ${floodAtOnce} on their way`,
      `others' p99: quiet ${p99('quiet').toFixed(0)} ms, beside a flood of ${floodFactor} times ${p99('flood').toFixed(0)} ms: ${ratio.toFixed(2)}${isLong ? '' : ', not judged in so short a run'}`,
      ...(['heapMb', 'functionsMb', 'handles', 'sqlConnections', 'temporaryFiles'] as const).map(
        (name) => `${name}: ${last(name).toFixed(1)} at the end, ${growth(name).toFixed(2)} a minute`,
      ),
    ],
  };
};

const draw = (samples: readonly Sample[], minutes: number): string => {
  const panel = (title: string, unit: string, name: keyof Sample) => ({
    title,
    unit,
    lines: [{ label: 'this project', isOurs: true, values: samples.map((sample) => sample[name]) }],
  });
  return drawLines(
    'The local stack under load and disturbances',
    [
      panel('Heap of the emulators after a collection', 'MB', 'heapMb'),
      panel('Memory of the functions', 'MB', 'functionsMb'),
      panel('Files, sockets and pipes', '', 'handles'),
      panel('Connections to SQL Server', '', 'sqlConnections'),
      panel('Temporary files', '', 'temporaryFiles'),
    ],
    minutes,
    '',
  );
};

export const runEndurance = async (settings: EnduranceSettings): Promise<Counts> => {
  const arrivals = new Map<string, Set<string>>();
  const host = await startHost(({ tenantId, employeeId, eventId }) => {
    const person = `${tenantId} ${employeeId}`;
    arrivals.set(person, (arrivals.get(person) ?? new Set()).add(eventId));
  });
  try {
    const { lines, faults, samples } = await runOn(host, arrivals, settings);
    for (const line of lines) console.log(line);
    printFaults(faults);
    if (settings.chart !== undefined && settings.count >= longRun) {
      mkdirSync(settings.chart.replace(/\/[^/]*$/, ''), { recursive: true });
      writeFileSync(settings.chart, draw(samples, settings.count));
    }
    return { passed: faults.length === 0 ? 1 : 0, failed: faults.length };
  } finally {
    await host.stop();
  }
};

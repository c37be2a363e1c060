// What a run of the endurance campaign says of itself: its figures in lines and in a chart, and what must not be.

import { drawLines } from '../../support/line-chart.ts';
import type { Answered, Person } from './actors.ts';
import { noisyTenant, type Phase } from './disturbances.ts';
import { growthPerMinute, percentile } from './flatness.ts';
import type { Sample } from './stack-host.ts';

export const floodFactor = 50;
/** A flood has so many requests on their way at most: on a machine that is busy with other things it would pile up. */
export const floodAtOnce = 20;
export const sampleSeconds = 15;
/** Until what is loaded once is loaded. */
const warmUpSeconds = 60;

export type Run = {
  readonly minutes: number;
  readonly timed: readonly (Answered & { readonly phase: Phase })[];
  /** Requests of the flood that were not sent. */
  readonly heldBack: number;
  readonly samples: readonly Sample[];
  readonly disturbances: ReadonlyMap<Phase, number>;
  /** With how many of their changes the payroll suite was told of. */
  readonly people: readonly (Person & { readonly told: number })[];
  /** Answers that should not be, writes that were lost, names that crossed. */
  readonly faults: readonly string[];
};

/** A shorter run has few samples, in which a single collection shows, and a 99th percentile that is one request or two. */
export const isLongRun = (minutes: number): boolean => minutes >= 30;

const p99 = ({ timed }: Run, phase: Phase): number =>
  percentile(
    timed
      .filter((it) => it.tenantId !== noisyTenant && it.operation === 'list' && it.status === 200)
      .filter((it) => it.phase === phase)
      .map(({ ms }) => ms),
    0.99,
  );
const floodRatio = (run: Run): number => p99(run, 'flood') / Math.max(1, p99(run, 'quiet'));

const valuesOf = ({ samples }: Run, name: keyof Sample): number[] =>
  samples.slice(Math.ceil(warmUpSeconds / sampleSeconds)).map((sample) => sample[name]);
const growth = (run: Run, name: keyof Sample): number => growthPerMinute(valuesOf(run, name), sampleSeconds);

const mayGrow = (minutes: number): Readonly<Record<Exclude<keyof Sample, 'temporaryFiles'>, number>> => {
  const mb = isLongRun(minutes) ? 1 : 6;
  return { heapMb: mb, functionsMb: 2 * mb, handles: 2, sqlConnections: 2 };
};
const mayVaryFiles = 20;

const names: Readonly<Record<keyof Sample, { readonly title: string; readonly unit: string }>> = {
  heapMb: { title: 'Heap of the emulators after a collection', unit: 'MB' },
  functionsMb: { title: 'Memory of the functions', unit: 'MB' },
  handles: { title: 'Files, sockets and pipes', unit: '' },
  sqlConnections: { title: 'Connections to SQL Server', unit: '' },
  temporaryFiles: { title: 'Temporary files', unit: '' },
};
const figures = Object.keys(names) as (keyof Sample)[];

/** Everything that must not be; nothing when the run is as it should be. */
export const complaintsOf = (run: Run): readonly string[] => {
  const files = valuesOf(run, 'temporaryFiles');
  const filesVary = Math.max(...files) - Math.min(...files);
  return [
    ...run.faults,
    ...run.people
      .filter(({ told, writes }) => told < writes)
      .map(
        ({ tenantId, employeeId, told, writes }) =>
          `the payroll suite was told of ${told} of ${writes} changes of ${tenantId} ${employeeId}`,
      ),
    ...(isLongRun(run.minutes) && floodRatio(run) > 2
      ? [`the others' p99 is ${floodRatio(run).toFixed(2)} times that of quiet times`]
      : []),
    ...Object.entries(mayGrow(run.minutes))
      .map(([name, most]) => ({ name, most, grows: growth(run, name as keyof Sample) }))
      .filter(({ grows, most }) => grows > most)
      .map(({ name, grows, most }) => `${name} grows by ${grows.toFixed(2)} a minute, ${most} at most`),
    ...(filesVary > mayVaryFiles ? [`temporary files vary by ${filesVary}`] : []),
  ];
};

export const linesOf = (run: Run): readonly string[] => {
  const { minutes, timed, people, disturbances, heldBack } = run;
  const sum = (figure: 'writes' | 'told'): number =>
    people.reduce((total, person) => total + person[figure], 0);
  const floods = timed.filter(({ operation }) => operation === 'flood').length;
  const [quiet, beside] = [p99(run, 'quiet').toFixed(0), p99(run, 'flood').toFixed(0)];
  const unjudged = isLongRun(minutes) ? '' : ', not judged in so short a run';
  return [
    `${minutes} minutes, ${timed.length} requests; ${[...disturbances].map(([name, times]) => `${name} ${times}`).join(', ')}`,
    `changes: ${sum('writes')} acknowledged, the payroll suite was told of ${sum('told')}; 0 lost and 0 crossed unless said below`,
    `the flood: ${floods} requests, ${heldBack} held back by ${floodAtOnce} on their way`,
    `others' p99: quiet ${quiet} ms, beside a flood of ${floodFactor} times ${beside} ms: ${floodRatio(run).toFixed(2)}${unjudged}`,
    ...figures.map((name) => {
      const last = valuesOf(run, name).at(-1) ?? 0;
      return `${name}: ${last.toFixed(1)} at the end, ${growth(run, name).toFixed(2)} a minute`;
    }),
  ];
};

export const drawRun = ({ samples, minutes }: Run): string =>
  drawLines(
    'The local stack under load and disturbances',
    figures.map((name) => ({
      ...names[name],
      lines: [{ label: 'this project', isOurs: true, values: samples.map((sample) => sample[name]) }],
    })),
    minutes,
  );

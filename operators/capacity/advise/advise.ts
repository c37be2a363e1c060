// The advice: the cheapest schedule that reaches the aim, beside what else could be done.

import type { ColdStarts } from '../cold-starts.ts';
import { formatReadySchedule, scheduleOfHours, type ReadySchedule } from '../../../infra/ready-schedule.ts';
import type { ReadyContainers } from '../model/simulate.ts';
import { modelsOf, type SystemModel } from '../model/system.ts';
import { inProcess, isolated, pinged } from '../system-of.ts';
import { evaluate, type Setting } from './evaluate.ts';
import { fixedReady, search, type Candidate } from './search.ts';
import { applyChange, type Change } from './what-if.ts';

export type Advice = {
  readonly chosen: Candidate;
  /** The parameter's text; empty: no ready containers. */
  readonly parameter: string;
  /** Rows to compare with, the advice among them. */
  readonly rows: readonly Candidate[];
  /** All that the search tried: cost against latency. */
  readonly tried: readonly Candidate[];
  readonly whatIf: readonly (Candidate & { readonly change: string })[];
};

/** How many periods are simulated, about: for a progress bar. */
export const runsOfAdvice = (setting: Setting, changes: number): number =>
  setting.repetitions * (14 + 6 + 5 + changes);

const scheduleOf = (system: SystemModel, ready: ReadyContainers): ReadySchedule =>
  new Map(
    modelsOf(system).flatMap(({ name }, pool) => {
      const schedule = scheduleOfHours(ready[pool] ?? []);
      return schedule === undefined ? [] : [[name, schedule] as const];
    }),
  );

export const advise = (
  setting: Setting,
  system: SystemModel,
  coldStarts: ColdStarts,
  changes: readonly Change[],
): Advice => {
  const { chosen, candidates } = search(setting, system);
  const none = fixedReady(system.functions.length, 0, 0);
  const variant = (name: string, of: SystemModel): Candidate => ({ name, ...evaluate(setting, of, none) });
  const named = (name: string): readonly Candidate[] =>
    candidates.filter((candidate) => candidate.name === name);
  return {
    chosen,
    parameter: formatReadySchedule(scheduleOf(system, chosen.ready)),
    tried: candidates,
    rows: [
      ...named('none'),
      ...candidates.filter(({ name }) => name.startsWith('fixed')),
      variant('pinged every 5 minutes', pinged(system, 1)),
      variant('pinged, two at once', pinged(system, 2)),
      variant('opened in process', inProcess(system, coldStarts)),
      variant('tenants isolated', isolated(system)),
      { ...chosen, name: 'advice' },
    ],
    whatIf: changes.map((change) => {
      const changed = applyChange(change, setting.workload, system);
      return {
        change: change.text,
        name: 'advice',
        ...evaluate({ ...setting, workload: changed.workload }, changed.system, chosen.ready),
      };
    }),
  };
};

// Where one more provisioned container does the most for its money: the cold starts that a simulation saw, by function, hour of
// the week and level, ordered by what each costs to avoid.

import { ofPool } from '../cost/cost.ts';
import type { ReadyContainers } from '../model/simulate.ts';
import { modelsOf, type SystemModel } from '../model/system.ts';
import { levels, type Tally } from '../model/tally.ts';
import { hoursOfWeek } from '../model/week.ts';

/** One more container of a function in one hour, or its first one in all hours: an alias with none is none. */
type Raise = {
  readonly pool: number;
  readonly hour: number | 'all';
  readonly coldStarts: number;
  readonly price: number;
};

const coldAt = (tallies: readonly Tally[], pool: number, hour: number, level: number): number => {
  const at = (pool * hoursOfWeek + hour) * levels + level - 1;
  return tallies.reduce((sum, { coldAtLevel }) => sum + (coldAtLevel[at] ?? 0), 0) / tallies.length;
};

const allHours = Array.from({ length: hoursOfWeek }, (_, hour) => hour);

const raisesOf = (
  tallies: readonly Tally[],
  system: SystemModel,
  ready: ReadyContainers,
  pool: number,
): readonly Raise[] => {
  const price = modelsOf(system)[pool]?.memoryMb ?? 1_024;
  const now = ready[pool] ?? [];
  if (Math.max(0, ...now) === 0) {
    const total = tallies.reduce((sum, { cold }) => sum + ofPool(cold, pool), 0) / tallies.length;
    const atFirst = allHours.reduce((sum, hour) => sum + coldAt(tallies, pool, hour, 1), 0);
    // The first one also keeps what it was called for from others: at least a share of the rest.
    return total > 0
      ? [{ pool, hour: 'all', coldStarts: Math.max(atFirst, total / 4), price: price * hoursOfWeek }]
      : [];
  }
  return allHours.flatMap((hour) => {
    const count = now[hour] ?? 0;
    // Requests above the provisioned ones start containers at every level from the next on.
    let coldStarts = 0;
    for (let level = count + 1; level <= levels; level += 1) {
      coldStarts += coldAt(tallies, pool, hour, level) / (level - count);
    }
    return coldStarts > 0 ? [{ pool, hour, coldStarts, price }] : [];
  });
};

/** `ready` with more containers, so that about so many cold starts of a period (or all) are avoided. */
export const raiseReady = (
  tallies: readonly Tally[],
  system: SystemModel,
  ready: ReadyContainers,
  toAvoid: number,
): ReadyContainers => {
  const isFixed = system.decryptor?.isIsolated === true;
  const pools = system.functions.length + (system.decryptor === undefined || isFixed ? 0 : 1);
  const raises = Array.from({ length: pools }, (_, pool) => raisesOf(tallies, system, ready, pool)).flat();
  raises.sort((a, b) => b.coldStarts / b.price - a.coldStarts / a.price);
  const raised = Array.from({ length: system.functions.length + 1 }, (_, pool) =>
    allHours.map((hour) => ready[pool]?.[hour] ?? 0),
  );
  let avoided = 0;
  for (const { pool, hour, coldStarts } of raises) {
    if (avoided >= toAvoid) break;
    avoided += coldStarts;
    const row = raised[pool];
    if (row === undefined) continue;
    for (const at of hour === 'all' ? allHours : [hour]) row[at] = (row[at] ?? 0) + 1;
  }
  return raised.map(withoutShortGaps);
};

/** Hours in which a number would fall only to rise again soon: not worth two changes of the schedule. */
const longestGapHours = 3;

const withoutShortGaps = (hours: readonly number[]): readonly number[] => {
  const around = (hour: number, from: number, to: number): number =>
    Math.max(
      ...Array.from({ length: to - from + 1 }, (_, step) => hours[(hour + from + step + 168) % 168] ?? 0),
    );
  // What both sides reach within the longest gap is kept in between.
  return hours.map((count, hour) =>
    Math.max(count, Math.min(around(hour, -longestGapHours, -1), around(hour, 1, longestGapHours))),
  );
};

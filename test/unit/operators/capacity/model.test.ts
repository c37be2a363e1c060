// The simulation, held against queueing theory and against small cases whose answer can be written down.

import { RecordedArrivals } from '#operators/capacity/arrivals/recorded-arrivals';
import { checkModel } from '#operators/capacity/check/check-model';
import { erlangB } from '#operators/capacity/check/closed-forms';
import { estimate } from '#operators/capacity/model/confidence';
import { createRandom } from '#operators/capacity/model/random';
import { simulate, type ReadyContainers } from '#operators/capacity/model/simulate';
import { durationsOf, fixedDuration, meanOf, type SystemModel } from '#operators/capacity/model/system';
import { sumOf, type Tally } from '#operators/capacity/model/tally';

const system: SystemModel = {
  functions: [{ name: 'list', memoryMb: 1_024, durations: fixedDuration(100), coldStartMs: 400 }],
  decryptor: undefined,
  wakesDecryptor: false,
  credentialAgeMs: 300_000,
  tenants: 2,
  idleLifeMs: 360_000,
  accountLimit: 1_000,
  newIn10s: 1_000,
};
const decryptor = {
  name: 'decryptor',
  memoryMb: 1_024,
  durations: fixedDuration(10),
  coldStartMs: 250,
  isIsolated: false,
};

/** Requests of tenant 0 to the first function, or `[ms, function, tenant]`. */
const play = (
  requests: readonly (number | readonly [number, number, number])[],
  of: SystemModel = system,
  ready: ReadyContainers = [],
  weekHours = Int16Array.of(0, 1),
): Tally =>
  simulate({
    system: of,
    ready,
    weekHours,
    random: createRandom(1),
    arrivals: new RecordedArrivals(
      requests.map((it) => {
        const [atMs, functionIndex, tenantIndex] = typeof it === 'number' ? [it, 0, 0] : it;
        return { atMs, functionIndex, tenantIndex, durationMs: NaN };
      }),
    ),
  });

const always = (...counts: number[]): ReadyContainers =>
  counts.map((count) => Array.from({ length: 168 }, () => count));

describe('the simulation', () => {
  it('agrees with Erlang’s loss formula at ten loads, with Little’s law, and on rare requests', () => {
    const checks = checkModel(simulate);

    expect(checks.filter(({ name }) => name.startsWith('Erlang'))).toHaveLength(10);
    expect(checks.filter(({ isInside }) => !isInside)).toEqual([]);
  });

  it.each([
    ['ignores the idle life', (of: SystemModel) => ({ ...of, idleLifeMs: Infinity }), /^Cold/],
    ['ends containers too early', (of: SystemModel) => ({ ...of, idleLifeMs: of.idleLifeMs * 0.9 }), /^Cold/],
    [
      'has one container too many',
      (of: SystemModel) => ({ ...of, accountLimit: of.accountLimit + 1 }),
      /^Erlang/,
    ],
    [
      'draws durations that are too long',
      (of: SystemModel) => ({
        ...of,
        functions: of.functions.map((it) => ({
          ...it,
          durations: { quantilesMs: it.durations.quantilesMs.map((ms) => ms * 1.05) },
        })),
      }),
      /^Little/,
    ],
  ])('would be found out if it %s', (_, wrong, name) => {
    const found = checkModel((run) => simulate({ ...run, system: wrong(run.system) }));

    expect(found.filter(({ isInside }) => !isInside).map((it) => it.name)).toContainEqual(
      expect.stringMatching(name),
    );
  });

  it('is the same again with the same seed, and not with another', () => {
    const [first, again] = [createRandom(7), createRandom(7)];
    const other = createRandom(8);
    const draw = (random: typeof first) => Array.from({ length: 50 }, () => random.uniform());
    const drawn = draw(first);

    expect(draw(again)).toEqual(drawn);
    expect(draw(other)).not.toEqual(drawn);
  });
});

describe('containers', () => {
  it('are started when all others are busy, and used again when they are not', () => {
    const tally = play([0, 50, 1_000, 1_010, 2_000]);

    expect(sumOf(tally.cold)).toBe(2);
    expect(Math.max(...tally.mostAtOnce)).toBe(2);
    expect(tally.answered).toBe(5);
  });

  it('are ended after their idle life, and not before', () => {
    const lastMs = 500;
    expect(sumOf(play([0, lastMs + 359_999]).cold)).toBe(1);
    expect(sumOf(play([0, lastMs + 360_001]).cold)).toBe(2);
  });

  it('are used in the order of their last use, so that the others end', () => {
    // Two at once, then one at a time for longer than the idle life, then two at once again.
    const between = Array.from({ length: 40 }, (_, index) => 10_000 + index * 10_000);
    expect(sumOf(play([0, 50, ...between, 410_000, 410_010]).cold)).toBe(3);
  });

  it('that are provisioned come first; what finds none spills over', () => {
    const tally = play([0, 10, 20], system, always(2));

    expect(sumOf(tally.cold)).toBe(1);
    expect(sumOf(tally.spilled)).toBe(1);
    expect(sumOf(tally.provisionedMs)).toBe(200);
    expect(sumOf(tally.onDemandMs)).toBe(100);
  });

  it('that are provisioned come and go with the hour', () => {
    const ready = [[1, 0, ...Array.from({ length: 166 }, () => 0)]];
    const hour = 3_600_000;

    expect(sumOf(play([10], system, ready).cold)).toBe(0);
    expect(sumOf(play([10, hour + 10], system, ready).cold)).toBe(1);
    // The one that is busy at the turn ends when it is done.
    expect(sumOf(play([hour - 10, hour + 1_000], system, ready).cold)).toBe(1);
  });

  it('are refused above the account’s limit and above the rate at which they start', () => {
    expect(sumOf(play([0, 1, 2], { ...system, accountLimit: 2 }).throttled)).toBe(1);
    expect(sumOf(play([0, 1, 2, 9_000, 10_100], { ...system, newIn10s: 2 }).throttled)).toBe(1);
  });
});

describe('the way to the decryptor', () => {
  const chain: SystemModel = { ...system, decryptor };
  const asked = (tally: Tally): number => sumOf(tally.requests.subarray(168));

  it('is gone once for each container and tenant while the credential is fresh', () => {
    const requests = [0, 1_000, [2_000, 0, 1] as const, [3_000, 0, 1] as const];

    expect(asked(play(requests, chain))).toBe(2);
    expect(asked(play([0, 299_000, 302_000], chain))).toBe(2);
  });

  it('adds its cold start to that of the function, unless it is woken', () => {
    const waits = (of: SystemModel) => play([0], of).waitMsAt(1);

    expect(waits(chain)).toBe(650);
    // The wake-up leaves at 60 % of the start: 240 + 250 + 1 ms.
    expect(waits({ ...chain, wakesDecryptor: true })).toBe(491);
    expect(waits(system)).toBe(400);
    expect(play([0], chain, always(1, 1)).waitMsAt(1)).toBe(0);
  });

  it('leads to a container of the tenant’s own where tenants are isolated', () => {
    const isolated = { ...chain, decryptor: { ...decryptor, isIsolated: true } };
    const requests = [0, [1_000, 0, 1] as const];
    const coldOpeners = (tally: Tally) => sumOf(tally.cold.subarray(168));

    expect(coldOpeners(play(requests, chain))).toBe(1);
    expect(coldOpeners(play(requests, isolated))).toBe(2);
    // Lambda has no provisioned concurrency there.
    expect(coldOpeners(play(requests, isolated, always(1, 5)))).toBe(2);
  });

  it('is kept open by pings, which no user waits for', () => {
    const pinged = { ...chain, pings: { everyMs: 300_000, atOnce: 1 } };
    const tally = play([1_000, 1_450_000], pinged);

    expect(tally.coldShare).toBe(0);
    expect(tally.answered).toBe(2);
    expect(play([1_000, 1_450_000], chain).coldShare).toBe(1);
  });
});

describe('figures', () => {
  it('have the interval of Student’s distribution', () => {
    const { mean, low, high } = estimate([1, 2, 3, 4, 5], 95);

    expect(mean).toBe(3);
    expect(high - mean).toBeCloseTo((2.776 * Math.sqrt(2.5)) / Math.sqrt(5), 3);
    expect(mean - low).toBeCloseTo(high - mean, 9);
  });

  it('of Erlang are those of his tables', () => {
    expect(erlangB(10, 5)).toBeCloseTo(0.018385, 6);
    expect(erlangB(1, 1)).toBe(0.5);
    expect(erlangB(0, 3)).toBe(1);
  });

  it('of durations keep their mean', () => {
    expect(meanOf(fixedDuration(12))).toBe(12);
    expect(meanOf(durationsOf(Array.from({ length: 1_001 }, (_, ms) => ms)))).toBeCloseTo(500, 6);
  });
});

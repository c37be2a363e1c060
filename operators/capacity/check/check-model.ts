// The simulation against what theory knows: Erlang's loss formula at ten loads, Little's law, cold starts of rare requests. A
// simulation is handed in, so that one with an error in it can be shown to be found.

import { hourMs, type Demand } from '../model/arrivals.ts';
import { PoissonArrivals } from '../arrivals/poisson-arrivals.ts';
import { coldShareOfRare, erlangB } from './closed-forms.ts';
import { estimate, type Estimate } from '../model/confidence.ts';
import { createRandom } from '../model/random.ts';
import type { Run } from '../model/simulate.ts';
import { fixedDuration, meanOf, type Durations, type SystemModel } from '../model/system.ts';
import { sumOf, type Tally } from '../model/tally.ts';
import { weekHours } from '../model/week.ts';

export type ModelCheck = {
  readonly name: string;
  readonly exact: number;
  /** 99 %, over the repetitions. */
  readonly simulated: Estimate;
  readonly isInside: boolean;
};

const repetitions = 12;

const one = (durations: Durations, more: Partial<SystemModel> = {}): SystemModel => ({
  functions: [{ name: 'one', memoryMb: 1_024, durations, coldStartMs: 0 }],
  decryptor: undefined,
  wakesDecryptor: false,
  credentialAgeMs: 0,
  tenants: 1,
  idleLifeMs: Infinity,
  accountLimit: Infinity,
  newIn10s: Infinity,
  ...more,
});

/** Of one function under a steady rate. */
const measure = (
  simulate: (run: Run) => Tally,
  system: SystemModel,
  demand: Demand,
  figure: (tally: Tally) => number,
): Estimate => {
  const lengthMs = demand.stepMs * demand.ratesPerS.length;
  const figures = Array.from({ length: repetitions }, (_, repetition) => {
    const arrivals = new PoissonArrivals(
      demand,
      { functionShares: [1], tenantShares: [1] },
      createRandom(1_000 + repetition),
    );
    return figure(
      simulate({
        system,
        arrivals,
        ready: [],
        weekHours: weekHours(demand.startMs, lengthMs, 'Etc/UTC'),
        random: createRandom(2_000 + repetition),
      }),
    );
  });
  return estimate(figures, 99);
};

const check = (name: string, exact: number, simulated: Estimate): ModelCheck => ({
  name,
  exact,
  simulated,
  isInside: exact >= simulated.low && exact <= simulated.high,
});

/** Servers and offered loads, from nearly idle to overrun. */
const losses = [
  [1, 0.1],
  [1, 1],
  [2, 1],
  [3, 3],
  [5, 2],
  [5, 8],
  [10, 7],
  [20, 18],
  [40, 38],
  [80, 90],
] as const;

const evenlySpread: Durations = {
  quantilesMs: [20, 30, 45, 60, 80, 120, 300],
};

export const checkModel = (simulate: (run: Run) => Tally): readonly ModelCheck[] => {
  const meanMs = meanOf(evenlySpread);
  const lost = losses.map(([servers, erlangs]) => {
    // So many requests that each load takes as long; a duration of any distribution gives the same loss.
    const ratePerS = (erlangs / meanMs) * 1_000;
    const demand = { startMs: 0, stepMs: (40_000 / ratePerS) * 1_000, ratesPerS: [ratePerS] };
    const shareLost = (tally: Tally): number => sumOf(tally.throttled) / sumOf(tally.requests);
    const measured = measure(simulate, one(evenlySpread, { accountLimit: servers }), demand, shareLost);
    return check(`Erlang B, ${servers} containers, ${erlangs} erlangs`, erlangB(servers, erlangs), measured);
  });

  const ratePerS = 25;
  const steady = { startMs: 0, stepMs: hourMs, ratesPerS: [ratePerS] };
  const atOnce = measure(simulate, one(evenlySpread), steady, (tally) => sumOf(tally.onDemandMs) / hourMs);
  const little = check("Little's law, requests at the same time", (ratePerS * meanMs) / 1_000, atOnce);

  const idleLifeMs = 360_000;
  const rare = [1 / 300, 1 / 900, 1 / 3_600].map((rate) => {
    const demand = { startMs: 0, stepMs: hourMs, ratesPerS: Array.from({ length: 2_000 }, () => rate) };
    const system = one(fixedDuration(1), { idleLifeMs });
    const cold = measure(simulate, system, demand, (tally) => sumOf(tally.cold) / sumOf(tally.requests));
    return check(`Cold, one request in ${Math.round(1 / rate)} s`, coldShareOfRare(rate, idleLifeMs), cold);
  });
  return [...lost, little, ...rare];
};

// A week at 50 requests a second through the advisor's simulation, in a process of its own so that its memory is its own: prints
// seconds and peak memory as JSON.

import { PoissonArrivals } from '../../operators/capacity/arrivals/poisson-arrivals.ts';
import { hourMs } from '../../operators/capacity/model/arrivals.ts';
import { createRandom } from '../../operators/capacity/model/random.ts';
import { simulate } from '../../operators/capacity/model/simulate.ts';
import { weekHours } from '../../operators/capacity/model/week.ts';
import { defaultMix } from '../../operators/capacity/default-mix.ts';
import { systemOf } from '../../operators/capacity/system-of.ts';
import { zipf, type Workload } from '../../operators/capacity/workload.ts';

const startMs = Date.UTC(2026, 10, 30);
const [tenants, ratePerS, hours] = [40, 50, 168];
const demand = { startMs, stepMs: hourMs, ratesPerS: Array.from({ length: hours }, () => ratePerS) };
const mix = { functionShares: defaultMix.map(({ share }) => share), tenantShares: zipf(tenants) };
const workload: Workload = {
  about: 'a week',
  assumptions: [],
  startMs,
  lengthMs: hours * hourMs,
  timeZone: 'Etc/UTC',
  functions: defaultMix,
  tenants,
  arrivals: (seed) => new PoissonArrivals(demand, mix, createRandom(seed)),
};
const coldStarts = { apiMs: 370, inProcessMs: 390, decryptorMs: 250, source: 'a benchmark' };

const startedMs = performance.now();
const tally = simulate({
  system: systemOf(workload, {
    coldStarts,
    apiMemoryMb: 1_024,
    decryptorMemoryMb: 1_024,
    idleLifeMs: 360_000,
    accountLimit: 1_000,
  }),
  arrivals: workload.arrivals(1),
  ready: [],
  weekHours: weekHours(startMs, workload.lengthMs, workload.timeZone),
  random: createRandom(2),
});
const seconds = (performance.now() - startedMs) / 1_000;
const peakMb = process.resourceUsage().maxRSS / 1_024;
console.log(JSON.stringify({ requests: tally.answered, seconds, peakMb }));

// Forecast against fact: what makes an advice stale, and that chance does not.

import fc from 'fast-check';
import { compareForecast } from '#operators/capacity/watch/compare-forecast';
import type { Facts } from '#operators/capacity/watch/read-facts';
import { createRandom } from '#operators/capacity/model/random';

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 10, 30);

const forecast = {
  version: 1 as const,
  workload: 'a test',
  madeAt: new Date(nowMs - 10 * dayMs).toISOString(),
  requestsAWeek: 168 * 40,
  requestsByUtcHour: Array.from({ length: 168 }, () => 40),
  coldStartsAWeek: { api: 12, decryptor: 5 },
  spillOverAWeek: 3,
  mostAtOnce: 4,
};

const factsOf = (change: Partial<Facts> = {}): Facts => ({
  period: { fromMs: nowMs - 14 * dayMs, toMs: nowMs },
  requestsByUtcHour: forecast.requestsByUtcHour,
  requestsAWeek: forecast.requestsAWeek,
  coldStartsAWeek: forecast.coldStartsAWeek,
  spillOverAWeek: forecast.spillOverAWeek,
  mostAtOnce: forecast.mostAtOnce,
  ...change,
});

const codes = (facts: Facts, of = forecast): readonly string[] =>
  compareForecast(of, facts, nowMs).map(({ code }) => code);

describe('an advice', () => {
  it('holds when all comes as forecast', () => {
    expect(codes(factsOf())).toEqual([]);
  });

  it.each([
    ['a third more requests', factsOf({ requestsAWeek: 168 * 54 }), ['load']],
    ['a third fewer', factsOf({ requestsAWeek: 168 * 26 }), ['load']],
    [
      'one hour twice as busy',
      factsOf({
        requestsByUtcHour: forecast.requestsByUtcHour.map((count, hour) => (hour === 9 ? 2 * count : count)),
      }),
      ['hours'],
    ],
    ['cold starts', factsOf({ coldStartsAWeek: { api: 60, decryptor: 5 } }), ['api-cold-starts']],
    [
      'cold starts of the decryptor',
      factsOf({ coldStartsAWeek: { api: 12, decryptor: 40 } }),
      ['decryptor-cold-starts'],
    ],
    ['spill-over', factsOf({ spillOverAWeek: 50 }), ['spill-over']],
    ['more at the same time', factsOf({ mostAtOnce: 12 }), ['concurrency']],
  ])('is stale with %s', (_, facts, expected) => {
    expect(codes(facts)).toEqual(expected);
  });

  it('is stale when it is old', () => {
    expect(codes(factsOf(), { ...forecast, madeAt: new Date(nowMs - 200 * dayMs).toISOString() })).toEqual([
      'age',
    ]);
  });

  it('says which hour', () => {
    const busy = forecast.requestsByUtcHour.map((count, hour) => (hour === 33 ? 120 : count));
    const [reason] = compareForecast(forecast, factsOf({ requestsByUtcHour: busy }), nowMs);

    expect(reason?.sentence).toBe(
      '1 hour is busier than forecast, TUE 09:00 UTC the most: 120 requests in place of 40.',
    );
  });

  it('is not stale by chance: counts that scatter as a Poisson process does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const random = createRandom(seed);
        // A count with mean m, by adding gaps of mean 1 until they pass m.
        const poisson = (mean: number): number => {
          let [count, passed] = [-1, 0];
          while (passed < mean) {
            passed += random.exponential();
            count += 1;
          }
          return count;
        };
        const hours = forecast.requestsByUtcHour.map((mean) => poisson(mean * 2) / 2);
        const facts = factsOf({
          requestsByUtcHour: hours,
          requestsAWeek: hours.reduce((sum, count) => sum + count, 0),
          coldStartsAWeek: { api: poisson(24) / 2, decryptor: poisson(10) / 2 },
          spillOverAWeek: poisson(6) / 2,
        });
        expect(codes(facts)).toEqual([]);
      }),
      { numRuns: 200, seed: 20_261_129 },
    );
  });
});

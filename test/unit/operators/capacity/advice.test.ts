// The advice: never beaten by a fixed number, an aim that is kept, a schedule that says what was simulated.

import fc from 'fast-check';
import { parseAim } from '#operators/capacity/advise/aim';
import { adviceDocument } from '#operators/capacity/advise/advice-document';
import { advise } from '#operators/capacity/advise/advise';
import { describeAdvice } from '#operators/capacity/advise/describe-advice';
import { evaluate, type Setting } from '#operators/capacity/advise/evaluate';
import { fixedReady } from '#operators/capacity/advise/search';
import { parseChange } from '#operators/capacity/advise/what-if';
import { hourMs } from '#operators/capacity/model/arrivals';
import { PoissonArrivals } from '#operators/capacity/arrivals/poisson-arrivals';
import { costOf } from '#operators/capacity/cost/cost';
import { ownPriceFile, readPrices } from '#operators/capacity/cost/prices';
import { createRandom } from '#operators/capacity/model/random';
import { simulate } from '#operators/capacity/model/simulate';
import { advicePage } from '#operators/capacity/page/advice-page';
import { systemOf } from '#operators/capacity/system-of';
import type { Workload } from '#operators/capacity/workload';
import { hoursOfSchedule, parseReadySchedule } from '../../../../infra/ready-schedule.ts';

const coldStarts = { apiMs: 367, inProcessMs: 391, decryptorMs: 246, source: 'a test' };
const options = {
  coldStarts,
  apiMemoryMb: 1_024,
  decryptorMemoryMb: 1_024,
  idleLifeMs: 360_000,
  accountLimit: 1_000,
};
const prices = readPrices(ownPriceFile, 'arm64');
const aimOf = (text: string) => {
  const aim = parseAim(text);
  if (aim === undefined) throw new Error(`${text} is no aim`);
  return aim;
};

const workloadOf = (ratesPerS: readonly number[], shares: readonly number[]): Workload => ({
  about: 'a profile of a test',
  assumptions: [],
  startMs: Date.UTC(2026, 10, 30),
  lengthMs: ratesPerS.length * hourMs,
  timeZone: 'Etc/UTC',
  functions: shares.map((share, index) => ({ name: `function-${index}`, share })),
  tenants: 3,
  arrivals: (seed) =>
    new PoissonArrivals(
      { startMs: Date.UTC(2026, 10, 30), stepMs: hourMs, ratesPerS },
      { functionShares: shares, tenantShares: [3, 2, 1] },
      createRandom(seed),
    ),
});

const settingOf = (workload: Workload, aim: string): Setting => ({
  workload,
  prices,
  aim: aimOf(aim),
  seed: 11,
  repetitions: 3,
});

/** A quiet night, a day, and one busy hour on each day of a week. */
const rates = (night: number, day: number, busy: number): readonly number[] =>
  Array.from({ length: 168 }, (_, hour) => {
    const ofDay = hour % 24;
    return ofDay === 9 ? busy : ofDay > 7 && ofDay < 19 ? day : night;
  });

describe('the advice', () => {
  it('is never worse in cost and latency together than a fixed number, whatever the profile', () => {
    const aims = ['cold<=0.1%', 'cold<=2%', 'cold<=20%', 'p99<50ms', 'p95<300ms'];
    fc.assert(
      fc.property(
        fc.double({ min: 0.0001, max: 0.02, noNaN: true }),
        fc.double({ min: 0.001, max: 0.05, noNaN: true }),
        fc.double({ min: 0.001, max: 0.25, noNaN: true }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...aims),
        fc.array(fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 6 })), { minLength: 3, maxLength: 3 }),
        (night, day, busy, shares, aim, others) => {
          const workload = workloadOf(rates(night, day, busy), shares);
          const setting = settingOf(workload, aim);
          const system = systemOf(workload, options);
          const { chosen } = advise(setting, system, coldStarts, []);
          const usual = [
            [0, 0],
            [0, 1],
            [1, 1],
            [1, 2],
          ] as const;
          for (const [ofFunctions, ofDecryptor] of [...usual, ...others]) {
            const fixed = evaluate(setting, system, fixedReady(shares.length, ofFunctions, ofDecryptor));
            const isBetter = fixed.cost.total < chosen.cost.total && fixed.figure < chosen.figure;
            expect([`${ofFunctions}/${ofDecryptor}`, isBetter]).toEqual([
              `${ofFunctions}/${ofDecryptor}`,
              false,
            ]);
            // Where a fixed number reaches the aim the advice does, and for no more.
            if (fixed.isReached) {
              expect(chosen.isReached).toBe(true);
              expect(chosen.cost.total).toBeLessThanOrEqual(fixed.cost.total);
            }
          }
        },
      ),
      { numRuns: 20, seed: 20_261_129 },
    );
  });

  it('reaches its aim on requests that it has not seen', () => {
    const workload = workloadOf(rates(0.005, 0.1, 0.6), [3, 1]);
    const setting = { ...settingOf(workload, 'cold<=1%'), repetitions: 10 };
    const system = systemOf(workload, options);
    const { chosen } = advise(setting, system, coldStarts, []);
    const fresh = evaluate({ ...setting, seed: 900_001, repetitions: 10 }, system, chosen.ready);

    expect(chosen.isReached).toBe(true);
    // The aim, and what chance leaves.
    expect(fresh.coldShare.mean).toBeLessThan(0.012);
  });

  it('is nothing where nothing is needed, and says when an aim is out of reach', () => {
    const busy = workloadOf(rates(0.5, 0.5, 0.5), [1]);
    const none = advise(settingOf(busy, 'cold<=20%'), systemOf(busy, options), coldStarts, []);
    const seldom = workloadOf(rates(0.05, 0.05, 0.05), [1]);
    // One container for all functions: whoever comes second is refused.
    const tight = { ...options, accountLimit: 1 };
    const never = advise(settingOf(seldom, 'cold<=20%'), systemOf(seldom, tight), coldStarts, []);

    expect(none.parameter).toBe('');
    expect(none.chosen.isReached).toBe(true);
    expect(never.chosen.isReached).toBe(false);
  });

  it('says what it simulated: the parameter means the same hours', () => {
    const workload = workloadOf(rates(0.005, 0.1, 1.5), [3, 1]);
    const system = systemOf(workload, options);
    const setting = settingOf(workload, 'cold<=1%');
    const advice = advise(setting, system, coldStarts, []);
    const parsed = parseReadySchedule(advice.parameter.split(','));
    const names = ['function-0', 'function-1', 'decryptor'];

    names.forEach((name, pool) => {
      const schedule = parsed.get(name);
      const hours = schedule === undefined ? Array.from({ length: 168 }, () => 0) : hoursOfSchedule(schedule);
      expect(hours).toEqual(advice.chosen.ready[pool]);
    });
    expect(advice.parameter).not.toBe('');
  });

  it('is told as lines, as data and as a page, with every change that was asked for', () => {
    const workload = workloadOf(rates(0.005, 0.1, 0.6), [3, 1]);
    const system = systemOf(workload, options);
    const setting = settingOf(workload, 'p99<50ms');
    const changes = ['load*2', 'idle=1min', 'cold*2', 'duration*3', 'memory=512mb'].map((text) =>
      parseChange(text)!,
    );
    const advice = advise(setting, system, coldStarts, changes);
    const document = adviceDocument(advice, setting, system, coldStarts, Date.UTC(2026, 10, 29));
    const lines = describeAdvice(document).join('\n');
    const page = advicePage(document);

    expect(document.hours).toHaveLength(168);
    expect(document.requestsAWeek / (rates(0.005, 0.1, 0.6).reduce((a, b) => a + b) * 3_600)).toBeCloseTo(
      1,
      1,
    );
    expect(document.whatIf.map(({ change }) => change)).toEqual(changes.map(({ text }) => text));
    const [twice, idle, , , half] = document.whatIf;
    const asAdvised = document.variants.at(-1)!;
    // Not quite twice as many: containers keep credentials.
    expect(twice!.dollarsAMonth.requests / asAdvised.dollarsAMonth.requests).toBeGreaterThan(1.8);
    expect(idle!.coldShare.mean).toBeGreaterThanOrEqual(asAdvised.coldShare.mean);
    expect(half!.dollarsAMonth.provisioned / asAdvised.dollarsAMonth.provisioned).toBeCloseTo(0.5, 6);
    for (const text of [lines, page]) {
      expect(text).toContain('a profile of a test');
      expect(text).toContain('nothing provisioned');
      expect(text).toContain('load*2');
      expect(text).toContain('busyTimezone=Etc/UTC');
    }
    expect(page.match(/<svg/g)).toHaveLength(4);
  });
});

describe('an aim', () => {
  it.each([
    ['cold<=0.1%', { kind: 'share', most: 0.001 }],
    ['cold < 2 %', { kind: 'share', most: 0.02 }],
    ['p99<50ms', { kind: 'wait', percentile: 0.99, belowMs: 50 }],
    ['p99.9 < 200 ms', { kind: 'wait', percentile: 0.999, belowMs: 200 }],
  ])('%s', (text, expected) => {
    expect(parseAim(text)).toEqual(expected);
  });

  it.each(['fast', 'cold<=200%', 'p99<50', 'p9<50ms', 'cold>1%'])('is not %s', (text) => {
    expect(parseAim(text)).toBeUndefined();
  });
});

describe('a price', () => {
  it('is paid for what was used: requests, duration, starts, readiness, isolation', () => {
    const workload = workloadOf(
      Array.from({ length: 730 }, () => 1),
      [1],
    );
    const system = systemOf(workload, options);
    const ready = fixedReady(1, 2, 0);
    const tally = simulate({
      system,
      ready,
      arrivals: workload.arrivals(1),
      weekHours: Int16Array.from({ length: 730 }, (_, hour) => hour % 168),
      random: createRandom(1),
    });
    const cost = costOf(tally, { system, ready, lengthMs: workload.lengthMs }, prices);

    // Two containers of 1 GB for a month of 730 hours, and two million requests and a half, the hop to the decryptor among them.
    expect(cost.provisioned).toBeCloseTo(2 * 730 * 3_600 * 0.0000033334, 6);
    expect(cost.requests).toBeGreaterThan((2_628_000 / 1e6) * 0.2 * 0.99);
    expect(cost.requests).toBeLessThan((2_628_000 / 1e6) * 0.2 * 1.05);
    expect(cost.total).toBeCloseTo(
      cost.requests + cost.duration + cost.starts + cost.provisioned + cost.isolation,
      9,
    );
  });

  it('comes from a file, which is refused where it is not one', () => {
    expect(() => readPrices('package.json', 'arm64')).toThrow(
      'The price file is not as it should be at date.',
    );
    expect(() => readPrices('none.json', 'arm64')).toThrow('The price file is not there, or is not JSON.');
  });
});

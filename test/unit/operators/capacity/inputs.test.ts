// Where a workload comes from: sentences, CSV files, Azure's traces.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countRequests } from '#operators/capacity/arrivals/count-requests';
import { FasterArrivals } from '#operators/capacity/arrivals/faster-arrivals';
import { drawFrom, PoissonArrivals } from '#operators/capacity/arrivals/poisson-arrivals';
import { parseProfileText } from '#operators/capacity/inputs/profile-text';
import { profileWorkload, usualHabits } from '#operators/capacity/inputs/profile-workload';
import { readAzureTrace, traceStartMs } from '#operators/capacity/inputs/read-azure-trace';
import { parseTime, readRequestCsv } from '#operators/capacity/inputs/read-request-csv';
import { recordedWorkload } from '#operators/capacity/inputs/recorded-workload';
import { localTime, mondayBefore } from '#operators/capacity/model/local-time';
import { createRandom } from '#operators/capacity/model/random';
import type { Workload } from '#operators/capacity/workload';

const folder = mkdtempSync(join(tmpdir(), 'capacity-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (content: string): string => {
  const path = join(folder, `${Math.random()}.csv`);
  writeFileSync(path, content);
  return path;
};

describe('a profile in a sentence', () => {
  it.each([
    [
      '8,000 employees, pay day every second Friday, open enrolment in November',
      {
        employees: 8_000,
        tenants: 20,
        payDays: { kind: 'weekly', everyWeeks: 2, weekday: 4 },
        enrolmentMonth: 10,
      },
    ],
    [
      '350 employees in 3 tenants, pay days every Thursday',
      { employees: 350, tenants: 3, payDays: { kind: 'weekly', everyWeeks: 1, weekday: 3 } },
    ],
    [
      '20000 employees, 45 tenants, pay day on the 15th and last of the month',
      { employees: 20_000, tenants: 45, payDays: { kind: 'monthly', days: [15, 31] } },
    ],
  ])('%s', (text, expected) => {
    expect(parseProfileText(text)).toMatchObject({ ok: true, value: expected });
  });

  it.each([
    ['lots of employees, pay day every Friday', '“lots of employees” was not understood'],
    ['8,000 employees', 'it does not say when pay day is'],
    ['pay day every Friday', 'it does not say how many employees there are'],
    ['10 employees, pay day every Fryday', '“pay day every fryday” was not understood'],
    ['10 employees, pay day on the 40th', '“pay day on the 40th” was not understood'],
  ])('refuses %s', (text, failure) => {
    expect(parseProfileText(text)).toEqual({ ok: false, failure });
  });

  it('has its pay days where they are in the time zone, and as many requests as its habits say', () => {
    const timeZone = 'America/New_York';
    const profile = parseProfileText('40,000 employees, pay day every second Friday');
    if (!profile.ok) throw new Error(profile.failure);
    const options = { timeZone, weeks: 4, startMs: mondayBefore(Date.UTC(2026, 2, 4), timeZone) };
    const workload = profileWorkload(profile.value, { ...options, habits: usualHabits, isEnrolment: false });
    const byDay = new Map<string, number>();
    const local = localTime(timeZone);
    const arrivals = workload.arrivals(1);
    for (; arrivals.atMs < Infinity; arrivals.advance()) {
      const { month, day } = local(workload.startMs + arrivals.atMs);
      const key = `${month + 1}-${day}`;
      byDay.set(key, (byDay.get(key) ?? 0) + 1);
    }
    const ordinary = byDay.get('3-3') ?? 0;
    const fridays = ['3-6', '3-13', '3-20', '3-27'].map((key) => (byDay.get(key) ?? 0) / ordinary);

    // 40,000 × 2 % visits, with the requests that the page makes in each.
    expect(ordinary / 800).toBeCloseTo(3.865, 0);
    expect(fridays.map(Math.round).sort((a, b) => a - b)).toEqual([1, 1, 10, 10]);
  });
});

describe('the beginning of a week', () => {
  it('is a Monday’s first minute there, in summer and in zones that are half an hour off', () => {
    expect(new Date(mondayBefore(Date.UTC(2026, 6, 8, 12), 'America/New_York')).toISOString()).toBe(
      '2026-07-06T04:00:00.000Z',
    );
    expect(new Date(mondayBefore(Date.UTC(2026, 6, 8, 12), 'Asia/Kolkata')).toISOString()).toBe(
      '2026-07-05T18:30:00.000Z',
    );
  });
});

describe('a CSV file of requests', () => {
  it('is read whatever its columns are called and however it writes time', async () => {
    const path = fileOf(
      '@timestamp,@duration,function,tenant\n' +
        '2026-11-02 08:00:00.250,12.5,list-direct-deposits,acme\n' +
        '2026-11-02T08:00:01Z,,"get-meta",initech\r\n' +
        '1793606402,3,get-meta,acme\n\n',
    );

    expect(await readRequestCsv(path)).toEqual([
      {
        atMs: Date.UTC(2026, 10, 2, 8, 0, 0, 250),
        durationMs: 12.5,
        functionName: 'list-direct-deposits',
        tenant: 'acme',
      },
      {
        atMs: Date.UTC(2026, 10, 2, 8, 0, 1),
        durationMs: undefined,
        functionName: 'get-meta',
        tenant: 'initech',
      },
      { atMs: 1_793_606_402_000, durationMs: 3, functionName: 'get-meta', tenant: 'acme' },
    ]);
  });

  it.each([
    ['when,ms\n1,2\n', 'The first line of the file names no column time.'],
    [
      'time,duration_ms\n2026-11-02T08:00:00Z,fast-canary\n',
      'Line 2 has no time, or a duration that is no number.',
    ],
    ['time\nyesterday\n', 'Line 2 has no time, or a duration that is no number.'],
  ])('is refused without a word of what it holds', async (content, message) => {
    await expect(readRequestCsv(fileOf(content))).rejects.toThrow(new RangeError(message));
  });

  it('that is not there is said to be unreadable', async () => {
    await expect(readRequestCsv(join(folder, 'none.csv'))).rejects.toThrow('The file cannot be read.');
  });

  it('becomes a workload that is played at its times', () => {
    const startMs = Date.UTC(2026, 10, 2, 8, 20);
    const seen = [3_000, 1_000, 2_000].map((ms) => ({
      atMs: startMs + ms,
      durationMs: ms / 100,
      functionName: ms === 2_000 ? 'get-meta' : 'list-history',
      tenant: 'acme',
    }));
    const workload = recordedWorkload(seen, { about: 'a file', timeZone: 'Etc/UTC', tenants: 9 });
    const arrivals = workload.arrivals(1);
    const played: unknown[] = [];
    for (; arrivals.atMs < Infinity; arrivals.advance()) {
      played.push([arrivals.atMs, workload.functions[arrivals.functionIndex]?.name, arrivals.durationMs]);
    }

    expect(new Date(workload.startMs).toISOString()).toBe('2026-11-02T08:00:00.000Z');
    expect(workload.tenants).toBe(1);
    expect(played).toEqual([
      [1_201_000, 'list-history', 10],
      [1_202_000, 'get-meta', 20],
      [1_203_000, 'list-history', 30],
    ]);
    expect(() => recordedWorkload([], { about: '', timeZone: 'Etc/UTC', tenants: 1 })).toThrow(
      'The record has no request.',
    );
  });

  it('that names neither functions nor tenants has them drawn, the same for the same seed', () => {
    const seen = Array.from({ length: 500 }, (_, index) => ({
      atMs: index * 1_000,
      durationMs: undefined,
      functionName: undefined,
      tenant: undefined,
    }));
    const workload = recordedWorkload(seen, { about: 'a file', timeZone: 'Etc/UTC', tenants: 9 });
    const tenantsOf = (of: Workload, seed: number) => {
      const arrivals = of.arrivals(seed);
      const drawn: number[] = [];
      for (; arrivals.atMs < Infinity; arrivals.advance()) drawn.push(arrivals.tenantIndex);
      return drawn;
    };

    expect(tenantsOf(workload, 3)).toEqual(tenantsOf(workload, 3));
    expect(tenantsOf(workload, 3)).not.toEqual(tenantsOf(workload, 4));
    expect(new Set(tenantsOf(workload, 3)).size).toBe(9);
    expect(workload.functions.map(({ name }) => name)).toContain('list-direct-deposits');
  });
});

describe('Azure’s traces', () => {
  it('of 2019 have so many invocations in each minute, of one application or of all', async () => {
    const path = fileOf(
      'HashOwner,HashApp,HashFunction,Trigger,1,2,3,1440\no,app-a,f,http,2,0,1,1\no,app-b,f,timer,1,0,0,0\n',
    );
    const minutes = (requests: readonly { atMs: number }[]) =>
      requests.map(({ atMs }) => Math.floor((atMs - traceStartMs) / 60_000)).sort((a, b) => a - b);

    expect(minutes(await readAzureTrace(path, { app: 'app-a', seed: 1 }))).toEqual([0, 0, 2, 1_439]);
    expect(minutes(await readAzureTrace(path, { app: undefined, seed: 1 }))).toEqual([0, 0, 0, 2, 1_439]);
  });

  it('of 2021 have each invocation with its end and its duration', async () => {
    const path = fileOf('app,func,end_timestamp,duration\na,f,10.5,0.25\nb,f,11,1\n');

    expect(await readAzureTrace(path, { app: 'a', seed: 1 })).toEqual([
      { atMs: traceStartMs + 10_250, durationMs: 250, functionName: undefined, tenant: undefined },
    ]);
  });

  it('are told from other files', async () => {
    await expect(readAzureTrace(fileOf('a,b\n1,2\n'), { app: undefined, seed: 1 })).rejects.toThrow(
      'none of the Azure Functions traces',
    );
  });
});

describe('requests that are drawn', () => {
  it('come at their rate, which changes with the step, and not at all at rate 0', () => {
    const demand = { startMs: 0, stepMs: 1_000_000, ratesPerS: [1, 0, 4] };
    const arrivals = new PoissonArrivals(demand, { functionShares: [1], tenantShares: [1] }, createRandom(5));
    const counts = [0, 0, 0];
    for (; arrivals.atMs < Infinity; arrivals.advance()) {
      const step = Math.floor(arrivals.atMs / 1_000_000);
      counts[step] = (counts[step] ?? 0) + 1;
    }

    expect(counts[1]).toBe(0);
    // Five standard deviations.
    expect(Math.abs((counts[0] ?? 0) - 1_000)).toBeLessThan(160);
    expect(Math.abs((counts[2] ?? 0) - 4_000)).toBeLessThan(320);
  });

  it('go where their weights say', () => {
    const draw = drawFrom([1, 0, 3], createRandom(9));
    const counts = [0, 0, 0];
    for (let n = 0; n < 40_000; n += 1) counts[draw()]! += 1;

    expect(counts[1]).toBe(0);
    expect(counts[2]! / counts[0]!).toBeCloseTo(3, 0);
    expect(() => drawFrom([0, 0], createRandom(1))).toThrow(RangeError);
  });

  it('can be made more or fewer', () => {
    const open = (seed: number) =>
      new PoissonArrivals(
        { startMs: 0, stepMs: 1_000_000, ratesPerS: [4] },
        { functionShares: [1], tenantShares: [1] },
        createRandom(seed),
      );

    expect(countRequests(new FasterArrivals(open, 2.5, 1)) / 10_000).toBeCloseTo(1, 1);
    expect(countRequests(new FasterArrivals(open, 0.25, 1)) / 1_000).toBeCloseTo(1, 0);
    expect(parseTime('tomorrow')).toBeNaN();
  });
});

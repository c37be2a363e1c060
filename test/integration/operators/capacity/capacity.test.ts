// `npm run capacity` as operators run it: from a sentence, from files, from CloudWatch; after deployment, forecast against fact.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloudWatch, type CloudWatch } from '../../../support/cloudwatch-endpoint.ts';
import { runScript } from '../../../support/run-script.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

// Each command is a process of its own that simulates for seconds.
jest.setTimeout(120_000);

const dayMs = 86_400_000;
const stack = 'direct-deposits-prod';

describe('npm run capacity', () => {
  const folder = mkdtempSync(join(tmpdir(), 'capacity-'));
  let cloudWatch: CloudWatch;
  const inFolder = (name: string): string => join(folder, name);
  const capacity = (...args: string[]) =>
    runScript('capacity', args, {
      env: {
        PATH: process.env['PATH'],
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch.url,
      },
    });

  beforeAll(async () => {
    cloudWatch = await startCloudWatch(200);
  });
  afterAll(async () => {
    await cloudWatch.stop();
    rmSync(folder, { recursive: true });
  });

  /** Whole days before today: requests of two functions by hour, more of them by day; what they started cold. */
  const putTraffic = (
    days: number,
    { factor, coldADay }: { factor: number; coldADay: number },
    name: string,
  ) => {
    const random = seededRandom(3);
    const today = Math.floor(Date.now() / dayMs) * dayMs;
    for (const key of ['list-direct-deposits', 'get-meta', 'decryptor', 'payroll-webhook']) {
      const dimensions = { FunctionName: `${name}-${key}` };
      const points = Array.from({ length: days * 24 }, (_, hour) => ({
        atMs: today - days * dayMs + hour * 3_600_000,
        value: Math.round(((hour % 24 > 7 && hour % 24 < 19 ? 60 : 4) + random.below(4)) * factor),
      }));
      cloudWatch.put({ namespace: 'AWS/Lambda', name: 'Invocations', dimensions }, points);
      cloudWatch.put(
        { namespace: 'AWS/Lambda', name: 'Duration', dimensions },
        points.flatMap(({ atMs }) => [10, 12, 15, 90].map((value) => ({ atMs, value }))),
      );
    }
    cloudWatch.put(
      {
        namespace: 'AWS/Lambda',
        name: 'ConcurrentExecutions',
        dimensions: { FunctionName: `${name}-get-meta` },
      },
      [{ atMs: today - dayMs, value: 9 * factor - 8 }],
    );
    cloudWatch.put(
      { namespace: name, name: 'ColdStarts' },
      Array.from({ length: days }, (_, day) => ({ atMs: today - (day + 1) * dayMs, value: coldADay })),
    );
  };

  test('advises from a sentence, the same each time, and prints what deploys it', async () => {
    const profile = ['--profile', '3,000 employees, pay day every second Friday', '--repetitions', '3'];
    const more = ['--time-zone', 'America/New_York', '--weeks', '2', '--what-if', 'load*2'];
    const page = inFolder('advice.html');
    const first = await capacity('advise', ...profile, ...more, '--apply', 'prod', '--html', page);
    const again = await capacity('advise', ...profile, ...more, '--json');
    const document = JSON.parse(again.stdout) as {
      parameters: { readySchedule: string };
      variants: unknown[];
    };

    expect([first.code, again.code]).toEqual([0, 0]);
    expect(first.stdout).toContain('3,000 employees in 8 tenants, pay day every second Friday');
    expect(first.stdout).toContain('THE ADVICE');
    expect(first.stdout).toContain(
      `npm run deploy -- --stage prod --param "readySchedule=${document.parameters.readySchedule}" --param "busyTimezone=America/New_York"`,
    );
    expect(document.variants).toHaveLength(12);
    expect(readFileSync(page, 'utf8')).toContain('Cost against latency');
  });

  test('advises from files of requests', async () => {
    const csv = inFolder('requests.csv');
    const start = Date.UTC(2026, 10, 2);
    const lines = Array.from(
      { length: 2_000 },
      (_, n) => `${new Date(start + n * 300_000).toISOString()},${10 + (n % 7)},list-direct-deposits,acme`,
    );
    writeFileSync(csv, ['time,duration_ms,function,tenant', ...lines].join('\n'));
    const trace = inFolder('trace.csv');
    writeFileSync(trace, 'HashOwner,HashApp,HashFunction,Trigger,1,2,3\no,a,f,http,5,0,9\n');

    const requests = await capacity('advise', '--requests', csv, '--aim', 'cold<=5%', '--json');
    const azure = await capacity('advise', '--azure-trace', trace, '--aim', 'cold<=99%', '--json');

    expect(JSON.parse(requests.stdout)).toMatchObject({
      isAimReached: true,
      requestsAWeek: expect.any(Number) as number,
    });
    expect(JSON.parse(azure.stdout)).toMatchObject({ isAimReached: true, parameters: { readySchedule: '' } });
  });

  test('advises from CloudWatch, page by page, and watches what comes of it', async () => {
    putTraffic(28, { factor: 1, coldADay: 0 }, stack);
    const saved = inFolder('advice.json');
    const advised = await capacity(
      'advise',
      '--stack',
      stack,
      '--repetitions',
      '3',
      '--save',
      saved,
      '--json',
    );
    const document = JSON.parse(advised.stdout) as { requestsAWeek: number; workload: string };
    const holds = await capacity('watch', '--advice', saved, '--stack', stack);

    putTraffic(14, { factor: 2, coldADay: 900 }, 'direct-deposits-busy');
    const stale = await capacity('watch', '--advice', saved, '--stack', 'direct-deposits-busy', '--json');

    expect(document.workload).toContain('invocations of 2 functions');
    expect(cloudWatch.requestCount('GetMetricData')).toBeGreaterThan(6);
    expect([holds.code, holds.stdout]).toEqual([0, expect.stringContaining('The advice holds.')]);
    expect(stale.code).toBe(1);
    expect(JSON.parse(stale.stdout)).toMatchObject({
      isStale: true,
      reasons: [{ code: 'load' }, { code: 'hours' }, { code: 'api-cold-starts' }, { code: 'concurrency' }],
    });
  });

  test('holds its model against theory', async () => {
    const { code, stdout } = await capacity('check');

    expect(code).toBe(0);
    expect(stdout.match(/inside/g)).toHaveLength(14);
  });

  test.each([
    [['advise'], 1, 'Say where the requests are from'],
    [['advise', '--profile', '10 employees, pay day every Friday', '--stack', 'x'], 1, 'one of --stack'],
    [['advise', '--profile', 'many employees'], 2, '“many employees” was not understood'],
    [
      ['advise', '--profile', '10 employees, pay day every Friday', '--enrolment'],
      1,
      '--enrolment needs a profile',
    ],
    [['advise', '--aim', 'fast'], 2, 'It reads like cold<=0.1% or p99<50ms.'],
    [['advise', '--what-if', 'rain'], 2, 'It reads like one of load*2'],
    [['advise', '--time-zone', 'Mars/Olympus'], 2, 'such as America/New_York'],
    [
      [
        'advise',
        '--profile',
        '10 employees, pay day every Friday',
        '--aim',
        'cold<=99%',
        '--html',
        'none/x.html',
      ],
      1,
      'The file none/x.html cannot be written.',
    ],
    [['advise', '--requests', 'none.csv'], 1, 'The file cannot be read.'],
    [
      ['advise', '--stack', 'no-such-stack'],
      1,
      'CloudWatch has no function whose name begins with no-such-stack-',
    ],
    [
      ['watch', '--advice', 'package.json', '--stack', 'x'],
      1,
      'The advice is not what advise --save writes, at version.',
    ],
    [['watch', '--advice', 'none.json', '--stack', 'x'], 1, 'It is what advise --save wrote.'],
    [['watch'], 2, 'required option'],
  ])('answers wrong usage with a sentence: %s', async (args, code, message) => {
    const run = await capacity(...args);

    expect([run.code, run.stdout]).toEqual([code, '']);
    expect(run.stderr).toContain(message);
  });
});

// The controls of `npm run campaign -- endurance`: what it would complain about is seen when it is planted.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startCrowd, type Answered, type Person } from '../../campaigns/endurance/actors.ts';
import type { Phase } from '../../campaigns/endurance/disturbances.ts';
import { growthPerMinute, percentile } from '../../campaigns/endurance/flatness.ts';
import { complaintsOf, drawRun, linesOf, type Run } from '../../campaigns/endurance/run-report.ts';
import type { Sample } from '../../campaigns/endurance/stack-host.ts';
import { seededRandom } from '../../support/seeded-random.ts';

describe('what is measured again and again', () => {
  test('stays where it is, with noise', () => {
    const random = seededRandom(1);
    const values = Array.from({ length: 40 }, () => 100 + random.below(5));

    expect(Math.abs(growthPerMinute(values, 15))).toBeLessThan(0.5);
  });

  test('a control: a leak of 2 MB a minute is seen through the same noise', () => {
    const random = seededRandom(1);
    const values = Array.from({ length: 40 }, (_, index) => 100 + random.below(5) + index * 0.5);

    expect(growthPerMinute(values, 15)).toBeCloseTo(2, 0);
  });

  test('has its percentiles by rank', () => {
    expect(percentile([5, 1, 4, 2, 3], 0.99)).toBe(5);
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(percentile([], 0.5)).toBe(0);
  });
});

describe('a run', () => {
  const sample: Sample = {
    heapMb: 40,
    functionsMb: 800,
    handles: 350,
    sqlConnections: 50,
    temporaryFiles: 78,
  };
  const list = (phase: Phase, ms: number): Run['timed'][number] => ({
    ...{ tenantId: 'acme', operation: 'list', status: 200 },
    ...{ phase, ms },
  });
  const quietRun: Run = {
    minutes: 30,
    timed: [list('quiet', 40), list('flood', 60)],
    heldBack: 0,
    samples: Array.from({ length: 120 }, () => sample),
    disturbances: new Map([['flood', 6]]),
    people: [{ tenantId: 'acme', employeeId: 'e-1001', acknowledged: 3, tried: 3, writes: 4, told: 4 }],
    faults: [],
  };
  const growing = (name: keyof Sample, byMinute: number): Partial<Run> => ({
    samples: quietRun.samples.map((each, index) => ({
      ...each,
      [name]: each[name] + (index / 4) * byMinute,
    })),
  });

  test('that is as it should be has no complaints, and says its figures', () => {
    expect(complaintsOf(quietRun)).toEqual([]);
    expect(linesOf(quietRun)).toEqual(
      expect.arrayContaining([
        '30 minutes, 2 requests; flood 6',
        'changes: 4 acknowledged, the payroll suite was told of 4; 0 lost and 0 crossed unless said below',
        "others' p99: quiet 40 ms, beside a flood of 50 times 60 ms: 1.50",
        'heapMb: 40.0 at the end, 0.00 a minute',
      ]),
    );
    expect(drawRun(quietRun)).toContain('Heap of the emulators');
    expect(drawRun(quietRun)).not.toContain('this project');
  });

  test.each<[string, Partial<Run>, string]>([
    [
      'a change that the payroll suite was not told of, behind one told of another',
      {
        people: [
          { ...quietRun.people[0]!, told: 3 },
          { ...quietRun.people[0]!, employeeId: 'e-1002', told: 9 },
        ],
      },
      'the payroll suite was told of 3 of 4 changes of acme e-1001',
    ],
    [
      'neighbours that wait',
      { timed: [list('quiet', 40), list('flood', 100)] },
      "the others' p99 is 2.50 times that of quiet times",
    ],
    ['a heap that grows', growing('heapMb', 1.5), 'heapMb grows by 1.50 a minute, 1 at most'],
    ['functions that grow', growing('functionsMb', 3), 'functionsMb grows by 3.00 a minute, 2 at most'],
    ['handles that stay', growing('handles', 3), 'handles grows by 3.00 a minute, 2 at most'],
    [
      'connections that stay',
      growing('sqlConnections', 3),
      'sqlConnections grows by 3.00 a minute, 2 at most',
    ],
    ['files that stay', growing('temporaryFiles', 1), 'temporary files vary by 28.75'],
    [
      'an answer that should not be',
      { faults: ['1 × acme list was answered 500 (quiet)'] },
      '1 × acme list was answered 500 (quiet)',
    ],
  ])('a control: %s', (_, changes, complaint) => {
    expect(complaintsOf({ ...quietRun, ...changes })).toEqual([complaint]);
  });

  test('that is short does not judge a percentile of a few requests', () => {
    const short = { ...quietRun, minutes: 5, timed: [list('quiet', 40), list('flood', 100)] };

    expect(complaintsOf(short)).toEqual([]);
    expect(linesOf(short)).toContainEqual(expect.stringContaining('2.50, not judged in so short a run'));
  });
});

describe('people at work', () => {
  let server: Server;
  let nickname: string;
  let status: number;
  let onRequest: () => void;

  beforeEach(async () => {
    [nickname, status] = ['acme e-1001 3', 200];
    onRequest = () => undefined;
    server = createServer((_request, response) => {
      onRequest();
      response
        .writeHead(status, { etag: '"1"' })
        .end(status === 200 ? JSON.stringify({ items: [{ id: 'd', nickname }] }) : '{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const faultsFor = async (
    person: Person,
  ): Promise<{ faults: readonly string[]; answers: readonly Answered[] }> => {
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answers: Answered[] = [];
    const crowd = startCrowd({ apiUrl, tokenFor: () => 't' }, [person], seededRandom(1), (answered) =>
      answers.push(answered),
    );
    await crowd.check(person);
    return { faults: crowd.faults, answers };
  };
  const person = (changes: Partial<Person> = {}): Person => ({
    tenantId: 'acme',
    employeeId: 'e-1001',
    acknowledged: 3,
    tried: 3,
    writes: 4,
    ...changes,
  });

  test('find what they wrote', async () => {
    expect(await faultsFor(person())).toEqual({
      faults: [],
      answers: [expect.objectContaining({ tenantId: 'acme', operation: 'check', status: 200 })],
    });
    // The last one was not answered: it is there or it is not.
    expect((await faultsFor(person({ acknowledged: 2 }))).faults).toEqual([]);
  });

  test('are shown what was acknowledged when they asked: a write may overtake a list', async () => {
    const overtaken = person();
    onRequest = () => (overtaken.acknowledged = overtaken.tried = 4);

    expect((await faultsFor(overtaken)).faults).toEqual([]);
  });

  test('a control: a lost write is seen', async () => {
    expect((await faultsFor(person({ acknowledged: 4, tried: 4 }))).faults).toEqual([
      'acme e-1001 lost a write: 3 where 4 was acknowledged',
    ]);
  });

  test('a control: a write that nobody made is seen', async () => {
    expect((await faultsFor(person({ acknowledged: 1, tried: 2 }))).faults).toEqual([
      'acme e-1001 has 3, which nobody wrote',
    ]);
  });

  test.each(['globex e-1001 3', 'acme e-1002 3', ''])(
    'a control: another one’s name is seen: %j',
    async (name) => {
      nickname = name;
      expect((await faultsFor(person())).faults[0]).toBe(`acme e-1001 is shown ${JSON.stringify(name)}`);
    },
  );

  test('a control: an employee who cannot be read is seen', async () => {
    status = 500;
    expect((await faultsFor(person())).faults).toEqual(['acme e-1001 cannot be read at the end: 500']);
  });
});

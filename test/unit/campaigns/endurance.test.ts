// The controls of `npm run campaign -- endurance`: what it would complain about is seen when it is planted.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startCrowd, type Answered, type Person } from '../../campaigns/endurance/actors.ts';
import { growthPerMinute, percentile } from '../../campaigns/endurance/flatness.ts';
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

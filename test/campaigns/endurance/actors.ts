// People at work: each employee of the demo's tenants reads, simulates, looks at the history, and writes a number that grows into the name of a
// direct deposit. What was acknowledged has to be there ever after; what is shown has to be one's own.

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '#local/until';
import type { SeededRandom } from '../../support/seeded-random.ts';

export type Answered = {
  readonly tenantId: string;
  readonly operation: string;
  readonly status: number;
  readonly ms: number;
};

export type Person = {
  readonly tenantId: string;
  readonly employeeId: string;
  /** Of the last write that was acknowledged, and of the last that was tried. */
  acknowledged: number;
  tried: number;
  /** Writes that were acknowledged, the first direct deposit among them. */
  writes: number;
};

export type Crowd = {
  readonly people: readonly Person[];
  readonly faults: string[];
  /** One step of one person. */
  act(person: Person): Promise<void>;
  /** One list of a person's, as a flood of requests has it. */
  list(person: Person): Promise<number>;
  /** Whether what was acknowledged is there. */
  check(person: Person): Promise<void>;
  /** The first direct deposit, which everything else is about. */
  setUp(person: Person): Promise<void>;
  /** Until that is in force: where a tenant has prenotes, the payroll suite has sent one. */
  awaitStart(person: Person): Promise<void>;
};

type Item = {
  readonly id: string;
  readonly nickname: string | null;
  readonly accountType: string;
  readonly routingNumber: string;
  readonly accountNumberMask: string;
  readonly allocation: object;
};
type Sent = {
  readonly status: number;
  readonly etag: string;
  readonly body: { readonly items?: readonly Item[] };
};
type Listed = {
  readonly status: number;
  readonly item: Item | undefined;
  /** Of the last write that it shows; nothing where it was refused. */
  readonly count: number | undefined;
};

/** A request that is not answered for so long is given up, and a write is sent again with its key. */
const patienceMs = 20_000;
const tries = 40;
const startPatienceMs = 60_000;

export const startCrowd = (
  { apiUrl, tokenFor }: { readonly apiUrl: string; readonly tokenFor: (tenantId: string) => string },
  people: readonly Person[],
  random: SeededRandom,
  onAnswer: (answered: Answered) => void,
): Crowd => {
  const faults: string[] = [];
  const send = async (
    { tenantId, employeeId }: Person,
    operation: string,
    method: string,
    path: string,
    { body, headers = {} }: { readonly body?: object; readonly headers?: Record<string, string> } = {},
  ): Promise<Sent> => {
    const started = performance.now();
    const done = (status: number, etag: string, text: string): Sent => {
      onAnswer({ tenantId, operation, status, ms: performance.now() - started });
      return { status, etag, body: (text === '' ? {} : JSON.parse(text)) as Sent['body'] };
    };
    try {
      const answer = await fetch(`${apiUrl}/api/employees/${employeeId}/direct-deposits${path}`, {
        method,
        headers: {
          authorization: `Bearer ${tokenFor(tenantId)}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patienceMs),
      });
      return done(answer.status, answer.headers.get('etag') ?? '', await answer.text());
    } catch {
      // No answer: the connection broke, or nobody waited any longer.
      return done(0, '', '');
    }
  };
  const markOf = ({ tenantId, employeeId }: Person): string => `${tenantId} ${employeeId} `;
  const countIn = (person: Person, item: Item | undefined): number => {
    const name = item?.nickname ?? '';
    if (!name.startsWith(markOf(person))) {
      faults.push(`${markOf(person)}is shown ${JSON.stringify(name)}`);
      return 0;
    }
    return Number(name.slice(markOf(person).length));
  };
  /** A list shows at least what was acknowledged when it was asked for: a write may overtake it. */
  const list = async (person: Person, operation: string): Promise<Listed> => {
    const { acknowledged } = person;
    const { status, body } = await send(person, operation, 'GET', '');
    const item = body.items?.[0];
    if (status !== 200) return { status, item, count: undefined };
    const count = countIn(person, item);
    if (count < acknowledged)
      faults.push(`${markOf(person)}lost a write: ${count} where ${acknowledged} was acknowledged`);
    return { status, item, count };
  };

  const write = async (person: Person): Promise<void> => {
    const { item } = await list(person, 'list');
    if (item === undefined) return;
    const single = await send(person, 'get', 'GET', `/${item.id}`);
    if (single.status !== 200) return;
    const next = person.tried + 1;
    person.tried = next;
    const { accountType, routingNumber, accountNumberMask: accountNumber, allocation } = item;
    const body = {
      accountType,
      routingNumber,
      accountNumber,
      allocation,
      nickname: `${markOf(person)}${next}`,
    };
    const headers = { 'if-match': single.etag, 'idempotency-key': randomUUID() };
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const { status } = await send(person, 'write', 'PUT', `/${item.id}`, { body, headers });
      if (status === 200) {
        person.acknowledged = next;
        person.writes += 1;
      }
      // Not known yet, or not now: the same key finds out.
      if (![0, 409, 429, 503].includes(status)) return;
      await pause(500);
    }
  };

  const acts: readonly ((person: Person) => Promise<void>)[] = [
    ...Array.from({ length: 5 }, () => async (person: Person) => void (await list(person, 'list'))),
    async (person) => void (await send(person, 'history', 'GET', '/history')),
    async (person) =>
      void (await send(person, 'simulate', 'POST', '/simulate', { body: { netPayCents: [123_456] } })),
    write,
    write,
  ];

  return {
    people,
    faults,
    act: (person) => random.pick(acts)(person),
    list: async (person) => (await list(person, 'flood')).status,
    check: async (person) => {
      const { status, count } = await list(person, 'check');
      if (count === undefined) faults.push(`${markOf(person)}cannot be read at the end: ${status}`);
      else if (count > person.tried) faults.push(`${markOf(person)}has ${count}, which nobody wrote`);
    },
    setUp: async (person) => {
      const body = {
        accountType: 'checking',
        routingNumber: '021000021',
        accountNumber: `9${String(10_000_000 + random.below(89_999_999))}`,
        allocation: { kind: 'remainder' },
        nickname: `${markOf(person)}0`,
      };
      const { status } = await send(person, 'create', 'POST', '', {
        body,
        headers: { 'idempotency-key': randomUUID() },
      });
      if (status === 201) person.writes += 1;
      else faults.push(`${markOf(person)}cannot be set up: ${status}`);
    },
    awaitStart: async (person) => {
      const isInForce = await until(
        async () => (await send(person, 'start', 'GET', '')).body.items?.length === 1,
        { patienceMs: startPatienceMs, everyMs: 250 },
      );
      if (!isInForce) faults.push(`${markOf(person)}has nothing in force after ${startPatienceMs / 1_000} s`);
    },
  };
};

// Campaign: the connection to a tenant's database is cut at every byte of a write, in both directions, and at every packet of
// a login. Whatever happens, the write is there once or not at all, the answer says which or that it cannot, and the next
// request works. A create, an update and a delete of the same row for each place.

import * as v from 'valibot';
import { CachedCredentialSource } from '#shared/credentials/cached-credential-source';
import { createSource } from '#shared/runtime/lambda-source-runtime';
import { systemClock } from '#shared/platform/clock';
import { acme, startDepositsWorld, type Answer, type DepositsWorld } from '../support/deposits-world.ts';
import type { Direction } from '../support/fault-proxy.ts';
import { count, judge, newTally, printTally, shareOut, type Tally } from './campaign-tally.ts';
import { startProxiedContainer, type ProxiedContainer } from './proxied-container.ts';
import { seededRandom } from '../support/seeded-random.ts';

const kinds = ['create', 'update', 'remove'] as const;
type Kind = (typeof kinds)[number];
type Place = { readonly direction: Direction; readonly offset: number; readonly isLogin: boolean };

export type CutSettings = {
  readonly seed: number;
  /** Every so manieth byte; 1: each. */
  readonly step: number;
  readonly workers?: number;
  /** No more places than these, chosen by the seed. */
  readonly atMost?: number;
  /** For a control: what the client makes of an answer before it is judged. */
  readonly clientOf?: (container: ProxiedContainer) => ProxiedContainer['call'];
};

const directions: readonly Direction[] = ['to-server', 'to-client'];
const body = (nickname: string) => ({
  nickname,
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber: '7000000007',
  allocation: { kind: 'remainder' },
});

/** What is stored of an employee: undefined when it could not be read, which is itself a fault. */
type Seen = { readonly id: string; readonly nickname: string | null } | 'nothing' | 'several';

const look = async (container: ProxiedContainer, employee: string): Promise<Seen | undefined> => {
  const listed = await container.call('list', { employee });
  if (listed.status !== 200) return undefined;
  const { items } = listed.body;
  const [item] = items;
  if (item === undefined) return 'nothing';
  return items.length === 1 ? { id: item.id, nickname: item.nickname } : 'several';
};

type Trial = { readonly employee: string; readonly place: Place };
type Changes = Map<string, { create: number; update: number; delete: number }>;

const send = (
  call: ProxiedContainer['call'],
  kind: Kind,
  employee: string,
  id: string | undefined,
): Promise<Answer> =>
  kind === 'create'
    ? call('create', { employee, body: body('made') })
    : call(kind, {
        employee,
        id,
        ifMatch: '*',
        ...(kind === 'update' ? { body: body('changed') } : {}),
      });

const isMade: Readonly<Record<Kind, (seen: Seen) => boolean>> = {
  create: (seen) => typeof seen === 'object' && seen.nickname === 'made',
  update: (seen) => typeof seen === 'object' && seen.nickname === 'changed',
  remove: (seen) => seen === 'nothing',
};
const isUntouched: Readonly<Record<Kind, (seen: Seen) => boolean>> = {
  create: (seen) => seen === 'nothing',
  update: (seen) => typeof seen === 'object' && seen.nickname === 'made',
  remove: (seen) => typeof seen === 'object',
};
const actions = { create: 'create', update: 'update', remove: 'delete' } as const;

const complaintsOf = (kind: Kind, answer: Answer, seen: Seen | undefined): readonly string[] => {
  if (seen === undefined) return ['the next request failed'];
  const isDone = answer.status >= 200 && answer.status < 300;
  const isPassing = answer.status === 503 && /^DATABASE_/.test(answer.body.code);
  if (!isDone && !isPassing) return [`answered ${answer.status} ${answer.body.code}`];
  if (isDone && !isMade[kind](seen)) return ['told as made, and is not there'];
  if (!isMade[kind](seen) && !isUntouched[kind](seen)) return [`left ${JSON.stringify(seen)} behind`];
  return [];
};

const runTrial = async (
  container: ProxiedContainer,
  { employee, place }: Trial,
  { tally, changes, clientOf }: { tally: Tally; changes: Changes; clientOf: CutSettings['clientOf'] },
): Promise<void> => {
  const call = clientOf?.(container) ?? container.call;
  const made = { create: 0, update: 0, delete: 0 };
  changes.set(employee, made);
  let id: string | undefined;
  for (const kind of kinds) {
    const { direction, offset, isLogin } = place;
    if (isLogin) await container.cool();
    else await look(container, employee);
    const connection = container.proxy.connections + (isLogin ? 1 : 0);
    const base = isLogin ? 0 : container.proxy.handedOn(connection, direction);
    const fault = container.proxy.inject({
      do: 'cut',
      how: offset % 2 === 0 ? 'reset' : 'end',
      direction,
      offset: base + offset,
      connection,
    });
    const answer = await send(call, kind, employee, id);
    fault.remove();
    const seen = await look(container, employee);
    const complaints = complaintsOf(kind, answer, seen);
    const where = `${kind}, ${isLogin ? 'login, ' : ''}${direction} byte ${offset}`;
    judge(
      tally,
      complaints.map((complaint) => `${where}: ${complaint}`),
    );
    count(tally, fault.fired === 0 ? 'not reached' : `cut, answered ${answer.status}`);
    if (answer.status === 503 && seen !== undefined && isMade[kind](seen)) count(tally, '503, yet made');
    if (seen === undefined || seen === 'several') return;
    if (isMade[kind](seen)) made[actions[kind]] += 1;
    // The next kind needs the row, as `made`.
    if (kind === 'create' && seen === 'nothing') {
      await container.call('create', { employee, body: body('made') });
      const row = await look(container, employee);
      // On a machine with no time for it a request ends at its deadline, cut or not: there is nothing to go on with.
      if (typeof row !== 'object') return count(tally, 'not gone on with');
      id = row.id;
      made.create += 1;
    } else if (typeof seen === 'object') id = seen.id;
  }
};

/** The places of one write and of one login, from what they send when nothing is cut. */
const findPlaces = async (
  world: DepositsWorld,
  container: ProxiedContainer,
  step: number,
): Promise<Place[]> => {
  const [employee = ''] = await world.newEmployees(1);
  await container.cool();
  const cold = container.proxy.connections + 1;
  await container.call('create', { employee, body: body('made') });
  const chunks = container.proxy.seen.filter(({ connection }) => connection === cold);
  const boundaries = directions.flatMap((direction) => {
    let at = 0;
    const own = chunks.filter((chunk) => chunk.direction === direction);
    return [0, ...own.map(({ bytes }) => (at += bytes.length))].map((offset) => ({
      direction,
      offset,
      isLogin: true,
    }));
  });
  const longest: Place[] = [];
  for (const direction of directions) {
    let most = 0;
    for (const kind of kinds) {
      const seen = await look(container, employee);
      const id = typeof seen === 'object' ? seen.id : undefined;
      if (kind === 'create' && id !== undefined)
        await container.call('remove', { employee, id, ifMatch: '*' });
      const connection = container.proxy.connections;
      const before = container.proxy.handedOn(connection, direction);
      await send(container.call, kind, employee, id);
      most = Math.max(most, container.proxy.handedOn(connection, direction) - before);
    }
    for (let offset = 0; offset <= most; offset += step) longest.push({ direction, offset, isLogin: false });
  }
  return [...boundaries, ...longest];
};

const auditRow = v.object({ employee: v.string(), action: v.string(), count: v.number() });

/** Each change has one audit row, and each audit row a change. */
const checkAudit = async (world: DepositsWorld, changes: Changes, tally: Tally): Promise<void> => {
  const answered = await world.query(
    acme,
    `SELECT [EmployeeId] AS [employee], [Action] AS [action], COUNT(*) AS [count]
     FROM [dbo].[DirectDepositAudit] GROUP BY [EmployeeId], [Action];`,
  );
  const rows = v.parse(v.array(auditRow), answered);
  const found = new Map(rows.map(({ employee, action, count: times }) => [`${employee} ${action}`, times]));
  for (const [employee, made] of changes) {
    const wrong = Object.entries(made).filter(
      ([action, times]) => (found.get(`${employee} ${action}`) ?? 0) !== times,
    );
    judge(
      tally,
      wrong.map(
        ([action, times]) => `audit: ${found.get(`${employee} ${action}`) ?? 0} of ${action}, not ${times}`,
      ),
    );
  }
};

const choose = (places: readonly Place[], { seed, atMost }: CutSettings): readonly Place[] => {
  if (atMost === undefined || places.length <= atMost) return places;
  const random = seededRandom(seed);
  return Array.from({ length: atMost }, () => random.pick(places));
};

export const cutOffsets = async (settings: CutSettings): Promise<Tally> => {
  const { step, workers = 24, clientOf } = settings;
  const world = await startDepositsWorld();
  const tally = newTally();
  const credentials = new CachedCredentialSource({
    source: createSource(process.env, world.deps.log).source,
    clock: systemClock,
  });
  const scout = await startProxiedContainer(world, credentials, { isRecording: true });
  const containers: ProxiedContainer[] = [];
  try {
    const places = choose(await findPlaces(world, scout, step), settings);
    const employees = await world.newEmployees(places.length);
    const trials = places.map((place, at): Trial => ({ place, employee: employees[at] ?? '' }));
    const changes: Changes = new Map();
    for (let at = 0; at < workers; at += 1) containers.push(await startProxiedContainer(world, credentials));
    await shareOut(
      trials,
      containers.map((container) => (trial) => runTrial(container, trial, { tally, changes, clientOf })),
    );
    await checkAudit(world, changes, tally);
    count(tally, 'places', places.length);
    return tally;
  } finally {
    await scout.stop();
    for (const container of containers) await container.stop();
    await world.stop();
  }
};

export const runCutOffsets = async (settings: CutSettings): Promise<{ passed: number; failed: number }> =>
  printTally(await cutOffsets(settings));

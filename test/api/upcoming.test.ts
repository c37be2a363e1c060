// Changes that count later: what is in force stays in force, what waits is shown, and each takes effect by the payroll that pays by it.

import { addBankingDays } from '#shared/domain/banking-calendar';
import { addDays, isoDateIn, type IsoDate } from '#shared/domain/iso-date';
import {
  acme,
  startDepositsWorld,
  type Answer,
  type Container,
  type DepositsWorld,
} from '#test/support/deposits-world';
import { fixed, remainder } from '#test/support/direct-deposit-bodies';

let world: DepositsWorld;
let api: Container;

const today = isoDateIn('America/New_York', new Date());
const payDates = [8, 18, 28].map((days) => addBankingDays(today, days)) as [IsoDate, IsoDate, IsoDate];
const [next, second, third] = payDates;

const tellPayrolls = async (): Promise<void> => {
  await world.query(acme, 'DELETE FROM [dbo].[Payroll];');
  for (const payDate of payDates) {
    await world.query(
      acme,
      `INSERT INTO [dbo].[Payroll] ([PayGroup], [PayDate], [PeriodBegin], [Status])
       VALUES ('biweekly', CAST(@payDate AS date), CAST(@begin AS date), 'open');`,
      { payDate, begin: addDays(payDate, -14) },
    );
  }
};
const post = (payDate: IsoDate): Promise<unknown> =>
  world.query(
    acme,
    "UPDATE [dbo].[Payroll] SET [Status] = 'posted' WHERE [PayDate] = CAST(@payDate AS date);",
    { payDate },
  );

beforeAll(async () => {
  world = await startDepositsWorld();
  api = world.newContainer();
}, 60_000);
afterAll(() => world?.stop());
beforeEach(tellPayrolls);

const employeeWith = async (...bodies: object[]): Promise<{ employee: string; ids: string[] }> => {
  const employee = await world.newEmployee();
  const ids: string[] = [];
  for (const body of bodies) {
    const created = await api.create({ employee, body });
    expect(created.status).toBe(201);
    ids.push(created.body.id);
  }
  return { employee, ids };
};
const masksOf = ({ body }: Answer): string[] => body.items.map((item) => item.accountNumberMask);
type WithUpcoming = {
  readonly upcoming?: readonly { readonly change: string; readonly effectiveOn: string }[];
};
const upcomingOf = ({ body }: Answer): string[] =>
  ((body as unknown as WithUpcoming).upcoming ?? []).map(
    ({ change, effectiveOn }) => `${change} ${effectiveOn}`,
  );
const rulesOf = ({ body }: Answer): string[] => body.errors.map(({ rule }) => rule);

const another = { ...remainder, accountNumber: '9990001111' };

describe('an account that is changed from a later payroll on', () => {
  const changed = async () => {
    const { employee, ids } = await employeeWith(remainder);
    const answer = await api.update({
      employee,
      id: ids[0],
      ifMatch: '*',
      body: { ...another, effectiveOn: second },
    });
    return { employee, id: ids[0]!, answer };
  };

  test('leaves the present one in force, and is shown beside it', async () => {
    const { employee, id, answer } = await changed();

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      accountNumberMask: '****0001',
      effective: { payDate: second, effectiveOn: second, movedBy: [] },
      upcoming: { change: 'update', effectiveOn: second, state: { accountNumberMask: '****1111' } },
      explanation: { nextDate: second },
    });
    const listed = await api.list({ employee });
    expect([masksOf(listed), upcomingOf(listed)]).toEqual([['****0001'], [`update ${second}`]]);
    const got = await api.get({ employee, id });
    expect(got.headers['etag']).toBe(answer.headers['etag']);
    expect(got.body).toMatchObject({ upcoming: { change: 'update' } });
  });

  test.each([
    ['today', undefined, '****0001'],
    ['the pay date before', next, '****0001'],
    ['the day after that', addDays(next, 1), '****1111'],
    ['its own pay date', second, '****1111'],
  ])('is not in force before its payroll is next: on %s', async (_, on, mask) => {
    const { employee, id } = await changed();
    const query = on === undefined ? {} : { on };

    expect(masksOf(await api.list({ employee, query }))).toEqual([mask]);
    expect((await api.get({ employee, id, query })).body.accountNumberMask).toBe(mask);
  });

  test('is in force when the payroll before it is posted, and is written with an audit row of its own', async () => {
    const { employee, id } = await changed();
    await post(next);

    const listed = await api.list({ employee });
    expect([masksOf(listed), upcomingOf(listed)]).toEqual([['****1111'], []]);
    expect((await api.reveal({ employee, id })).body.accountNumber).toBe('9990001111');
    const renamed = { ...another, accountNumber: undefined, nickname: 'Mine' };
    expect((await api.update({ employee, id, ifMatch: '*', body: renamed })).body).toMatchObject({
      accountNumberMask: '****1111',
      nickname: 'Mine',
    });
    const { items } = (await api.history({ employee })).body;
    expect(items.map(({ action, subject }) => [action, subject])).toEqual([
      ['update', 'test-subject'],
      ['take-effect', 'system:calendar'],
      ['reveal', 'test-subject'],
      ['update', 'test-subject'],
      ['create', 'test-subject'],
    ]);
  });

  test('is taken back, once, and what is in force stays', async () => {
    const { employee, id } = await changed();
    const stale = '"0000000000000000"';
    expect((await api.cancel({ employee, id, ifMatch: stale })).status).toBe(412);
    const cancelled = await api.cancel({ employee, id, ifMatch: '*' });

    expect(cancelled.status).toBe(200);
    const listed = await api.list({ employee });
    expect([masksOf(listed), upcomingOf(listed)]).toEqual([['****0001'], []]);
    expect((await api.cancel({ employee, id, ifMatch: '*' })).status).toBe(404);
    await post(next);
    expect(masksOf(await api.list({ employee }))).toEqual(['****0001']);
  });

  test('is replaced by a newer one: one for each direct deposit', async () => {
    const { employee, id } = await changed();
    const newer = { ...remainder, accountNumber: '8880002222', effectiveOn: third };
    expect((await api.update({ employee, id, ifMatch: '*', body: newer })).status).toBe(200);

    expect(upcomingOf(await api.list({ employee }))).toEqual([`update ${third}`]);
  });

  test('follows what is changed beside it', async () => {
    const { employee, id } = await changed();
    const renamed = { ...remainder, accountNumber: undefined, nickname: 'Mine' };
    await api.update({ employee, id, ifMatch: '*', body: renamed });
    await post(next);

    expect((await api.get({ employee, id })).body).toMatchObject({
      nickname: 'Mine',
      accountNumberMask: '****1111',
    });
  });

  test('goes when the direct deposit goes', async () => {
    const { employee, id } = await changed();
    expect((await api.remove({ employee, id, ifMatch: '*' })).status).toBe(200);

    const listed = await api.list({ employee });
    expect([masksOf(listed), upcomingOf(listed)]).toEqual([[], []]);
  });
});

describe('a direct deposit that is added from a later payroll on', () => {
  test('is none of those in force before, is answered by its id, and is paid by its payroll', async () => {
    const { employee } = await employeeWith(remainder);
    const created = await api.create({ employee, body: { ...fixed, effectiveOn: second } });
    expect(created.body).toMatchObject({ priority: 1, upcoming: { change: 'create', effectiveOn: second } });

    const listed = await api.list({ employee });
    expect([masksOf(listed), upcomingOf(listed)]).toEqual([['****0001'], [`create ${second}`]]);
    expect((await api.get({ employee, id: created.body.id })).status).toBe(200);
    const onItsDay = await api.simulate({ employee, body: { netPayCents: [100_000], on: second } });
    expect(onItsDay.body.results[0]!.lines.map(({ amountCents }) => amountCents)).toEqual([50_000, 50_000]);
    const now = await api.simulate({ employee, body: { netPayCents: [100_000] } });
    expect(now.body.results[0]!.lines.map(({ amountCents }) => amountCents)).toEqual([100_000]);
    await post(next);
    expect(masksOf(await api.list({ employee }))).toEqual(['****0002', '****0001']);
  });
});

describe('the rules', () => {
  const share = (basisPoints: number, accountNumber: string) => ({
    ...remainder,
    accountNumber,
    allocation: { kind: 'percentage', basisPoints },
  });

  test('of percentages hold on every day', async () => {
    const { employee } = await employeeWith(remainder, share(3_000, '300001'));
    const later = { ...share(6_000, '300002'), effectiveOn: second };
    expect((await api.create({ employee, body: later })).status).toBe(201);

    const refused = await api.create({ employee, body: share(2_000, '300003') });
    expect([refused.status, rulesOf(refused)]).toEqual([409, expect.arrayContaining(['split.percent'])]);
  });

  test('of the cap, the remainder and the account hold on every day', async () => {
    const { employee, ids } = await employeeWith(remainder, share(100, '310001'));
    expect(
      (await api.create({ employee, body: { ...share(100, '310002'), effectiveOn: second } })).status,
    ).toBe(201);

    const tooMany = await api.create({ employee, body: share(100, '310003') });
    const same = await api.create({ employee, body: share(100, '310002') });
    expect([tooMany.status, rulesOf(tooMany)]).toEqual([409, ['splits.max']]);
    expect([same.status, rulesOf(same)]).toEqual([
      409,
      expect.arrayContaining(['splits.max', 'splits.duplicate']),
    ]);
    const [, percentage] = ids;
    await api.remove({ employee, id: percentage, ifMatch: '*' });
    const alone = await api.remove({ employee, id: ids[0], ifMatch: '*' });
    expect([alone.status, rulesOf(alone)]).toEqual([409, ['splits.remainder']]);
  });
});

describe('a whole set from a later payroll on', () => {
  test('takes the place of the whole set on its day', async () => {
    const { employee, ids } = await employeeWith(remainder, fixed);
    const listed = await api.list({ employee });
    const set = {
      effectiveOn: second,
      items: [
        { ...fixed, accountNumber: '7770003333' },
        { ...remainder, id: ids[0], accountNumber: undefined, nickname: 'Kept' },
      ],
    };
    const replaced = await api.replace({ employee, ifMatch: listed.headers['etag'], body: set });

    expect(replaced.status).toBe(200);
    expect(masksOf(replaced)).toEqual(['****0002', '****0001']);
    expect(upcomingOf(replaced).toSorted()).toEqual([
      `create ${second}`,
      `remove ${second}`,
      `update ${second}`,
    ]);
    expect((await api.list({ employee })).headers['etag']).toBe(replaced.headers['etag']);
    expect(masksOf(await api.list({ employee, query: { on: second } }))).toEqual(['****3333', '****0001']);
    await post(next);
    const then = await api.list({ employee });
    expect(masksOf(then)).toEqual(['****3333', '****0001']);
    expect(then.body.items.map(({ priority, nickname }) => [priority, nickname])).toEqual([
      [1, null],
      [2, 'Kept'],
    ]);
  });
});

test('a day before today, too far ahead, or none is refused', async () => {
  const { employee } = await employeeWith(remainder);
  for (const on of [addDays(today, -1), addDays(today, 200), 'tomorrow', '']) {
    expect((await api.list({ employee, query: { on } })).status).toBe(400);
    const simulated = await api.simulate({ employee, body: { netPayCents: [1], on } });
    expect([simulated.status, rulesOf(simulated)]).toEqual([422, ['effective.date']]);
  }
});

test('a repeated request is answered as the first one, tag and all, also for what waits', async () => {
  const { employee, ids } = await employeeWith(remainder);
  const call = {
    employee,
    id: ids[0],
    ifMatch: '*',
    idempotencyKey: 'later-1',
    body: { ...another, effectiveOn: second },
  };
  const [first, again] = [await api.update(call), await api.update(call)];

  expect(again.text).toBe(first.text);
  expect(again.headers['etag']).toBe(first.headers['etag']);
});

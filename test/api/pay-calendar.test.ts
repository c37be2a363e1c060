// From which payroll on a change counts: the pay group's calendar as the payroll suite feeds it, through its own login's role.

import { addBankingDays } from '#shared/domain/banking-calendar';
import { addDays, isoDateIn, type IsoDate } from '#shared/domain/iso-date';
import {
  acme,
  startDepositsWorld,
  type Answer,
  type Container,
  type DepositsWorld,
} from '#test/support/deposits-world';

let world: DepositsWorld;
let api: Container;

beforeAll(async () => {
  world = await startDepositsWorld();
  api = world.newContainer();
}, 60_000);
afterAll(() => world?.stop());

const today = isoDateIn('America/New_York', new Date());
/** Far enough from its lock window to be open whenever the test runs, also over midnight. */
const openPayDate = addBankingDays(today, 8);
const lockedPayDate = addBankingDays(today, 1);

type Told = { readonly payDate: IsoDate; readonly periodBegin: IsoDate; readonly status: string };

const tell = async (...payrolls: Told[]): Promise<void> => {
  await world.query(acme, 'DELETE FROM [dbo].[Payroll];');
  for (const { payDate, periodBegin, status } of payrolls) {
    await world.query(
      acme,
      `INSERT INTO [dbo].[Payroll] ([PayGroup], [PayDate], [PeriodBegin], [Status])
       VALUES ('biweekly', CAST(@payDate AS date), CAST(@periodBegin AS date), @status);`,
      { payDate, periodBegin, status },
    );
  }
};

const open = { payDate: openPayDate, periodBegin: addDays(openPayDate, -14), status: 'open' };
const later = { payDate: addDays(openPayDate, 14), periodBegin: openPayDate, status: 'open' };
const locked = { payDate: lockedPayDate, periodBegin: addDays(lockedPayDate, -14), status: 'open' };
const posting = { ...locked, status: 'posting' };
const posted = { payDate: addDays(today, -3), periodBegin: addDays(today, -17), status: 'posted' };

let next = 300_000;
const body = (change: object = {}) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber: String((next += 1)),
  allocation: { kind: 'remainder' },
  ...change,
});

const create = async (change: object = {}): Promise<Answer & { employee: string }> => {
  const employee = await world.newEmployee();
  return { ...(await api.create({ employee, body: body(change) })), employee };
};
const rulesOf = ({ body: { errors } }: Answer) => errors.map(({ rule, pointer }) => [rule, pointer]);

describe('a write', () => {
  test('answers the next payroll that is not posted, and the row keeps from when it counts', async () => {
    await tell(posted, open, later);
    const answer = await create();
    const effective = {
      firstPayrollAffected: open.periodBegin,
      payDate: open.payDate,
      effectiveOn: open.payDate,
      movedBy: [],
    };
    expect([answer.status, answer.body.effective, answer.body.warnings]).toEqual([201, effective, []]);
    const [item] = (await api.list({ employee: answer.employee })).body.items;
    expect(item).toMatchObject({ effectiveOn: open.payDate });
  });

  test('inside the lock window moves to the payroll after it and says so', async () => {
    await tell(locked, open);
    const answer = await create();
    expect([answer.status, answer.body.effective]).toEqual([
      201,
      {
        firstPayrollAffected: open.periodBegin,
        payDate: open.payDate,
        effectiveOn: open.payDate,
        movedBy: [expect.objectContaining({ rule: 'payroll.cutOff' })],
      },
    ]);
    expect(answer.body.warnings).toMatchObject([{ rule: 'effective.date', pointer: '' }]);
  });

  test('takes the date it asks for: that payroll, or a later one', async () => {
    await tell(open, later);
    const answer = await create({ effectiveOn: addDays(later.periodBegin, 1) });
    expect(answer.body.effective).toEqual({
      firstPayrollAffected: later.periodBegin,
      payDate: later.payDate,
      effectiveOn: later.payDate,
      movedBy: [expect.objectContaining({ rule: 'effective.date' })],
    });
  });

  test.each([
    ['no date', 'soon'],
    ['a day that does not exist', '2026-02-30'],
    ['before the next payroll', addDays(open.periodBegin, -1)],
    ['more than 180 days ahead', addDays(today, 182)],
  ])('with an effective date that is %s is 422', async (_, effectiveOn) => {
    await tell(open, later);
    const answer = await create({ effectiveOn });
    expect([answer.status, rulesOf(answer)]).toEqual([422, [['effective.date', '/effectiveOn']]]);
  });

  test('with an effective date of the first day of the next payroll, or 180 days ahead, is taken', async () => {
    await tell(open, later);
    expect((await create({ effectiveOn: open.periodBegin })).status).toBe(201);
    expect((await create({ effectiveOn: addDays(today, 179) })).status).toBe(201);
  });

  test('reports the date beside the other broken rules', async () => {
    await tell(open);
    const answer = await create({ effectiveOn: 'x', routingNumber: '1' });
    expect([answer.status, rulesOf(answer)]).toEqual([
      422,
      [
        ['routing.length', '/routingNumber'],
        ['effective.date', '/effectiveOn'],
      ],
    ]);
  });

  test('is refused with 409 on every route while the payroll posts, and taken once it has posted', async () => {
    await tell(open);
    const { employee, body: created } = await create();
    const [id, listed] = [created.id, await api.list({ employee })];
    const calls = {
      create: () => api.create({ employee, body: body({ allocation: { kind: 'fixed', amountCents: 1 } }) }),
      update: () => api.update({ employee, id, ifMatch: '*', body: body() }),
      replace: () => api.replace({ employee, ifMatch: '*', body: { items: [body()] } }),
      remove: () => api.remove({ employee, id, ifMatch: '*' }),
    };
    await tell(posting, open);
    for (const call of Object.values(calls)) {
      const answer = await call();
      expect([answer.status, rulesOf(answer)]).toEqual([409, [['payroll.locked', '']]]);
    }
    // What it expects next is another day now; nothing else is other.
    const versions = ({ headers }: Answer): string | undefined => headers['etag'];
    expect(versions(await api.list({ employee }))).toBe(versions(listed));
    await tell({ ...posting, status: 'posted' }, open);
    expect((await calls.update()).status).toBe(200);
  });

  test('goes by the tenant’s own lock window and time zone', async () => {
    await tell(open, later);
    await world.query(
      acme,
      `UPDATE [dbo].[TenantSetting] SET [LockBankingDays] = 10, [TimeZone] = 'Pacific/Honolulu';`,
    );
    try {
      expect((await create()).body.effective.payDate).toBe(later.payDate);
      await world.query(acme, `UPDATE [dbo].[TenantSetting] SET [TimeZone] = 'Nowhere/Atlantis';`);
      expect((await create()).body.effective.payDate).toBe(later.payDate);
    } finally {
      await world.query(
        acme,
        'UPDATE [dbo].[TenantSetting] SET [LockBankingDays] = NULL, [TimeZone] = NULL;',
      );
    }
  });

  test('of a pay group without a calendar says nothing of dates', async () => {
    await tell();
    expect((await create()).body.effective).toEqual({
      firstPayrollAffected: null,
      payDate: null,
      effectiveOn: null,
      movedBy: [],
    });
  });
});

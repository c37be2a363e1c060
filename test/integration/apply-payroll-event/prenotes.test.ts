// Prenotes: what is paid while an account is prenoted, what the payroll suite's events change, and what they do not.

import { randomUUID } from 'node:crypto';
import type { SuiteEvent } from '#local/payroll-suite/suite-webhooks';
import { addBankingDays } from '#shared/domain/banking-calendar';
import { addDays, isoDateIn, type IsoDate } from '#shared/domain/iso-date';
import { acme, globex, type Answer, type Container } from '#test/support/deposits-world';
import { startPayrollWorld, type PayrollWorld } from '#test/support/payroll-world';

let payroll: PayrollWorld;
let api: Container;
const told: SuiteEvent[] = [];

const today = isoDateIn('America/New_York', new Date());
const [next, second] = [addBankingDays(today, 6), addBankingDays(today, 16)] as [IsoDate, IsoDate];

const setting = (values: string): Promise<unknown> =>
  payroll.world.query(acme, `UPDATE [dbo].[TenantSetting] SET ${values};`);

beforeAll(async () => {
  payroll = await startPayrollWorld();
  api = payroll.world.newContainer();
}, 60_000);
afterAll(() => payroll?.stop());
beforeEach(async () => {
  told.length = 0;
  await setting('[PrenoteBankingDays] = NULL, [PaidMeanwhile] = NULL');
  await payroll.world.query(acme, 'DELETE FROM [dbo].[Payroll];');
  for (const payDate of [next, second]) {
    await payroll.world.query(
      acme,
      `INSERT INTO [dbo].[Payroll] ([PayGroup], [PayDate], [PeriodBegin], [Status])
       VALUES ('biweekly', CAST(@payDate AS date), CAST(@begin AS date), 'open');`,
      { payDate, begin: addDays(payDate, -14) },
    );
  }
});

/** Of a test of its own: what several employees share would be held. */
let remainder: ReturnType<typeof accountOf>;
let another: ReturnType<typeof accountOf>;
const accountOf = (accountNumber: string) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation: { kind: 'remainder' },
});
let tests = 10;
beforeEach(() => {
  tests += 1;
  remainder = accountOf(`${tests}00000001`);
  another = accountOf(`${tests}90001111`);
});

/** An account that passed before prenotes were asked for. */
const settledEmployee = async (): Promise<{ employee: string; id: string }> => {
  await setting('[PrenoteBankingDays] = 0');
  const employee = await payroll.world.newEmployee();
  const created = await api.create({ employee, body: remainder });
  await setting('[PrenoteBankingDays] = NULL');
  return { employee, id: created.body.id };
};
const prenotesSent = (employee: string) =>
  payroll.suite.books.prenotesOf(acme).filter((prenote) => prenote.employeeId === employee);
const sentEvent = (employee: string): SuiteEvent => {
  const [prenote] = prenotesSent(employee).slice(-1);
  const { prenoteId, settlementDate, traceNumber } = prenote!;
  return {
    type: 'prenote.sent',
    data: { tenantId: acme, employeeId: employee, prenoteId, settlementDate, traceNumber },
  };
};
const posted = (payDate: IsoDate, tenantId: string = acme): SuiteEvent => ({
  type: 'payroll.posted',
  data: { tenantId, payGroup: 'biweekly', payDate },
});
const stateOf = async (employee: string, id: string): Promise<unknown> => {
  const { body } = await api.get({ employee, id });
  const shown = body as unknown as Record<string, unknown>;
  const { status, accountNumberMask, meanwhile } = shown;
  return [status, accountNumberMask, meanwhile];
};
/** What the suite is told next, in order. */
const waitingEvents = async (employee: string): Promise<unknown[]> => {
  const rows = await payroll.world.query(
    acme,
    `SELECT [Action] AS [action] FROM [dbo].[PayrollOutbox]
WHERE [EmployeeId] = @employee AND [Status] = 'open' ORDER BY [Sequence];`,
    { employee },
  );
  return rows.map((row) => (row as { action: unknown }).action);
};
const actionsOf = ({ body }: Answer): string[] => body.items.map(({ action }) => action);

describe('a tenant that says nothing', () => {
  test('has three banking days and the previous account meanwhile, and meta says so', async () => {
    const { body } = await api.meta({ employee: 'e' });
    expect(body).toMatchObject({ limits: { prenoteBankingDays: 3, paidMeanwhile: 'previous-account' } });
  });

  test('goes on paying the account before, until the prenote of the new one has passed', async () => {
    const { employee, id } = await settledEmployee();
    await payroll.send();
    const answer = await api.update({ employee, id, ifMatch: '*', body: another });
    const endsOn = addBankingDays(addBankingDays(today, 1), 3);
    expect(answer.body).toMatchObject({
      status: 'active',
      accountNumberMask: '****0001',
      meanwhile: 'previous-account',
      upcoming: {
        change: 'update',
        effectiveOn: next,
        state: { status: 'pending', accountNumberMask: '****1111', prenote: { state: 'requested', endsOn } },
      },
      effective: { effectiveOn: next },
    });

    await payroll.send();
    expect(payroll.suite.books.splitOf(acme, employee)).toMatchObject({
      items: [{ accountNumber: remainder.accountNumber, pay: 'account' }],
      prenotes: [{ directDepositId: id, accountNumber: another.accountNumber }],
    });
    expect(prenotesSent(employee)).toHaveLength(1);

    expect(await payroll.tell(sentEvent(employee))).toEqual({ isChanged: true });
    // No payroll is paid before it any more: it is in force, and pending until its prenote ends.
    await payroll.send();
    expect(await stateOf(employee, id)).toEqual(['pending', '****1111', null]);
    expect((await api.get({ employee, id, query: { on: endsOn } })).body.status).toBe('active');
    expect(payroll.suite.books.splitOf(acme, employee)).toMatchObject({
      items: [{ accountNumber: another.accountNumber, pay: 'account' }],
      prenotes: [],
    });
    expect(actionsOf(await api.history({ employee }))).toEqual([
      'take-effect',
      'prenote',
      'update',
      'create',
    ]);
  });

  test('waits for the payroll after a prenote that ends late', async () => {
    await setting('[PrenoteBankingDays] = 10');
    const { employee, id } = await settledEmployee();
    await setting('[PrenoteBankingDays] = 10');
    const answer = await api.update({ employee, id, ifMatch: '*', body: another });

    expect(answer.body).toMatchObject({
      effective: { effectiveOn: second, movedBy: [{ rule: 'prenote.wait' }] },
      upcoming: { effectiveOn: second },
    });
  });

  test('never pays by an account whose prenote was not sent', async () => {
    const { employee, id } = await settledEmployee();
    await api.update({ employee, id, ifMatch: '*', body: another });
    await payroll.tell(posted(next));
    await payroll.tell(posted(second));

    expect(await stateOf(employee, id)).toEqual(['active', '****0001', 'previous-account']);
  });

  test('pays a first account by check until then', async () => {
    const employee = await payroll.world.newEmployee();
    const created = await api.create({ employee, body: remainder });

    expect(created.body).toMatchObject({
      status: 'pending',
      meanwhile: 'check',
      upcoming: { change: 'create' },
    });
    expect((await api.list({ employee })).body.items).toEqual([]);
  });
});

describe('what asks for a prenote again', () => {
  test.each([
    ['another account number', { accountNumber: '7770001111' }, true],
    ['another routing number', { routingNumber: '011000015' }, true],
    ['another type', { accountType: 'savings' }, true],
    ['another name', { nickname: 'Mine' }, false],
  ])('%s', async (_, change, isAsked) => {
    const { employee, id } = await settledEmployee();
    const body = { ...remainder, ...change };
    const { body: answered } = await api.update({ employee, id, ifMatch: '*', body });
    const { upcoming } = answered as unknown as { upcoming: object | null };

    expect(upcoming !== null).toBe(isAsked);
  });
});

describe('by check meanwhile', () => {
  test('the share goes on paper until a payroll comes after the prenote', async () => {
    await setting("[PrenoteBankingDays] = 10, [PaidMeanwhile] = 'check'");
    const employee = await payroll.world.newEmployee();
    const created = await api.create({ employee, body: remainder });
    const { id } = created.body;
    expect(created.body).toMatchObject({
      status: 'pending',
      meanwhile: 'check',
      upcoming: null,
      effectiveOn: second,
    });
    const simulated = await api.simulate({ employee, body: { netPayCents: [100] } });
    expect(simulated.body.results[0]!.lines).toMatchObject([
      { amountCents: 100, reason: 'check', meanwhile: 'check' },
    ]);

    await payroll.send();
    expect(payroll.suite.books.splitOf(acme, employee)).toMatchObject({
      items: [{ pay: 'check' }],
      prenotes: [{ directDepositId: id }],
    });
    await payroll.tell(sentEvent(employee));
    await payroll.tell(posted(next));
    await payroll.send();
    expect(payroll.suite.books.splitOf(acme, employee)).toMatchObject({ items: [{ pay: 'account' }] });
  });
});

test('live meanwhile, the account is paid at once', async () => {
  await setting("[PrenoteBankingDays] = 3, [PaidMeanwhile] = 'live'");
  const employee = await payroll.world.newEmployee();
  const created = await api.create({ employee, body: remainder });

  expect(created.body).toMatchObject({
    status: 'pending',
    meanwhile: 'live',
    upcoming: null,
    effectiveOn: next,
  });
  await payroll.send();
  expect(payroll.suite.books.splitOf(acme, employee)).toMatchObject({ items: [{ pay: 'account' }] });
});

describe('an event', () => {
  test('that comes again changes nothing', async () => {
    const { employee, id } = await settledEmployee();
    await api.update({ employee, id, ifMatch: '*', body: another });
    await payroll.send();
    const event = sentEvent(employee);

    expect(await payroll.tell(event)).toEqual({ isChanged: true });
    const before = (await api.history({ employee })).text;
    expect(await payroll.tell(event)).toEqual({ isChanged: false });
    expect(await payroll.tell(posted(next))).toMatchObject({ isChanged: true });
    expect(await payroll.tell(posted(next))).toEqual({ isChanged: false });
    expect(await payroll.tell(event)).toEqual({ isChanged: false });
    expect((await api.history({ employee })).body.items.length).toBeGreaterThanOrEqual(
      JSON.parse(before).items.length,
    );
  });

  test('about an account that was replaced since changes nothing', async () => {
    const { employee, id } = await settledEmployee();
    await api.update({ employee, id, ifMatch: '*', body: another });
    await payroll.send();
    const late = sentEvent(employee);
    await api.update({ employee, id, ifMatch: '*', body: { ...another, accountNumber: '8880002222' } });

    expect(await payroll.tell(late)).toEqual({ isChanged: false });
    expect((await api.get({ employee, id })).body).toMatchObject({
      upcoming: { state: { accountNumberMask: '****2222', prenote: { state: 'requested' } } },
    });
  });

  test('of one tenant never touches another’s rows', async () => {
    const { employee, id } = await settledEmployee();
    await api.update({ employee, id, ifMatch: '*', body: another });
    await payroll.send();
    const { data, type } = sentEvent(employee);
    await payroll.world.newEmployee(globex, employee);

    expect(await payroll.tell({ type, data: { ...data, tenantId: globex } })).toEqual({ isChanged: false });
    expect(await payroll.tell(posted(next, globex))).toEqual({ isChanged: false });
    expect(await stateOf(employee, id)).toEqual(['active', '****0001', 'previous-account']);
  });

  test.each([
    ['of a source that speaks for another tenant', { source: 'direct-deposits.payroll-suite-globex' }, {}],
    ['of another source', { source: 'direct-deposits.bank' }, {}],
    ['without a tenant', {}, { tenantId: '' }],
    ['with no day', {}, { settlementDate: '2026-02-30' }],
    ['with no trace number', {}, { traceNumber: '1' }],
  ])('%s is refused, and told of', async (_, from, change) => {
    const data = {
      tenantId: acme,
      employeeId: 'e',
      prenoteId: randomUUID(),
      settlementDate: today,
      traceNumber: '091000010000001',
      ...change,
    };
    await expect(payroll.tell({ type: 'prenote.sent', data }, from)).rejects.toThrow(
      'The event is not one of the payroll suite',
    );
    expect(payroll.lines.at(-1)).toMatchObject({ event: 'payroll.event.refused' });
  });
});

test('a prenote that is told of late takes effect at once, and not at the next minute', async () => {
  const employee = await payroll.world.newEmployee();
  await api.create({ employee, body: remainder });
  await payroll.send();
  const sent = sentEvent(employee);
  const data = { ...sent.data, settlementDate: addDays(today, -14) } as typeof sent.data;

  expect(await payroll.tell({ ...sent, data })).toEqual({ isChanged: true });

  expect(await waitingEvents(employee)).toEqual(['prenote', 'take-effect']);
});

test('a change that is due is told to the suite by the payroll loop, without anybody writing', async () => {
  await setting('[PrenoteBankingDays] = 0');
  const employee = await payroll.world.newEmployee();
  const { id } = (await api.create({ employee, body: remainder })).body;
  await api.update({ employee, id, ifMatch: '*', body: { ...another, effectiveOn: second } });
  await payroll.send();
  expect(payroll.suite.books.splitOf(acme, employee)).toMatchObject({
    items: [{ accountNumber: remainder.accountNumber }],
  });

  await payroll.tell(posted(next));
  await payroll.send();

  expect(payroll.suite.books.splitOf(acme, employee)).toMatchObject({
    items: [{ accountNumber: another.accountNumber }],
  });
  expect((await api.history({ employee })).body.items[0]).toMatchObject({
    action: 'take-effect',
    subject: 'system:calendar',
  });
});

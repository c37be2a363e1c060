// Guards against diverted pay: fast changes are held, a tenant may have every change approved, and a person cannot try account numbers without end.

import {
  acme,
  globex,
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

const setting = (values: string, tenant = acme): Promise<unknown> =>
  world.query(tenant, `UPDATE [dbo].[TenantSetting] SET ${values};`);
afterEach(() => setting('[HoldFastChanges] = 0, [ApproveChanges] = 0, [NewAccountsPerDay] = 0'));

let numbers = 0;
const newNumber = (): string => {
  numbers += 1;
  return `51${String(numbers).padStart(8, '0')}`;
};
const bodyOf = (accountNumber?: string, change: object = {}) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  ...(accountNumber === undefined ? {} : { accountNumber }),
  allocation: { kind: 'remainder' },
  ...change,
});
const share = (accountNumber: string) =>
  bodyOf(accountNumber, { allocation: { kind: 'fixed', amountCents: 100 } });

type Paid = { readonly employee: string; readonly id: string };
const paidEmployee = async (): Promise<Paid> => {
  const employee = await world.newEmployee();
  const { id } = (await api.create({ employee, body: bodyOf(newNumber()) })).body;
  return { employee, id };
};
const changeAccount = (paid: Paid, more: object = {}): Promise<Answer> =>
  api.update({ ...paid, ifMatch: '*', body: bodyOf(newNumber()), ...more });
const daysAgo = (paid: Paid, days: number): Promise<unknown> =>
  world.query(
    acme,
    `UPDATE [dbo].[DestinationChange] SET [ChangedAt] = DATEADD(day, -${days}, [ChangedAt]) WHERE [EmployeeId] = @employee;`,
    { employee: paid.employee },
  );
const rulesOf = ({ body }: Answer): unknown =>
  (body as unknown as { reasons: { rule: string }[] }).reasons.map(({ rule }) => rule);

describe('a fast change', () => {
  beforeEach(() => setting('[HoldFastChanges] = NULL'));

  test('is the second within 30 days: it is held, says why, and a second person releases it', async () => {
    const paid = await paidEmployee();
    expect((await changeAccount(paid)).body).toMatchObject({ status: 'active', reasons: [] });
    const second = await changeAccount(paid, { subject: 'alice' });

    expect(second.body).toMatchObject({
      status: 'held',
      reasons: [{ rule: 'fraud.velocity' }],
      warnings: [{ rule: 'fraud.velocity', pointer: '/accountNumber' }],
    });
    expect((await api.release({ ...paid, subject: 'alice' })).body).toMatchObject({
      code: 'SECOND_PERSON_REQUIRED',
    });
    expect((await api.release({ ...paid, subject: 'bob' })).body).toMatchObject({ status: 'active' });
  });

  test.each([
    [29, ['fraud.velocity']],
    [31, []],
  ])('after %i days: %p', async (days, rules) => {
    const paid = await paidEmployee();
    await changeAccount(paid);
    await daysAgo(paid, days);
    expect(rulesOf(await changeAccount(paid))).toEqual(rules);
  });

  test('is no change of a name, an allocation or the same account', async () => {
    const paid = await paidEmployee();
    await changeAccount(paid);
    for (const change of [{ nickname: 'Mine' }, { accountType: 'savings' }])
      expect(rulesOf(await api.update({ ...paid, ifMatch: '*', body: bodyOf(undefined, change) }))).toEqual(
        [],
      );
    expect(rulesOf(await changeAccount(paid))).toEqual(['fraud.velocity']);
  });

  test('is no account of somebody who is still setting up, and is one of somebody who is not', async () => {
    const paid = await paidEmployee();
    const { employee } = paid;
    await changeAccount(paid);
    expect(rulesOf(await api.create({ employee, body: share(newNumber()) }))).toEqual([]);
    await world.query(
      acme,
      'UPDATE [dbo].[DirectDeposit] SET [CreatedAt] = DATEADD(day, -8, [CreatedAt]) WHERE [EmployeeId] = @employee;',
      { employee },
    );

    expect(rulesOf(await api.create({ employee, body: share(newNumber()) }))).toEqual(['fraud.velocity']);
  });

  test.each([
    ['within 7 days of a reset of the credentials', 6, ['fraud.velocity']],
    ['after that', 8, []],
  ])('the first one %s: %p', async (_, days, rules) => {
    const paid = await paidEmployee();
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      tenant_id: acme,
      roles: '[employee]',
      sub: 'somebody',
      employee_id: paid.employee,
      auth_time: String(now),
      credentials_reset_at: String(now - days * 86_400),
    };
    expect(rulesOf(await changeAccount(paid, { claims }))).toEqual(rules);
  });

  test('of a whole set counts once', async () => {
    const paid = await paidEmployee();
    const { employee } = paid;
    const replace = async (): Promise<Answer> => {
      const ifMatch = (await api.list({ employee })).headers['etag'];
      return api.replace({ employee, ifMatch, body: { items: [{ id: paid.id, ...bodyOf(newNumber()) }] } });
    };
    expect((await replace()).body.items).toMatchObject([{ status: 'active' }]);
    expect((await replace()).body.items).toMatchObject([
      { status: 'held', reasons: [{ rule: 'fraud.velocity' }] },
    ]);
  });

  test('is not what a tenant has switched off (the control)', async () => {
    await setting('[HoldFastChanges] = 0');
    const paid = await paidEmployee();
    await changeAccount(paid);
    expect(rulesOf(await changeAccount(paid))).toEqual([]);
  });
});

describe('a held change that waits for its prenote', () => {
  test('is released before its day, by a second person, and comes into force unheld', async () => {
    await setting('[HoldFastChanges] = NULL');
    const paid = await paidEmployee();
    await changeAccount(paid);
    await setting('[PrenoteBankingDays] = NULL');
    const second = await changeAccount(paid, { subject: 'alice' });
    expect(second.body).toMatchObject({ status: 'active', upcoming: { state: { status: 'held' } } });

    expect((await api.release({ ...paid, subject: 'alice' })).body).toMatchObject({
      code: 'SECOND_PERSON_REQUIRED',
    });
    const released = await api.release({ ...paid, subject: 'bob' });
    expect(released.body).toMatchObject({ status: 'active', upcoming: { state: { status: 'pending' } } });
    expect((await api.release({ ...paid, subject: 'bob' })).body).toMatchObject({ code: 'NOT_HELD' });
    const [entry] = (await api.history({ employee: paid.employee })).body.items;
    expect(entry).toMatchObject({
      action: 'release',
      subject: 'bob',
      before: { status: 'held' },
      after: { status: 'active' },
    });
    await setting('[PrenoteBankingDays] = 0');
  });
});

describe('a tenant that has every change approved', () => {
  test('holds the first one, until somebody else in payroll has looked', async () => {
    await setting('[ApproveChanges] = 1');
    const paid = await paidEmployee();
    expect(rulesOf(await changeAccount(paid, { subject: 'alice' }))).toEqual(['fraud.approval']);
    expect((await api.release({ ...paid, subject: 'alice' })).status).toBe(403);
    expect((await api.release({ ...paid, subject: 'bob' })).status).toBe(200);
  });
});

describe('a budget of account numbers', () => {
  const budget = (count: number | 'NULL'): Promise<unknown> => setting(`[NewAccountsPerDay] = ${count}`);
  const enteredBy = async (subject: string): Promise<number> => {
    const [row] = await world.query(
      acme,
      'SELECT [Entered] AS [entered] FROM [dbo].[AccountNumberBudget] WHERE [Subject] = @subject;',
      { subject },
    );
    return (row as { entered: number } | undefined)?.entered ?? 0;
  };

  test('is 20 for each person and day, and says how long it lasts', async () => {
    await budget('NULL');
    const paid = await paidEmployee();
    const { employee } = paid;
    const dry = (): Promise<Answer> =>
      api.create({ employee, body: share(newNumber()), query: { dryRun: 'true' }, subject: 'guesser' });
    for (let count = 0; count < 20; count += 1) expect((await dry()).status).toBe(200);
    const refused = await dry();

    expect([refused.status, refused.body.code]).toEqual([429, 'ACCOUNT_BUDGET_SPENT']);
    const { 'retry-after': retryAfter, ratelimit, 'ratelimit-policy': policy } = refused.headers;
    expect(Number(retryAfter)).toBeGreaterThan(0);
    expect(Number(retryAfter)).toBeLessThanOrEqual(86_400);
    expect(policy).toBe('"account-numbers";q=20;w=86400');
    expect(ratelimit).toBe(`"account-numbers";r=0;t=${retryAfter}`);
    expect(await enteredBy('guesser')).toBe(20);
    // Another person's is another one.
    expect((await api.create({ employee, body: share(newNumber()), subject: 'somebody-else' })).status).toBe(
      201,
    );
  });

  test('counts what was made, what was refused and what was only tried', async () => {
    await budget(100);
    const paid = await paidEmployee();
    const { employee } = paid;
    const subject = 'counted';
    const other = newNumber();
    await api.create({ employee, body: share(other), subject });
    expect(await enteredBy(subject)).toBe(1);
    // Refused: it is not the last.
    const remainderTwice = await api.create({ employee, body: bodyOf(newNumber()), subject });
    expect(remainderTwice.status).toBe(409);
    expect(await enteredBy(subject)).toBe(2);
    await api.create({ employee, body: share(newNumber()), query: { dryRun: 'true' }, subject });
    expect(await enteredBy(subject)).toBe(3);
    // Refused for a stale tag.
    await api.update({ ...paid, ifMatch: '"0000000000000000"', body: bodyOf(newNumber()), subject });
    expect(await enteredBy(subject)).toBe(4);
    // One that the employee has already tells nothing.
    expect((await api.create({ employee, body: share(other), subject })).status).toBe(409);
    expect(await enteredBy(subject)).toBe(4);
  });

  test('counts a repetition with the same key once', async () => {
    await budget(100);
    const { employee } = await paidEmployee();
    const call = { employee, body: share(newNumber()), subject: 'repeater', idempotencyKey: 'the-same' };
    const [first, again] = [await api.create(call), await api.create(call)];

    expect([first.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect(await enteredBy('repeater')).toBe(1);
  });

  test('holds for many at once', async () => {
    const employees = await Promise.all(Array.from({ length: 12 }, paidEmployee));
    await budget(5);
    const before = await enteredBy('burst');
    const answers = await Promise.all(
      employees.map(({ employee }) => api.create({ employee, body: share(newNumber()), subject: 'burst' })),
    );
    const made = answers.filter(({ status }) => status === 201).length;

    expect([before, made, await enteredBy('burst')]).toEqual([0, 5, 5]);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  test('of none is none (the control)', async () => {
    await budget(0);
    const { employee } = await paidEmployee();
    const dry = (): Promise<Answer> =>
      api.create({ employee, body: share(newNumber()), query: { dryRun: 'true' }, subject: 'free' });
    for (let count = 0; count < 22; count += 1) expect((await dry()).status).toBe(200);
    expect(await enteredBy('free')).toBe(0);
  });
});

describe('what a tenant has in force', () => {
  test('is named by meta', async () => {
    await setting('[HoldFastChanges] = NULL, [ApproveChanges] = NULL, [NewAccountsPerDay] = NULL', globex);
    const { body } = await api.meta({ tenant: globex, employee: '' });
    expect(body).toMatchObject({
      limits: { holdsFastChanges: true, approvesChanges: false, newAccountsPerDay: 20 },
    });
  });
});

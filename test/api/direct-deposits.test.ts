import {
  acme,
  globex,
  startDepositsWorld,
  type Answer,
  type Container,
  storedPart,
  type DepositsWorld,
} from '#test/support/deposits-world';

let world: DepositsWorld;
let api: Container;

beforeAll(async () => {
  world = await startDepositsWorld();
  api = world.newContainer();
}, 60_000);
afterAll(() => world?.stop());

const remainder = {
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber: '1000000001',
  allocation: { kind: 'remainder' },
};
const fixed = {
  accountType: 'savings',
  routingNumber: '011000015',
  accountNumber: '2000000002',
  allocation: { kind: 'fixed', amountCents: 50_000 },
};
const percentage = (basisPoints: number, accountNumber: string) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation: { kind: 'percentage', basisPoints },
});

/** What every write answers: in this tenant no pay calendar says when. */
const effective = { firstPayrollAffected: null, payDate: null };
const receipt = { sequence: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/) };

const rulesOf = ({ body }: Answer): string[] => body.errors.map(({ rule }) => rule);

/** An employee with the given direct deposits, each created through the API in this order. */
const employeeWith = async (...bodies: object[]): Promise<{ employee: string; created: Answer[] }> => {
  const employee = await world.newEmployee();
  const created: Answer[] = [];
  for (const body of bodies) {
    const answer = await api.create({ employee, body });
    expect(answer.status).toBe(201);
    created.push(answer);
  }
  return { employee, created };
};

const itemsOf = async (employee: string) => (await api.list({ employee })).body.items;

describe('creating a direct deposit', () => {
  test('answers the masked representation, where it is, and its version', async () => {
    const employee = await world.newEmployee();

    const answer = await api.create({ employee, body: { ...remainder, nickname: 'Rent & life 🏠' } });

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      employeeId: employee,
      priority: 1,
      nickname: 'Rent & life 🏠',
      accountType: 'checking',
      routingNumber: '021000021',
      accountNumberMask: '****0001',
      allocation: { kind: 'remainder' },
      status: 'active',
      reasons: [],
      sharedWith: [],
      effectiveOn: null,
      effective,
      receipt,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updatedAt: answer.body.createdAt,
      warnings: [],
    });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      location: `/api/employees/${employee}/direct-deposits/${answer.body.id}`,
      etag: expect.stringMatching(/^"[0-9a-f]{16}"$/),
    });
    expect(Math.abs(Date.parse(answer.body.createdAt) - Date.now())).toBeLessThan(60_000);
  });

  test('is read back as it was answered, one and in the list', async () => {
    const { employee, created } = await employeeWith(remainder, fixed);
    const [, second] = created as [Answer, Answer];

    const one = await api.get({ employee, id: second.body.id });
    const list = await api.list({ employee });

    expect(one.status).toBe(200);
    expect(one.body).toEqual({ ...storedPart(second), warnings: [] });
    expect(one.headers['etag']).toBe(second.headers['etag']);
    expect(list.body.items[0]).toEqual({ ...storedPart(second), warnings: [] });
    expect(list.body.items.map(({ priority }) => priority)).toEqual([1, 2]);
  });

  test('goes before the remainder, or where its priority says', async () => {
    const { employee } = await employeeWith(
      remainder,
      { ...fixed, accountNumber: '3001' },
      { ...fixed, accountNumber: '3002', priority: 1 },
    );
    const items = await itemsOf(employee);
    expect(items.map(({ accountNumberMask }) => accountNumberMask)).toEqual(['****02', '****01', '****0001']);
  });

  test('keeps a routing number without the blanks and dashes it came with', async () => {
    const { created } = await employeeWith({ ...remainder, routingNumber: '0210-0002 1' });
    expect(created[0]?.body.routingNumber).toBe('021000021');
  });

  test('with an electronic routing prefix is accepted with a warning', async () => {
    const { created } = await employeeWith({ ...remainder, routingNumber: '610000005' });
    expect(created[0]?.body.warnings).toEqual([
      expect.objectContaining({ rule: 'routing.prefix', pointer: '/routingNumber' }),
    ]);
  });

  test('that looks like a card number wants to be confirmed, and a number typed twice to be the same', async () => {
    const employee = await world.newEmployee();
    const card = { ...remainder, accountNumber: '4111111111111111' };
    const unconfirmed = await api.create({ employee, body: card });
    const confirm = ['account.looksLikeCard'];
    const mistyped = await api.create({
      employee,
      body: { ...card, confirm, accountNumberConfirm: '4111111111111112' },
    });
    const confirmed = await api.create({
      employee,
      body: { ...card, confirm, accountNumberConfirm: card.accountNumber },
    });
    expect([unconfirmed.status, rulesOf(unconfirmed)]).toEqual([422, ['account.looksLikeCard']]);
    expect([mistyped.status, rulesOf(mistyped)]).toEqual([422, ['account.confirm']]);
    expect(confirmed.status).toBe(201);
    expect(confirmed.body.warnings).toMatchObject([{ rule: 'account.looksLikeCard' }]);
    expect(unconfirmed.text + mistyped.text).not.toContain('1111');
  });

  test.each([
    ['a first one that is not the remainder', [], fixed, 'splits.remainder'],
    ['a second remainder', [remainder], { ...remainder, accountNumber: '4001' }, 'splits.remainder'],
    ['the same account again', [remainder, fixed], fixed, 'splits.duplicate'],
    [
      'percentages over the whole',
      [remainder, percentage(6_000, '4002')],
      percentage(4_001, '4003'),
      'split.percent',
    ],
    ['a place behind the remainder', [remainder], { ...fixed, priority: 2 }, 'splits.priority'],
    [
      'a fourth where three are allowed',
      [remainder, fixed, percentage(1, '4004')],
      percentage(1, '4005'),
      'splits.max',
    ],
  ])('refuses %s with 409 and changes nothing', async (_, before, body, rule) => {
    const { employee } = await employeeWith(...before);
    const items = await itemsOf(employee);

    const answer = await api.create({ employee, body });

    expect(answer.status).toBe(409);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ status: 409, code: 'RULE_CONFLICT' });
    expect(rulesOf(answer)).toContain(rule);
    expect(await itemsOf(employee)).toEqual(items);
  });

  test('allows as many as the tenant’s setting says', async () => {
    const setting = (value: string) =>
      world.query(
        acme,
        `DELETE FROM [dbo].[TenantSetting]; INSERT INTO [dbo].[TenantSetting] ([MaxDirectDeposits]) VALUES (${value});`,
      );
    const { employee } = await employeeWith(remainder, fixed, percentage(1, '4006'));
    try {
      await setting('4');
      expect((await api.create({ employee, body: percentage(1, '4007') })).status).toBe(201);
      expect(rulesOf(await api.create({ employee, body: percentage(1, '4008') }))).toEqual(['splits.max']);
      await setting('NULL');
      expect(rulesOf(await api.create({ employee, body: percentage(1, '4008') }))).toEqual(['splits.max']);
    } finally {
      await world.query(acme, 'DELETE FROM [dbo].[TenantSetting];');
    }
  });
});

describe('updating a direct deposit', () => {
  test('replaces it, keeps the account number that is left out, and gives a new version', async () => {
    const { employee, created } = await employeeWith(remainder, { ...fixed, nickname: 'Old' });
    const [, before] = created as [Answer, Answer];
    const { accountNumber: _, ...withoutAccount } = fixed;

    const answer = await api.update({
      employee,
      id: before.body.id,
      ifMatch: before.headers['etag'],
      body: { ...withoutAccount, allocation: { kind: 'percentage', basisPoints: 2_500, basis: 'remaining' } },
    });

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      ...before.body,
      warnings: [],
      receipt,
      nickname: null,
      allocation: { kind: 'percentage', basisPoints: 2_500, basis: 'remaining' },
      updatedAt: expect.any(String),
    });
    expect(answer.headers['etag']).not.toBe(before.headers['etag']);
    expect((await api.get({ employee, id: before.body.id })).body).toEqual(storedPart(answer));
  });

  test('takes a new account number, and the row’s own mask for the old one', async () => {
    const { employee, created } = await employeeWith(remainder);
    const id = created[0]?.body.id;
    const changed = await api.update({
      employee,
      id,
      ifMatch: '*',
      body: { ...remainder, accountNumber: '5000000005' },
    });
    const kept = await api.update({
      employee,
      id,
      ifMatch: changed.headers['etag'],
      body: { ...remainder, accountNumber: changed.body.accountNumberMask },
    });
    expect([changed.body.accountNumberMask, kept.body.accountNumberMask]).toEqual(['****0005', '****0005']);
    expect(kept.status).toBe(200);
  });

  test('moves it, and everything between its old and its new place', async () => {
    const { employee, created } = await employeeWith(
      remainder,
      { ...fixed, accountNumber: '5001' },
      { ...fixed, accountNumber: '5002' },
    );
    const moving = created[1] as Answer;

    const answer = await api.update({
      employee,
      id: moving.body.id,
      ifMatch: (await api.get({ employee, id: moving.body.id })).headers['etag'],
      body: { ...fixed, accountNumber: '5001', priority: 2 },
    });

    expect(answer.body.priority).toBe(2);
    const items = await itemsOf(employee);
    expect(items.map(({ accountNumberMask }) => accountNumberMask)).toEqual(['****02', '****01', '****0001']);
  });

  test.each([
    [
      'the remainder becoming another kind',
      0,
      { allocation: { kind: 'fixed', amountCents: 1 } },
      'splits.remainder',
    ],
    ['the remainder moving', 0, { priority: 1 }, 'splits.remainder'],
    ['another becoming the remainder', 1, { allocation: { kind: 'remainder' } }, 'splits.remainder'],
    ['a place behind the remainder', 1, { priority: 2 }, 'splits.priority'],
    [
      'the account of another',
      1,
      { accountNumber: '1000000001', routingNumber: '021000021', accountType: 'checking' },
      'splits.duplicate',
    ],
  ])('refuses %s with 409', async (_, index, change, rule) => {
    const bodies = [remainder, fixed];
    const { employee, created } = await employeeWith(...bodies);
    const id = created[index]?.body.id;
    const before = await itemsOf(employee);

    const answer = await api.update({ employee, id, ifMatch: '*', body: { ...bodies[index], ...change } });

    expect(answer.status).toBe(409);
    expect(rulesOf(answer)).toContain(rule);
    expect(await itemsOf(employee)).toEqual(before);
  });

  test('refuses a routing number that is the account number it keeps', async () => {
    const { employee, created } = await employeeWith({ ...remainder, accountNumber: '011000015' });
    const { accountNumber: _, ...withoutAccount } = remainder;
    const body = { ...withoutAccount, routingNumber: '011000015' };
    const answer = await api.update({ employee, id: created[0]?.body.id, ifMatch: '*', body });
    expect([answer.status, rulesOf(answer)]).toEqual([409, ['account.equalsRouting']]);
  });
});

describe('deleting a direct deposit', () => {
  test('answers what it takes effect with and closes the gap', async () => {
    const { employee, created } = await employeeWith(remainder, fixed);
    const id = created[1]?.body.id;

    const answer = await api.remove({ employee, id, ifMatch: created[1]?.headers['etag'] ?? '' });

    expect([answer.status, answer.body]).toEqual([200, { warnings: [], effective, receipt }]);
    expect(answer.headers['etag']).toBeUndefined();
    expect((await itemsOf(employee)).map(({ priority }) => priority)).toEqual([1]);
    expect((await api.get({ employee, id })).status).toBe(404);
    expect((await api.remove({ employee, id, ifMatch: '*' })).status).toBe(404);
  });

  test('refuses the remainder while others exist, and takes it last', async () => {
    const { employee, created } = await employeeWith(remainder, fixed);
    const [first, second] = created as [Answer, Answer];
    const refused = await api.remove({ employee, id: first.body.id, ifMatch: '*' });
    expect([refused.status, rulesOf(refused)]).toEqual([409, ['splits.remainder']]);
    await api.remove({ employee, id: second.body.id, ifMatch: '*' });
    expect((await api.remove({ employee, id: first.body.id, ifMatch: '*' })).status).toBe(200);
    expect(await itemsOf(employee)).toEqual([]);
  });
});

describe('entity tags', () => {
  test('an employee without direct deposits has an empty list with a tag', async () => {
    const employee = await world.newEmployee();
    const answer = await api.list({ employee });
    expect([answer.status, answer.body]).toEqual([200, { items: [] }]);
    expect(answer.headers['etag']).toMatch(/^"[0-9a-f]{32}"$/);
  });

  test('the list’s changes with each change of a row, the single one’s with its own', async () => {
    const { employee, created } = await employeeWith(remainder);
    const first = await api.list({ employee });
    await api.create({ employee, body: fixed });
    const second = await api.list({ employee });
    expect(second.headers['etag']).not.toBe(first.headers['etag']);
    // Its priority is another now.
    const one = await api.get({ employee, id: created[0]?.body.id });
    expect(one.headers['etag']).not.toBe(created[0]?.headers['etag']);
  });

  test('GET answers 304 without a body to whoever has the current one', async () => {
    const { employee, created } = await employeeWith(remainder);
    const id = created[0]?.body.id;
    const tag = created[0]?.headers['etag'] ?? '';
    const listTag = (await api.list({ employee })).headers['etag'] ?? '';
    for (const value of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
      const answer = await api.get({ employee, id, headers: { 'if-none-match': value } });
      expect([answer.status, answer.text, answer.headers['etag']]).toEqual([304, '', tag]);
    }
    expect((await api.list({ employee, headers: { 'if-none-match': listTag } })).status).toBe(304);
    expect((await api.get({ employee, id, headers: { 'if-none-match': '"x"' } })).status).toBe(200);
  });

  test.each(['update', 'remove'] as const)('%s needs If-Match: 428 without, 412 stale', async (route) => {
    const { employee, created } = await employeeWith(remainder);
    const id = created[0]?.body.id;
    const current = created[0]?.headers['etag'] ?? '';

    const without = await api[route]({ employee, id, body: remainder });
    const stale = await api[route]({ employee, id, body: remainder, ifMatch: '"0000000000000000"' });
    const weak = await api[route]({ employee, id, body: remainder, ifMatch: `W/${current}` });

    expect([without.status, without.body.code]).toEqual([428, 'PRECONDITION_REQUIRED']);
    expect([stale.status, stale.body.code, stale.headers['etag']]).toEqual([
      412,
      'PRECONDITION_FAILED',
      current,
    ]);
    expect(weak.status).toBe(412);
    expect(
      (await api[route]({ employee, id, body: remainder, ifMatch: `"x", ${current}` })).status,
    ).toBeLessThan(300);
  });
});

describe('the order of refusals', () => {
  const bad = { ...remainder, routingNumber: '1' };

  test('an unknown employee is 404 whatever the body is', async () => {
    for (const call of [
      { body: remainder },
      { rawBody: '{' },
      { rawBody: 'x', headers: { 'content-type': 'text/plain' } },
    ]) {
      const answer = await api.create({ employee: 'e-nobody', ...call });
      expect([answer.status, answer.body.code]).toEqual([404, 'EMPLOYEE_NOT_FOUND']);
    }
  });

  test('415, 413 and 400 come before the id, the id before If-Match, If-Match before the rules', async () => {
    const { employee, created } = await employeeWith(remainder);
    const id = created[0]?.body.id;
    const missing = '00000000-0000-4000-8000-000000000000';
    const statusOf = async (call: object) => (await api.update({ employee, id, ...call })).status;

    expect(await statusOf({ id: missing, rawBody: 'x', headers: { 'content-type': 'text/plain' } })).toBe(
      415,
    );
    expect(await statusOf({ id: missing, rawBody: ' '.repeat(65_537) })).toBe(413);
    expect(await statusOf({ id: missing, rawBody: '{' })).toBe(400);
    expect(await statusOf({ id: missing, body: bad })).toBe(404);
    expect(await statusOf({ body: bad })).toBe(428);
    expect(await statusOf({ body: bad, ifMatch: '"x"' })).toBe(412);
    expect(await statusOf({ body: bad, ifMatch: '*' })).toBe(422);
    expect(await statusOf({ body: { ...remainder, priority: 2 }, ifMatch: '*' })).toBe(409);
  });

  test.each([
    ['no UUID', 'x'],
    ['a UUID in capitals', '00000000-0000-4000-8000-00000000000A'],
    ['SQL', "' OR 1=1 --"],
  ])('a direct deposit’s id that is %s is 404', async (_, id) => {
    const { employee } = await employeeWith(remainder);
    expect((await api.get({ employee, id })).body.code).toBe('DIRECT_DEPOSIT_NOT_FOUND');
  });

  test.each([
    ['in capitals', (id: string) => id.toUpperCase()],
    ['with a blank behind', (id: string) => `${id} `],
    ['with a tab behind', (id: string) => `${id}\t`],
    ['empty', () => ''],
    ['very long', () => 'e'.repeat(300)],
  ])('an employee’s id %s is another one, and 404', async (_, change) => {
    const { employee } = await employeeWith(remainder);
    expect((await api.list({ employee: change(employee) })).status).toBe(404);
  });
});

describe('who may do what', () => {
  test('an employee reaches only their own', async () => {
    const { employee } = await employeeWith(remainder);
    const other = await world.newEmployee();
    const as = { roles: '[employee]', ownEmployee: employee };
    expect((await api.list({ employee, ...as })).status).toBe(200);
    expect((await api.create({ employee, body: fixed, ...as })).status).toBe(201);

    const foreign = await api.list({ employee: other, ...as });
    const nobody = await api.list({ employee: 'e-nobody', ...as });
    const { instance: _a, ...foreignBody } = foreign.body;
    const { instance: _b, ...nobodyBody } = nobody.body;
    expect(foreign.status).toBe(404);
    expect(foreignBody).toEqual(nobodyBody);
  });

  test('a viewer reads all of the tenant and writes nothing', async () => {
    const { employee, created } = await employeeWith(remainder);
    const id = created[0]?.body.id;
    const as = { employee, roles: '[viewer]' };
    expect((await api.list(as)).status).toBe(200);
    expect((await api.get({ ...as, id })).status).toBe(200);
    for (const answer of [
      await api.create({ ...as, body: fixed }),
      await api.update({ ...as, id, body: remainder, ifMatch: '*' }),
      await api.remove({ ...as, id, ifMatch: '*' }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'ROLE_NOT_ALLOWED']);
    }
  });

  test.each([
    ['no tenant', { roles: '[payroll-admin]' }, 403, 'TOKEN_WITHOUT_TENANT'],
    ['no known role', { tenant_id: 'acme', roles: '[root]' }, 403, 'TOKEN_WITHOUT_ROLE'],
    ['an unknown tenant', { tenant_id: 'unknown', roles: '[payroll-admin]' }, 403, 'TENANT_UNKNOWN'],
    ['nothing at all', {}, 403, 'TOKEN_WITHOUT_TENANT'],
  ])('a token with %s is refused', async (_, claims, status, code) => {
    const { employee } = await employeeWith(remainder);
    const answer = await api.list({ employee, claims });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test.each(['reveal', 'release', 'update', 'remove', 'get'] as const)(
    '%s of another employee’s or another tenant’s direct deposit is 404',
    async (route) => {
      const { created } = await employeeWith(remainder);
      const id = created[0]?.body.id;
      const other = await employeeWith({ ...remainder, accountNumber: '1000000009' });
      const abroad = await world.newEmployee(globex);
      const call = { id, ifMatch: '*', body: remainder };
      for (const where of [{ employee: other.employee }, { employee: abroad, tenant: globex }]) {
        const answer = await api[route]({ ...call, ...where });
        expect([answer.status, answer.body.code]).toEqual([404, 'DIRECT_DEPOSIT_NOT_FOUND']);
      }
    },
  );

  test('the same employee id in another tenant is another employee', async () => {
    const { employee, created } = await employeeWith(remainder);
    const id = created[0]?.body.id;
    await world.query(
      globex,
      `INSERT INTO [dbo].[Employee] ([EmployeeId], [Name], [PayGroup]) VALUES (@id, N'Twin', 'biweekly');`,
      { id: employee },
    );
    expect((await api.list({ tenant: globex, employee })).body.items).toEqual([]);
    expect((await api.get({ tenant: globex, employee, id })).status).toBe(404);
    expect((await api.remove({ tenant: globex, employee, id, ifMatch: '*' })).status).toBe(404);
    expect(await itemsOf(employee)).toHaveLength(1);
  });
});

// Entity tags, the order of refusals, and who may do what, on the routes of direct deposits.

import { globex, startDepositsWorld, type Container, type DepositsWorld } from '#test/support/deposits-world';
import { employeesWith, fixed, remainder } from '#test/support/direct-deposit-bodies';

let world: DepositsWorld;
let api: Container;

beforeAll(async () => {
  world = await startDepositsWorld();
  api = world.newContainer();
}, 60_000);
afterAll(() => world?.stop());

const employeeWith = employeesWith(
  () => world,
  () => api,
);

const itemsOf = async (employee: string) => (await api.list({ employee })).body.items;

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

  test('GET answers 304 without a body to a caller who has the current one', async () => {
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

  test.each(['update', 'remove'] as const)('T35 %s needs If-Match: 428 without, 412 stale', async (route) => {
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
  test('T19 an employee reaches only their own', async () => {
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

  test('T19 the same employee id in another tenant is another employee', async () => {
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

// One account for several employees: warned of at two, held at three, released by a second person.

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

const body = (accountNumber: string, change: object = {}) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation: { kind: 'remainder' },
  ...change,
});

const createAs = async (subject: string, accountNumber: string, tenant = acme) => {
  const employee = await world.newEmployee(tenant);
  const answer = await api.create({ tenant, employee, subject, body: body(accountNumber) });
  return { employee, answer, id: answer.body.id };
};
const sharedRules = ({ body: { warnings } }: Answer) => warnings.map(({ rule }) => rule);

describe('the account of another employee', () => {
  test('is warned of at two and held at three; only the new row is held', async () => {
    const first = await createAs('a', '400001');
    const second = await createAs('b', '400001');
    const third = await createAs('c', '400001');

    expect([first, second, third].map(({ answer }) => answer.body.status)).toEqual([
      'active',
      'active',
      'held',
    ]);
    expect([first, second, third].map(({ answer }) => sharedRules(answer))).toEqual([
      [],
      ['fraud.sharedAccount'],
      ['fraud.sharedAccount'],
    ]);
    expect(third.answer.body).toMatchObject({ reasons: [{ rule: 'fraud.sharedAccount' }] });
    const items = await Promise.all(
      [first, second].map(async ({ employee }) => (await api.list({ employee })).body.items[0]),
    );
    expect(items.map((item) => item?.status)).toEqual(['active', 'active']);
  });

  test('counts with another account type, not with another routing number, nor in another tenant', async () => {
    await createAs('a', '410001');
    const employee = await world.newEmployee();
    const otherBank = await api.create({ employee, body: body('410001', { routingNumber: '011000015' }) });
    const savings = await api.create({
      employee: await world.newEmployee(),
      body: body('410001', { accountType: 'savings' }),
    });
    const abroad = await createAs('a', '410001', globex);
    expect([otherBank, savings, abroad.answer].map(sharedRules)).toEqual([[], ['fraud.sharedAccount'], []]);
  });

  test('tells payroll-admin alone who else has it', async () => {
    const first = await createAs('a', '420001');
    const second = await createAs('b', '420001');
    const asAdmin = await api.get({ employee: second.employee, id: second.id });
    const asViewer = await api.get({ employee: second.employee, id: second.id, roles: '[viewer]' });
    const own = { employee: second.employee, ownEmployee: second.employee, roles: '[employee]' };
    const asOwner = await api.list(own);

    expect(asAdmin.body.sharedWith).toEqual([first.employee]);
    for (const { text, body: shown } of [asViewer, asOwner]) {
      expect(text).not.toContain(first.employee);
      expect(shown).not.toHaveProperty('sharedWith');
    }
    const change = { ifMatch: '*', body: body('420001', { nickname: 'mine' }) };
    expect((await api.update({ ...own, id: second.id, ...change })).text).not.toContain(first.employee);
  });

  test('tells no one else, not even the same person who was told as payroll-admin', async () => {
    const { employee: other } = await createAs('a', '425001');
    const employee = await world.newEmployee();
    const call = { employee, ownEmployee: employee, body: body('425001'), idempotencyKey: 'k' };
    const asAdmin = await api.create({ ...call, roles: '[payroll-admin employee]' });
    const again = await api.create({ ...call, roles: '[payroll-admin employee]' });
    const asEmployee = await api.create({ ...call, roles: '[employee]' });

    expect(asAdmin.body.sharedWith).toEqual([other]);
    expect(again.text).toBe(asAdmin.text);
    const { sharedWith: _, ...shown } = asAdmin.body;
    expect([asEmployee.status, asEmployee.body]).toEqual([201, shown]);
    expect(asEmployee.headers['idempotency-replayed']).toBe('true');
  });

  test('is judged when a row gets it, by update or by the whole set, and not when it keeps it', async () => {
    await createAs('a', '430001');
    await createAs('b', '430001');
    const updated = await createAs('c', '430002');
    const replaced = await createAs('d', '430003');
    const listTag = (await api.list({ employee: replaced.employee })).headers['etag'];

    const byUpdate = await api.update({ ...updated, ifMatch: '*', body: body('430001') });
    const bySet = await api.replace({
      employee: replaced.employee,
      ifMatch: listTag,
      body: { items: [{ id: replaced.id, ...body('430001') }] },
    });
    const nicknamed = await api.update({
      ...updated,
      ifMatch: '*',
      body: body('430001', { nickname: 'still held' }),
    });
    const cleared = await api.update({ ...updated, ifMatch: '*', body: body('430009') });

    expect(byUpdate.body.status).toBe('held');
    expect([bySet.body.items[0]?.status, bySet.body.warnings]).toMatchObject([
      'held',
      [{ rule: 'fraud.sharedAccount', pointer: '/items/0/accountNumber' }],
    ]);
    expect([nicknamed.body.status, sharedRules(nicknamed)]).toEqual(['held', []]);
    expect(cleared.body.status).toBe('active');
  });

  test('is seen by three employees who take it at once, whichever is last', async () => {
    const containers = [world.newContainer(), world.newContainer(), world.newContainer()];
    for (let round = 0; round < 5; round += 1) {
      const employees = await Promise.all(containers.map(() => world.newEmployee()));
      const answers = await Promise.all(
        containers.map((each, index) =>
          each.create({ employee: employees[index] ?? '', body: body(String(440_000 + round)) }),
        ),
      );
      expect(answers.map((answer) => answer.body.status).sort()).toEqual(['active', 'active', 'held']);
    }
  });

  test('is seen as well by three who come to it at once with a number that stays and another bank', async () => {
    const containers = [world.newContainer(), world.newContainer(), world.newContainer()];
    for (let round = 0; round < 5; round += 1) {
      const accountNumber = String(450_000 + round);
      const earlierBanks = ['011401533', '091000019', '122105278'];
      const made = await Promise.all(
        earlierBanks.map(async (routingNumber) => {
          const employee = await world.newEmployee();
          const created = await api.create({ employee, body: body(accountNumber, { routingNumber }) });
          expect(created.body.status).toBe('active');
          return { employee, id: created.body.id };
        }),
      );
      const { accountNumber: _, ...staying } = body('');
      const answers = await Promise.all(
        made.map((own, index) =>
          (containers[index] ?? api).update({
            ...own,
            ifMatch: '*',
            body: { ...staying, routingNumber: '021000021' },
          }),
        ),
      );
      expect(answers.map((answer) => answer.body.status).sort()).toEqual(['active', 'active', 'held']);
    }
  });
});

test('an account that hundreds share hides no other account of the same employee', async () => {
  const { employee: source } = await createAs('a', '445001');
  const digits = '(VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9))';
  await world.query(
    acme,
    `INSERT INTO [dbo].[Employee] ([EmployeeId], [Name], [PayGroup])
     SELECT CONCAT('a-', x.[d] + 10 * y.[d] + 100 * z.[d]), N'Test', 'biweekly'
     FROM ${digits} AS x([d]) CROSS JOIN ${digits} AS y([d]) CROSS JOIN ${digits} AS z([d]) WHERE z.[d] < 3;
     INSERT INTO [dbo].[Employee] ([EmployeeId], [Name], [PayGroup])
     VALUES ('z-1', N'Test', 'biweekly'), ('z-2', N'Test', 'biweekly');
     INSERT INTO [dbo].[DirectDeposit] ([DirectDepositId], [EmployeeId], [Priority], [AccountType], [RoutingNumber],
       [SealedAccountNumber], [KeyVersion], [AccountNumberMask], [AccountFingerprint], [AllocationKind])
     SELECT NEWID(), e.[EmployeeId], 1, 'checking', d.[RoutingNumber],
       d.[SealedAccountNumber], d.[KeyVersion], d.[AccountNumberMask], d.[AccountFingerprint], 'remainder'
     FROM [dbo].[Employee] AS e CROSS JOIN [dbo].[DirectDeposit] AS d
     WHERE e.[EmployeeId] LIKE 'a-%' AND d.[EmployeeId] = @source;`,
    { source },
  );
  for (const employee of ['z-1', 'z-2']) await api.create({ employee, body: body('445002') });

  const employee = await world.newEmployee();
  const popular = await api.create({ employee, body: body('445001') });
  const beside = await api.create({
    employee,
    body: body('445002', { allocation: { kind: 'fixed', amountCents: 5 } }),
  });
  expect([popular.body.status, popular.body.sharedWith.length]).toEqual(['held', 200]);
  expect([beside.body.status, beside.body.sharedWith]).toEqual(['held', ['z-1', 'z-2']]);
});

describe('releasing', () => {
  const heldOne = async (accountNumber: string) => {
    await createAs('a', accountNumber);
    await createAs('b', accountNumber);
    return createAs('requester', accountNumber);
  };

  test('lets a second payroll-admin have it paid, once, with its history', async () => {
    const { employee, id } = await heldOne('450001');
    const self = await api.release({ employee, id, subject: 'requester' });
    const stale = await api.release({ employee, id, subject: 'approver', ifMatch: '"0"' });
    const dry = await api.release({ employee, id, subject: 'approver', query: { dryRun: 'true' } });
    const call = { employee, id, subject: 'approver', idempotencyKey: 'k' };
    const released = await api.release(call);
    const repeated = await api.release(call);
    const again = await api.release({ employee, id, subject: 'approver' });

    expect([self.status, self.body.code]).toEqual([403, 'SECOND_PERSON_REQUIRED']);
    expect([stale.status, dry.status, dry.body.status]).toEqual([412, 200, 'active']);
    expect([released.status, released.body]).toMatchObject([200, { id, status: 'active', reasons: [] }]);
    expect([repeated.status, repeated.text]).toEqual([200, released.text]);
    expect([again.status, again.body.code]).toEqual([409, 'NOT_HELD']);
    const kept = await api.update({ employee, id, ifMatch: '*', body: body('450001', { nickname: 'kept' }) });
    expect([kept.body.status, sharedRules(kept)]).toEqual(['active', []]);
    const { items } = (await api.history({ employee })).body;
    expect(items.map(({ action, subject }) => [action, subject])).toEqual([
      ['update', 'test-subject'],
      ['release', 'approver'],
      ['create', 'requester'],
    ]);
  });

  test.each([
    ['the employee', { roles: '[employee]', own: true }, 403],
    ['a viewer', { roles: '[viewer]', own: false }, 403],
    ['another employee', { roles: '[employee]', own: false }, 404],
  ])('is not for %s', async (_, { roles, own }, status) => {
    const { employee, id } = await heldOne(`46${String(Math.random()).slice(2, 10)}`);
    const as = { roles, ...(own ? { ownEmployee: employee } : {}), subject: 'x' };
    expect((await api.release({ employee, id, ...as })).status).toBe(status);
    expect((await api.get({ employee, id })).body.status).toBe('held');
  });

  test('what is held is listed, counts, may be changed and removed', async () => {
    const { employee, id } = await heldOne('470001');
    const second = await api.create({
      employee,
      body: body('470002', { allocation: { kind: 'fixed', amountCents: 5 } }),
    });
    const simulated = await api.simulate({ employee, body: { netPayCents: [100] } });
    expect(second.status).toBe(201);
    expect(simulated.body.results[0]?.lines).toMatchObject([
      { directDepositId: second.body.id, amountCents: 5, reason: 'full' },
      { directDepositId: id, amountCents: 95, reason: 'held' },
    ]);
    await api.remove({ employee, id: second.body.id, ifMatch: '*' });
    expect((await api.remove({ employee, id, ifMatch: '*' })).status).toBe(200);
  });
});

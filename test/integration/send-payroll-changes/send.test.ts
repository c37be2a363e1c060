// Committed changes reach the payroll suite: in order, once, each with its own tenant's key; and what the sender does when they cannot.

import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { tableName } from '#test/support/aws-credential-world';
import { acme, globex, type Container } from '#test/support/deposits-world';
import { startPayrollWorld, type PayrollWorld } from '#test/support/payroll-world';
import { fixed, remainder } from '#test/support/direct-deposit-bodies';
import { systemClock } from '#shared/platform/clock';
import { credentialItemKey } from '#shared/tenants/tenant-table';

let payroll: PayrollWorld;
let api: Container;
const arrivals: { readonly tenant: string; readonly employee: string; readonly eventId: string }[] = [];

beforeAll(async () => {
  payroll = await startPayrollWorld({
    onArrival: (tenant, employee, { eventId }) => arrivals.push({ tenant, employee, eventId }),
  });
  api = payroll.world.newContainer();
}, 60_000);
afterAll(() => payroll?.stop());
afterEach(() => payroll.suite.setTrouble('none'));

const employeeWith = async (...bodies: object[]): Promise<string> => {
  const employee = await payroll.world.newEmployee();
  for (const body of bodies) expect((await api.create({ employee, body })).status).toBe(201);
  return employee;
};
const openOf = async (employee: string): Promise<unknown> => {
  const rows = await payroll.world.query(
    acme,
    "SELECT COUNT(*) AS [open] FROM [dbo].[PayrollOutbox] WHERE [EmployeeId] = @employee AND [Status] = 'open';",
    { employee },
  );
  return (rows[0] as { open: unknown }).open;
};
const deliveryOf = async (employee: string): Promise<unknown> =>
  (
    await payroll.world.query(
      acme,
      'SELECT [StoppedAt], [FailureCode], [LeaseToken], [Attempts] FROM [dbo].[PayrollDelivery] WHERE [EmployeeId] = @employee;',
      { employee },
    )
  )[0];

describe('T32 a committed change', () => {
  test('is sent with the whole split and the account number, to its own tenant’s suite', async () => {
    const { suite, send } = payroll;
    const employee = await employeeWith({ ...remainder, accountNumber: '1234567890' });

    expect(await send()).toMatchObject({ sent: 1, code: 'DONE' });

    expect(suite.books.splitOf(acme, employee)).toMatchObject({
      sequence: 1,
      receiverName: 'Test',
      companyEntryDescription: 'PAYROLL',
      payGroup: 'biweekly',
      items: [{ priority: 1, accountNumber: '1234567890', pay: 'account' }],
      prenotes: [],
    });
    expect(suite.books.splitOf(globex, employee)).toBeUndefined();
  });

  test('is one event each, in the order of the changes, also when several wait', async () => {
    const { suite, send } = payroll;
    const employee = await employeeWith(remainder, fixed);
    const [first] = (await api.list({ employee })).body.items;
    await api.remove({ employee, id: first!.id, ifMatch: '*' });

    await send();

    const sent = arrivals.filter((arrival) => arrival.employee === employee);
    expect(sent.map(({ eventId }) => eventId)).toEqual(suite.books.eventsOf(acme, employee));
    expect(sent).toHaveLength(3);
    expect(suite.books.splitOf(acme, employee)).toMatchObject({
      sequence: 3,
      items: [{ accountNumber: remainder.accountNumber }],
    });
    expect(await openOf(employee)).toBe(0);
  });

  test('is not kept waiting by a sender that another one was ahead of', async () => {
    const { send } = payroll;
    const employee = await employeeWith(remainder);
    const ahead: unknown[] = [];

    const behind = await send(acme, {
      aroundDatabase: (database) => ({
        ...database,
        // Between the look for employees and their lease, the other sends it all.
        transaction: async (work) => {
          ahead.push(await send());
          return database.transaction(work);
        },
      }),
    });

    expect(ahead[0]).toMatchObject({ sent: 1, code: 'DONE' });
    expect(behind).toMatchObject({ sent: 0, code: 'DONE' });
    expect(await deliveryOf(employee)).toMatchObject({ LeaseToken: null });
    await api.create({ employee, body: fixed });
    expect(await send()).toMatchObject({ sent: 1, code: 'DONE' });
  });

  test('is told without the account when it is held', async () => {
    const { suite, send, world } = payroll;
    const shared = { ...remainder, accountNumber: '5550001111' };
    for (let others = 0; others < 2; others += 1) await employeeWith(shared);
    const employee = await world.newEmployee();
    expect((await api.create({ employee, body: shared })).body.status).toBe('held');

    await send();

    expect(suite.books.splitOf(acme, employee)).toMatchObject({ items: [{ pay: 'hold' }] });
  });

  test('leaves nothing of an account number behind: not sealed in the outbox, not in the log', async () => {
    const { world, send, lines } = payroll;
    const employee = await employeeWith({ ...remainder, accountNumber: '9876543210123' });
    const itemsOf = (): Promise<readonly unknown[]> =>
      world.query(
        acme,
        `SELECT [Priority] FROM [dbo].[PayrollOutboxItem] WHERE [EventId] IN (
           SELECT [EventId] FROM [dbo].[PayrollOutbox] WHERE [EmployeeId] = @employee);`,
        { employee },
      );
    expect(await itemsOf()).toHaveLength(1);

    await send();

    expect(await itemsOf()).toEqual([]);
    expect(JSON.stringify(lines)).not.toContain('9876543210123');
  });

  test('that was refused, read, revealed or dry leaves no event', async () => {
    const employee = await employeeWith(remainder);
    await payroll.send();
    const [item] = (await api.list({ employee })).body.items;
    await api.reveal({ employee, id: item!.id });
    await api.create({ employee, body: fixed, query: { dryRun: 'true' } });
    await api.create({ employee, body: remainder });

    expect(await openOf(employee)).toBe(0);
  });
});

describe('a suite', () => {
  test('that refuses one employee’s event stops that employee alone, and rings', async () => {
    const { send, suite, keys, lines, world } = payroll;
    const [refused, taken] = [await employeeWith(remainder), await employeeWith(remainder)];
    const key = keys.get(acme)!;
    suite.setTenants([{ tenantId: acme, key, employees: [taken] }]);

    expect(await send()).toMatchObject({ sent: 1, code: 'DONE' });

    expect(await deliveryOf(refused)).toMatchObject({
      FailureCode: 'EMPLOYEE_UNKNOWN',
      StoppedAt: expect.any(Date),
      LeaseToken: null,
    });
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'payroll.event.stopped', code: 'EMPLOYEE_UNKNOWN' }),
    );
    // What comes after it waits behind it.
    suite.setTenants([...keys].map(([tenantId, each]) => ({ tenantId, key: each })));
    await api.create({ employee: refused, body: fixed });
    expect(await send()).toMatchObject({ sent: 0 });
    expect(await openOf(refused)).toBe(2);
    await world.query(
      acme,
      'UPDATE [dbo].[PayrollDelivery] SET [StoppedAt] = NULL WHERE [EmployeeId] = @employee;',
      { employee: refused },
    );
    expect(await send()).toMatchObject({ sent: 2 });
  });

  test('that was down for an hour gets everything afterwards, in order', async () => {
    const { send, suite } = payroll;
    let aheadMs = 0;
    const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + aheadMs };
    const employees = [await employeeWith(remainder, fixed), await employeeWith(remainder)];
    suite.setTrouble('down');
    const codes = new Set<string>();
    for (; aheadMs <= 3_600_000; aheadMs += 300_000) codes.add((await send(acme, { clock })).code);
    expect([...codes]).toEqual(['DONE']);
    expect(await deliveryOf(employees[0]!)).toMatchObject({ FailureCode: 'SUITE_DOWN', StoppedAt: null });

    suite.setTrouble('none');
    aheadMs += 300_000;
    expect(await send(acme, { clock })).toMatchObject({ sent: 3, code: 'DONE' });

    expect(suite.books.splitOf(acme, employees[0]!)).toMatchObject({ sequence: 2 });
    expect(suite.books.splitOf(acme, employees[1]!)).toMatchObject({ sequence: 1 });
  }, 60_000);

  test('that is down for many employees halts the run', async () => {
    const { send, suite, lines } = payroll;
    for (let made = 0; made < 12; made += 1) await employeeWith(remainder);
    suite.setTrouble('down');

    expect(await send()).toMatchObject({ sent: 0, code: 'SUITE_DOWN' });

    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'payroll.run.halted', code: 'SUITE_DOWN' }),
    );
    suite.setTrouble('none');
    await send(acme, { clock: { ...systemClock, nowMs: () => systemClock.nowMs() + 600_000 } });
  }, 30_000);

  test('that does not take the key is asked with the key read anew, once', async () => {
    const { send, suite, keys, world } = payroll;
    const employee = await employeeWith(remainder);
    const renewed = 'key-canary-renewed';
    suite.setTenants([{ tenantId: acme, key: renewed }]);
    // The sender has the older one in its cache, as a warm container has.
    let isRenewed = false;
    const before = suite.books.eventsOf(acme, employee).length;
    const answer = await send(acme, {
      aroundSuite: (inner) => ({
        ...inner,
        putSplit: async (message, deadline) => {
          const put = await inner.putSplit(message, deadline);
          if (!put.ok && put.failure.kind === 'key-refused' && !isRenewed) {
            isRenewed = true;
            await world.seal(acme, 'payroll-api', { url: suite.url, key: renewed });
          }
          return put;
        },
      }),
    });
    suite.setTenants([...keys].map(([tenantId, key]) => ({ tenantId, key })));
    await world.seal(acme, 'payroll-api', { url: suite.url, key: keys.get(acme)! });

    expect(answer).toMatchObject({ sent: 1, code: 'DONE' });
    expect(suite.books.eventsOf(acme, employee).length).toBe(before + 1);
  });

  test('that refuses every key halts the run, and nothing is lost', async () => {
    const { send, suite } = payroll;
    const employee = await employeeWith(remainder);
    suite.setTrouble('refusing-keys');

    expect(await send()).toMatchObject({ sent: 0, code: 'KEY_REFUSED' });

    suite.setTrouble('none');
    expect(await send()).toMatchObject({ sent: 1 });
    expect(await openOf(employee)).toBe(0);
  });

  test('at a host that is not allowed is not asked, whatever the credential says', async () => {
    const { send, suite } = payroll;
    const employee = await employeeWith(remainder);

    expect(await send(acme, { allowedHosts: ['payroll.example.com'] })).toMatchObject({
      sent: 0,
      code: 'HOST_NOT_ALLOWED',
    });
    expect(suite.books.splitOf(acme, employee)).toBeUndefined();

    expect(await send(acme, { allowedHosts: ['127.0.0.1'] })).toMatchObject({ sent: 1 });
  });
});

test('a tenant’s rows are sent with its own key, to its own books, whatever others have open', async () => {
  const { world, send, suite } = payroll;
  const employee = await world.newEmployee(acme, 'e-mixed');
  await world.newEmployee(globex, 'e-mixed');
  const other = { tenant: globex, employee, body: { ...remainder, accountNumber: '7777777777' } };
  expect((await api.create(other)).status).toBe(201);
  expect((await api.create({ employee, body: remainder })).status).toBe(201);

  await send(acme);
  expect(suite.books.splitOf(globex, employee)).toBeUndefined();
  await send(globex);

  expect(suite.books.splitOf(acme, employee)).toMatchObject({
    items: [{ accountNumber: remainder.accountNumber }],
  });
  expect(suite.books.splitOf(globex, employee)).toMatchObject({ items: [{ accountNumber: '7777777777' }] });
});

test('a tenant without a payroll suite is left alone, its changes wait, and its receipts are under a checkpoint', async () => {
  const { world, send, lines } = payroll;
  await world.newTenant('unlinked' as typeof acme);
  const employee = await world.newEmployee('unlinked' as typeof acme);
  const call = { tenant: 'unlinked' as typeof acme, employee, body: remainder };
  expect((await api.create(call)).status).toBe(201);
  const key = { tenantId: { S: 'unlinked' }, itemKey: { S: credentialItemKey('payroll-api') } };
  await world.dynamoDb.send(new DeleteItemCommand({ TableName: tableName, Key: key }));

  expect(await send('unlinked' as typeof acme)).toMatchObject({ sent: 0, code: 'NOT_LINKED' });
  expect(lines).toContainEqual(
    expect.objectContaining({ event: 'receipts.checkpoint.taken', tenantId: 'unlinked', chains: 1 }),
  );
});

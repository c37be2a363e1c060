// What payroll finds: employees by name or id, and what is held or rejected across the tenant, a page at a time and nothing of another tenant.

import { addBankingDays } from '#shared/domain/banking-calendar';
import { addDays, isoDateIn } from '#shared/domain/iso-date';
import {
  acme,
  globex,
  startDepositsWorld,
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

const addPerson = (id: string, name: string, tenant = acme): Promise<unknown> =>
  world.query(
    tenant,
    `INSERT INTO [dbo].[Employee] ([EmployeeId], [Name], [PayGroup]) VALUES (@id, @name, 'biweekly');`,
    { id, name },
  );

type Page<T> = { readonly items: readonly T[]; readonly nextAfter: string | null };
type Found = { readonly employeeId: string; readonly name: string };
type Listed = {
  readonly employeeId: string;
  readonly id: string;
  readonly status: string;
  readonly isInForce: boolean;
  readonly reasons: readonly { readonly rule: string }[];
};

const find = async (query: Record<string, string>, more: object = {}) => {
  const answer = await api.employees({ employee: '', query, ...more });
  return { ...answer, body: answer.body as unknown as Page<Found> };
};
const listed = async (query: Record<string, string>, more: object = {}) => {
  const answer = await api.ofStatus({ employee: '', query, ...more });
  return { ...answer, body: answer.body as unknown as Page<Listed> };
};
/** All pages, one after another. */
const allOf = async <T>(read: (query: Record<string, string>) => Promise<{ body: Page<T> }>, query = {}) => {
  const pages: (readonly T[])[] = [];
  for (let after: string | null = ''; after !== null;) {
    const { body }: { body: Page<T> } = await read({ ...query, ...(after === '' ? {} : { after }) });
    pages.push(body.items);
    after = body.nextAfter;
  }
  return pages;
};

describe('employees', () => {
  beforeAll(async () => {
    await addPerson('z-1', 'Łucja Żak-O’Neill');
    await addPerson('z-2', 'Ana María Núñez');
    await addPerson('z-3', 'Bo A_der');
    await addPerson('z-4', 'Bo Ander');
    await addPerson('z-9', 'Ana María Núñez', globex);
  });

  test.each([
    ['núñez', ['z-2']],
    ['ana m', ['z-2']],
    ['z-', ['z-1', 'z-2', 'z-3', 'z-4']],
    ['o’neill', ['z-1']],
    // What means something in a pattern means itself.
    ['A_d', ['z-3']],
    ['nobody at all', []],
  ])('are found by %j, of their own tenant alone', async (search, ids) => {
    const { status, body } = await find({ search });

    expect(status).toBe(200);
    expect(body.items.map(({ employeeId }) => employeeId)).toEqual(ids);
  });

  test('come in pages, each once, in the order of their ids', async () => {
    const pages = await allOf(find, { search: 'z-', limit: '3' });

    expect(pages.map((page) => page.map(({ employeeId }) => employeeId))).toEqual([
      ['z-1', 'z-2', 'z-3'],
      ['z-4'],
    ]);
  });

  test.each([['%'], ['[a-z]'], ["x' OR 1=1"], [''], ['a'.repeat(65)], ['a\u0000b']])(
    'are not looked for by %j',
    async (search) => {
      expect((await find({ search })).body).toMatchObject({ code: 'QUERY_MALFORMED' });
    },
  );

  test.each([
    ['[viewer]', 200],
    ['[payroll-admin]', 200],
    ['[employee]', 403],
    ['[payroll-run]', 403],
  ])('are shown to %s: %d', async (roles, status) => {
    expect((await find({}, { roles, ownEmployee: 'z-1' })).status).toBe(status);
    expect((await listed({ status: 'held' }, { roles, ownEmployee: 'z-1' })).status).toBe(status);
  });
});

describe('what is held', () => {
  const account = (accountNumber: string) => ({
    accountType: 'checking',
    routingNumber: '021000021',
    accountNumber,
    allocation: { kind: 'remainder' },
  });

  test('is found across the tenant, with the reason, until it is released; nothing of an account number is shown', async () => {
    const shared = '8100000001';
    const employees = (await world.newEmployees(5)).toSorted();
    for (const employee of employees) await api.create({ employee, body: account(shared) });
    const other = await world.newEmployee(globex);
    await api.create({ tenant: globex, employee: other, body: account(shared) });

    const held = (await allOf(listed, { status: 'held', limit: '2' })).flat();
    // The third one and those after it share an account with too many.
    expect(held).toHaveLength(3);
    for (const item of held) {
      expect(item).toMatchObject({
        employeeName: 'Test',
        status: 'held',
        isInForce: true,
        reasons: [{ rule: 'fraud.sharedAccount' }],
        accountNumberMask: '****0001',
      });
    }
    expect(JSON.stringify(held)).not.toContain(shared);

    const [first] = held;
    const released = await api.release({
      employee: first!.employeeId,
      id: first!.id,
      subject: 'somebody-else',
    });
    expect(released.status).toBe(200);
    expect((await listed({ status: 'held' })).body.items.map(({ id }) => id)).toEqual(
      held.slice(1).map(({ id }) => id),
    );
    expect((await listed({ status: 'rejected' })).body).toEqual({ items: [], nextAfter: null });
  });

  test('is found where it waits for its day', async () => {
    const tenant = globex;
    const today = isoDateIn('America/New_York', new Date());
    await world.query(tenant, 'UPDATE [dbo].[TenantSetting] SET [PrenoteBankingDays] = 10;');
    for (const days of [6, 20]) {
      const payDate = addBankingDays(today, days);
      await world.query(
        tenant,
        `INSERT INTO [dbo].[Payroll] ([PayGroup], [PayDate], [PeriodBegin], [Status])
         VALUES ('biweekly', CAST(@payDate AS date), CAST(@begin AS date), 'open');`,
        { payDate, begin: addDays(payDate, -14) },
      );
    }
    const employees = await world.newEmployees(3, tenant);
    for (const employee of employees) await api.create({ tenant, employee, body: account('8200000002') });

    const { body } = await listed({ status: 'held' }, { tenant });
    expect(body.items).toMatchObject([{ employeeId: employees[2], status: 'held', isInForce: false }]);
  });

  test.each([
    [{}],
    [{ status: 'active' }],
    [{ status: 'held', limit: '101' }],
    [{ status: 'held', colour: 'red' }],
  ])('is not asked for by %j', async (query) => {
    expect((await listed(query as Record<string, string>)).body).toMatchObject({ code: 'QUERY_MALFORMED' });
  });
});

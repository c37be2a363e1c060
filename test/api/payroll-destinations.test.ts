// What a payroll run reads: where the pay of everybody goes who is paid on a day, audited, a page at a time.

import { addBankingDays } from '#shared/domain/banking-calendar';
import { addDays, isoDateIn } from '#shared/domain/iso-date';
import {
  acme,
  globex,
  startDepositsWorld,
  type Answer,
  type Container,
  type DepositsWorld,
} from '#test/support/deposits-world';
import { auditFaultsOf } from '../campaigns/audit-faults.ts';

let world: DepositsWorld;
let api: Container;

const today = isoDateIn('America/New_York', new Date());
const [next, second] = [addBankingDays(today, 8), addBankingDays(today, 18)];

type Destinations = {
  readonly employees: readonly {
    readonly employeeId: string;
    readonly destinations: readonly { readonly accountNumber: string; readonly pay: string }[];
  }[];
  readonly nextAfter: string | null;
};
const bodyOf = ({ body }: Answer): Destinations => body as unknown as Destinations;
const read = (payDate: string, query: Record<string, string> = {}, more: object = {}): Promise<Answer> =>
  api.destinations({ employee: '', payDate, query, roles: '[payroll-run]', ...more });

const account = (accountNumber: string, allocation: object = { kind: 'remainder' }) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation,
});

let employees: readonly string[] = [];

beforeAll(async () => {
  world = await startDepositsWorld();
  api = world.newContainer();
  for (const payDate of [next, second]) {
    await world.query(
      acme,
      `INSERT INTO [dbo].[Payroll] ([PayGroup], [PayDate], [PeriodBegin], [Status])
       VALUES ('biweekly', CAST(@payDate AS date), CAST(@begin AS date), 'open');`,
      { payDate, begin: addDays(payDate, -14) },
    );
  }
  employees = [...(await world.newEmployees(3))].sort();
  await world.newEmployee(globex, 'e-globex');
  const [first, , last] = employees as [string, string, string];
  await api.create({ employee: first, body: account('41000001') });
  const { id } = (await api.list({ employee: first })).body.items[0]!;
  const later = { ...account('42000002'), effectiveOn: second };
  expect((await api.update({ employee: first, id, ifMatch: '*', body: later })).status).toBe(200);
  await api.create({ employee: last, body: account('43000003') });
}, 60_000);
afterAll(() => world?.stop());

test('each payroll gets the destinations that are in force on its day', async () => {
  const numbersOn = async (payDate: string): Promise<unknown[]> =>
    bodyOf(await read(payDate)).employees.map(({ destinations }) =>
      destinations.map(({ accountNumber, pay }) => `${accountNumber} ${pay}`),
    );

  expect(await numbersOn(next)).toEqual([['41000001 account'], [], ['43000003 account']]);
  expect(await numbersOn(second)).toEqual([['42000002 account'], [], ['43000003 account']]);
});

test('comes in pages, each once', async () => {
  const seen: string[] = [];
  let after: string | null = '';
  while (after !== null) {
    const page: Answer = await read(next, { limit: '2', ...(after === '' ? {} : { after }) });
    seen.push(...bodyOf(page).employees.map(({ employeeId }) => employeeId));
    after = bodyOf(page).nextAfter;
  }
  expect(seen).toEqual(employees);
});

test('leaves an audit row for each employee whose numbers were opened, in the chain of receipts', async () => {
  const [first, none] = employees as [string, string];
  const countOf = async (employee: string): Promise<number> =>
    (await api.history({ employee })).body.items.filter(({ action }) => action === 'payroll-read').length;
  const before = await countOf(first);
  await read(next, {}, { subject: 'run-7' });

  expect(await countOf(first)).toBe(before + 1);
  expect((await api.history({ employee: first })).body.items[0]).toMatchObject({
    action: 'payroll-read',
    subject: 'run-7',
    directDepositId: null,
  });
  expect(await countOf(none)).toBe(0);
  expect(await auditFaultsOf(world, acme)).toEqual([]);
});

test.each([
  ['a day without a payroll', addDays(next, 1), {}, {}, 404],
  ['no day', 'soon', {}, {}, 404],
  ['a pay group that is not paid then', next, { payGroup: 'monthly' }, {}, 404],
  ['another tenant’s payroll', next, {}, { tenant: globex }, 404],
  ['a limit too large', next, { limit: '101' }, {}, 400],
  ['an unknown parameter', next, { page: '2' }, {}, 400],
  ['a payroll-admin', next, {}, { roles: '[payroll-admin]' }, 403],
  ['a viewer', next, {}, { roles: '[viewer]' }, 403],
  ['an employee', next, {}, { roles: '[employee]', ownEmployee: 'e-1' }, 403],
])('%s is refused', async (_, payDate, query, more, status) => {
  expect((await read(payDate, query, more)).status).toBe(status);
});

test('the role opens nothing else', async () => {
  const [first] = employees as [string];
  const asRun = { employee: first, roles: '[payroll-run]' };
  expect((await api.list(asRun)).status).toBe(404);
  expect((await api.create({ ...asRun, body: account('44000004') })).status).toBe(404);
});

// DirectDepositChanged: every change of where pay goes is on the bus, masked, whatever happens to bus and sender.

import { readChangeEvent } from '#shared/events/read-change-event';
import { findCanaries } from '#test/support/find-canaries';
import { acme, globex, type Container } from '#test/support/deposits-world';
import { startPayrollWorld, type PayrollWorld } from '#test/support/payroll-world';

let payroll: PayrollWorld;
let api: Container;

beforeAll(async () => {
  payroll = await startPayrollWorld();
  api = payroll.world.newContainer();
}, 60_000);
afterAll(() => payroll?.stop());

const entered: string[] = [];
const newNumber = (): string => {
  const number = `61${String(entered.length + 1).padStart(8, '0')}`;
  entered.push(number);
  return number;
};
const bodyOf = (accountNumber: string | undefined, change: object = {}) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  ...(accountNumber === undefined ? {} : { accountNumber }),
  allocation: { kind: 'remainder' },
  ...change,
});
const paidEmployee = async () => {
  const employee = await payroll.world.newEmployee();
  const number = newNumber();
  const { id } = (await api.create({ employee, body: bodyOf(number) })).body;
  return { employee, id, number };
};
const detailsOf = (employee: string): unknown[] =>
  payroll.published
    .map(({ detail }) => JSON.parse(detail) as { employeeId: string })
    .filter(({ employeeId }) => employeeId === employee);

test('a change of account is published once, with who, when, from where and to where', async () => {
  const { employee, id, number } = await paidEmployee();
  const next = newNumber();
  await api.update({
    employee,
    id,
    ifMatch: '*',
    body: bodyOf(next, { routingNumber: '011000015' }),
    subject: 'alice',
  });
  await payroll.send();
  await payroll.send();

  const account = { id, accountType: 'checking', status: 'active' };
  expect(detailsOf(employee)).toEqual([
    {
      version: 1,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      tenantId: acme,
      employeeId: employee,
      occurredAt: expect.stringMatching(/Z$/) as string,
      actor: 'alice',
      previous: [{ ...account, routingNumber: '021000021', accountNumberMask: `****${number.slice(-4)}` }],
      next: [{ ...account, routingNumber: '011000015', accountNumberMask: `****${next.slice(-4)}` }],
    },
  ]);
  const { source, detailType, detail } = payroll.published.at(-1)!;
  expect({ source, detailType }).toEqual({ source: 'direct-deposits', detailType: 'DirectDepositChanged' });
  const received = { source, 'detail-type': detailType, detail: JSON.parse(detail) as unknown };
  expect(readChangeEvent(received)).toEqual(received.detail);
});

test('the first account, a name, an allocation and another type are none', async () => {
  const { employee, id } = await paidEmployee();
  for (const change of [{ nickname: 'Mine' }, { accountType: 'savings' }])
    await api.update({ employee, id, ifMatch: '*', body: bodyOf(undefined, change) });
  await payroll.send();

  expect(detailsOf(employee)).toEqual([]);
});

test('of a whole set only what differs is shown', async () => {
  const { employee, id, number } = await paidEmployee();
  const share = bodyOf(newNumber(), { allocation: { kind: 'fixed', amountCents: 100 } });
  const kept = (await api.create({ employee, body: share })).body.id;
  await payroll.send();
  const ifMatch = (await api.list({ employee })).headers['etag'];
  const next = newNumber();
  const items = [
    { id: kept, ...share },
    { id, ...bodyOf(next) },
  ];
  expect((await api.replace({ employee, ifMatch, body: { items } })).status).toBe(200);
  await payroll.send();

  expect(detailsOf(employee)).toMatchObject([
    {
      previous: [{ id, accountNumberMask: `****${number.slice(-4)}` }],
      next: [{ id, accountNumberMask: `****${next.slice(-4)}` }],
    },
  ]);
});

test('what the bus does not take waits for the next run, and the suite is told all the same', async () => {
  const { employee, id } = await paidEmployee();
  const next = newNumber();
  await api.update({ employee, id, ifMatch: '*', body: bodyOf(next) });
  payroll.setBusDown(true);
  await payroll.send();
  expect(detailsOf(employee)).toEqual([]);
  expect(payroll.suite.books.splitOf(acme, employee)).toMatchObject({ items: [{ accountNumber: next }] });
  expect(payroll.lines).toContainEqual(
    expect.objectContaining({ event: 'payroll.change.unpublished', code: 'NOT_PUBLISHED' }),
  );
  payroll.setBusDown(false);
  await payroll.send();

  expect(detailsOf(employee)).toHaveLength(1);
});

test('many are published, each once', async () => {
  const before = payroll.published.length;
  for (let count = 0; count < 23; count += 1) {
    const { employee, id } = await paidEmployee();
    await api.update({ employee, id, ifMatch: '*', body: bodyOf(newNumber()) });
  }
  await payroll.send(globex);
  expect(payroll.published.length).toBe(before);
  await payroll.send();

  expect(payroll.published.length).toBe(before + 23);
});

test('no account number is among them', () => {
  const text = JSON.stringify(payroll.published);
  expect(text).toContain('****');
  expect(findCanaries(text + entered[0], entered)).toEqual([entered[0]]);
  expect(findCanaries(text, entered)).toEqual([]);
});

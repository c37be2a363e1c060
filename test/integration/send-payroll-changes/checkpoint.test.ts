// The schedule's runs take checkpoints over the chains of receipts: where anything grew since the last one, and not more often than every quarter of an hour.

import { readHeads } from '#shared/direct-deposits/receipt-checkpoint';
import { toCheckpoint } from '#shared/direct-deposits/sql/checkpoint-parts';
import { acme, globex, type Container } from '#test/support/deposits-world';
import { startPayrollWorld, type PayrollWorld } from '#test/support/payroll-world';

let payroll: PayrollWorld;
let api: Container;

beforeAll(async () => {
  payroll = await startPayrollWorld();
  api = payroll.world.newContainer();
}, 60_000);
afterAll(() => payroll?.stop());

let numbers = 0;
const change = async () => {
  const employee = await payroll.world.newEmployee();
  numbers += 1;
  const body = {
    accountType: 'checking',
    routingNumber: '021000021',
    accountNumber: String(680_000_000 + numbers),
    allocation: { kind: 'remainder' },
  };
  const { receipt } = (await api.create({ employee, body })).body;
  return { employeeId: employee, receipt };
};

const checkpoints = async () =>
  (
    await payroll.world.query(
      acme,
      `SELECT [Number] AS [number], [TakenAt] AS [takenAt], [Through] AS [through], [Heads] AS [heads], [Hash] AS [hash]
FROM [dbo].[ReceiptCheckpoint] ORDER BY [Number];`,
    )
  ).map(toCheckpoint);

/** As if the last one was taken an hour ago. */
const letTimePass = () =>
  payroll.world.query(acme, 'UPDATE [dbo].[ReceiptCheckpoint] SET [TakenAt] = DATEADD(hour, -1, [TakenAt]);');

test('a run takes one over all that was written, another when more was, and none too soon or of nothing new', async () => {
  const written = [await change(), await change()];
  await payroll.send();
  await payroll.send(globex);

  const later = await change();
  await payroll.send();
  expect(await checkpoints()).toHaveLength(1);

  await letTimePass();
  await payroll.send();
  await letTimePass();
  await payroll.send();

  const taken = await checkpoints();
  expect(taken.map(({ number }) => number)).toEqual([1, 2]);
  const heads = taken.map((checkpoint) => readHeads(checkpoint.heads) ?? []);
  expect(heads[0]).toEqual(expect.arrayContaining(written));
  expect(heads[0]).toHaveLength(2);
  // What was written in the last minutes stands in both: a write may have been under way beside it.
  expect(heads[1]).toEqual(expect.arrayContaining([...written, later]));
  expect(heads[1]).toHaveLength(3);
  expect(payroll.lines.filter(({ event }) => event === 'receipts.checkpoint.taken')).toMatchObject([
    { tenantId: acme, chains: 2 },
    { tenantId: acme, chains: 3 },
  ]);
});

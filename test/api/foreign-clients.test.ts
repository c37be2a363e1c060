// What the API wrote, read back by clients that share no code with its driver, as the application's own login.

import { acme, startDepositsWorld, type DepositsWorld } from '#test/support/deposits-world';
import { askFreeTds, isFreeTdsInstalled } from '#test/support/freetds';

const withFreeTds =
  isFreeTdsInstalled && (process.env['TEST_SQL_SERVER'] ?? '') === '' ? describe : describe.skip;

withFreeTds('FreeTDS', () => {
  let world: DepositsWorld;
  beforeAll(async () => {
    world = await startDepositsWorld();
  }, 60_000);
  afterAll(() => world?.stop());

  const ask = (program: 'tsql' | 'bsqldb', input: string): Promise<string> => {
    const { port, user, password, database } = world.loginOf(acme);
    const args = program === 'tsql' ? ['-D', database] : ['-D', database, '-t', '|'];
    return askFreeTds({ port, user, password }, { program, args, encryption: 'request', input });
  };

  test('tsql and bsqldb log in and see the rows, the audit and the receipts; neither may change the audit', async () => {
    const api = world.newContainer();
    const employee = await world.newEmployee();
    const account = { accountType: 'checking', routingNumber: '021000021' };
    await api.create({
      employee,
      body: { ...account, accountNumber: '800001234', nickname: 'Zoë 🏠', allocation: { kind: 'remainder' } },
    });
    const { body } = await api.create({
      employee,
      body: {
        ...account,
        accountNumber: '800005678',
        allocation: { kind: 'percentage', basisPoints: 2_500 },
      },
    });

    const rows = `SELECT Priority, AccountNumberMask, Nickname, AllocationKind, BasisPoints, Status
      FROM dbo.DirectDeposit WHERE EmployeeId = '${employee}' ORDER BY Priority\nGO\n`;
    const receipts = `SELECT a.Action, r.Sequence FROM dbo.DirectDepositAudit a
      INNER JOIN dbo.EmployeeReceipt r ON r.WriteId = a.WriteId
      WHERE a.EmployeeId = '${employee}' AND r.Sequence = ${body.receipt.sequence}\ngo\n`;
    const read = await ask('tsql', rows);
    const joined = await ask('bsqldb', receipts);
    const refused = await ask('tsql', 'DELETE FROM dbo.DirectDepositAudit\nGO\n');

    expect(read).toContain('1\t****5678\tNULL\tpercentage\t2500\tactive');
    expect(read).toContain('2\t****1234\tZoë 🏠\tremainder\tNULL\tactive');
    expect(joined).toContain(`create|${body.receipt.sequence}`);
    expect(refused).toContain('permission was denied');
  });
});

// `npm run payroll -- status | resend | skip` as an operator runs it, against a suite that refuses an employee.

import { credentialsCli, type CliOptions, type CliRun } from '#test/support/credentials-cli';
import { acme, type Container } from '#test/support/deposits-world';
import { fixed, remainder } from '#test/support/direct-deposit-bodies';
import { findCanaries } from '#test/support/find-canaries';
import { startPayrollWorld, type PayrollWorld } from '#test/support/payroll-world';

jest.setTimeout(60_000);

let payroll: PayrollWorld;
let api: Container;
const outputs: string[] = [];

beforeAll(async () => {
  payroll = await startPayrollWorld();
  api = payroll.world.newContainer();
});
afterAll(() => payroll?.stop());

const run = async (args: readonly string[], options: CliOptions = {}): Promise<CliRun> => {
  const { isEncrypted, isCertificateTrusted } = payroll.world.sql.server;
  const ran = await credentialsCli(payroll.world)(args, {
    script: 'payroll',
    env: {
      DEPOSITS_SQL_ENCRYPT: isEncrypted === true ? 'on' : 'off',
      DEPOSITS_SQL_TRUST_CERTIFICATE: isCertificateTrusted === true ? 'on' : 'off',
    },
    ...options,
  });
  outputs.push(ran.output);
  return ran;
};
const of = (employee: string, ...more: string[]): string[] => [
  '--tenant',
  acme,
  '--employee',
  employee,
  ...more,
];

/** An employee with two changes, the first of which the suite refused. */
const stoppedEmployee = async (): Promise<string> => {
  const { suite, keys, world, send } = payroll;
  const employee = await world.newEmployee();
  for (const body of [remainder, fixed]) expect((await api.create({ employee, body })).status).toBe(201);
  suite.setTenants([{ tenantId: acme, key: keys.get(acme)!, employees: ['somebody-else'] }]);
  await send();
  suite.setTenants([...keys].map(([tenantId, key]) => ({ tenantId, key })));
  return employee;
};

test('status shows who is stopped and why; resend has all of it sent', async () => {
  const { suite, send } = payroll;
  const none = await run(['status', '--tenant', acme]);
  expect(none).toMatchObject({ code: 0, stdout: '0 open in 1 tenant.\n' });
  const employee = await stoppedEmployee();

  const status = await run(['status', '--tenant', acme]);

  expect(status.code).toBe(0);
  expect(status.stdout).toMatch(
    new RegExp(`acme +${employee} +2 +1 +\\S+ +STOPPED \\(EMPLOYEE_UNKNOWN\\)\n\n2 open in 1 tenant`),
  );
  expect(JSON.parse((await run(['status', '--tenant', acme, '--json'])).stdout)).toMatchObject({
    tenants: [{ tenantId: acme, openEvents: 2, employees: [{ employeeId: employee, sequence: 1 }] }],
  });
  expect(await send()).toMatchObject({ sent: 0 });

  expect(await run(['resend', ...of(employee)])).toMatchObject({
    code: 0,
    stdout: '2 open events are tried again within a minute.\n',
  });
  expect(await send()).toMatchObject({ sent: 2 });

  expect(suite.books.splitOf(acme, employee)).toMatchObject({ sequence: 2 });
});

test('resend with nothing open tells the suite the present split once more', async () => {
  const { suite, send, world } = payroll;
  const employee = await world.newEmployee();
  await api.create({ employee, body: remainder });
  await send();

  expect(await run(['resend', ...of(employee)])).toMatchObject({
    code: 0,
    stdout: 'Nothing was open: the present split is sent again within a minute.\n',
  });
  expect(await send()).toMatchObject({ sent: 1 });

  expect(suite.books.splitOf(acme, employee)).toMatchObject({
    sequence: 2,
    items: [{ accountNumber: remainder.accountNumber }],
  });
});

test('skip gives up the oldest event, and only when its name is typed; what is behind it is sent', async () => {
  const { suite, send } = payroll;
  const employee = await stoppedEmployee();

  const unsaid = await run(['skip', ...of(employee, '--sequence', '1')]);
  expect(unsaid.code).toBe(1);
  expect(unsaid.stderr).toContain(`type “${employee} 1”`);
  const notOldest = await run(['skip', ...of(employee, '--sequence', '2')], { input: `${employee} 2\n` });
  expect(notOldest.code).toBe(1);
  expect(notOldest.stderr).toContain('the oldest open event is 1; only that one can be skipped');

  expect((await run(['skip', ...of(employee, '--sequence', '1')], { input: `${employee} 1\n` })).code).toBe(
    0,
  );
  expect(await send()).toMatchObject({ sent: 1 });

  expect(suite.books.eventsOf(acme, employee)).toHaveLength(1);
  expect(suite.books.splitOf(acme, employee)).toMatchObject({ sequence: 2, items: [{}, {}] });
});

test('an employee that nobody knows, and options that say nothing, are told', async () => {
  const unknown = await run(['resend', ...of('nobody')]);
  expect(unknown).toMatchObject({ code: 1, stderr: 'acme nobody: there is no such employee\n' });
  expect((await run(['resend', '--tenant', acme])).code).toBe(2);
  expect((await run(['skip', ...of('nobody', '--sequence', 'x')])).code).toBe(2);
});

test('no account number, key or password was printed or logged', () => {
  const text = outputs.join('\n');
  const secrets = [remainder.accountNumber, fixed.accountNumber, ...payroll.keys.values()];
  expect(outputs.length).toBeGreaterThan(8);
  expect(findCanaries(text, secrets)).toEqual([]);
  expect(findCanaries(`${text} ${secrets.join(' ')}`, secrets)).toEqual(secrets);
});

// `npm run payroll -- import-file` as an operator runs it: every code of a bank's file, a dry run first, a second run, and what cannot be matched.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addBankingDays } from '#shared/domain/banking-calendar';
import { isoDateIn } from '#shared/domain/iso-date';
import { achFile, type AchEntry } from '#test/support/ach-file';
import { credentialsCli, type CliRun } from '#test/support/credentials-cli';
import { acme, globex, type Container } from '#test/support/deposits-world';
import { startPayrollWorld, type PayrollWorld } from '#test/support/payroll-world';

jest.setTimeout(90_000);

const folder = mkdtempSync(join(tmpdir(), 'import-file-'));
let payroll: PayrollWorld;
let api: Container;
const outputs: string[] = [];

beforeAll(async () => {
  payroll = await startPayrollWorld();
  api = payroll.world.newContainer();
  await payroll.world.query(acme, 'UPDATE [dbo].[TenantSetting] SET [PrenoteBankingDays] = 0;');
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await payroll?.stop();
});

const run = async (...args: readonly string[]): Promise<CliRun> => {
  const { isEncrypted, isCertificateTrusted } = payroll.world.sql.server;
  const ran = await credentialsCli(payroll.world)(['import-file', ...args], {
    script: 'payroll',
    env: {
      DEPOSITS_SQL_ENCRYPT: isEncrypted === true ? 'on' : 'off',
      DEPOSITS_SQL_TRUST_CERTIFICATE: isCertificateTrusted === true ? 'on' : 'off',
    },
  });
  outputs.push(ran.output);
  return ran;
};

let files = 0;
const fileOf = (text: string): string => {
  files += 1;
  const path = join(folder, `returns-${files}.ach`);
  writeFileSync(path, text);
  return path;
};

type Paid = {
  readonly employee: string;
  readonly id: string;
  readonly number: string;
  readonly trace: string;
};
let traces = 0;

/** An employee to whose account an entry was sent. */
const paidEmployee = async (number: string): Promise<Paid> => {
  const employee = await payroll.world.newEmployee();
  const account = { accountType: 'checking', routingNumber: '021000021', accountNumber: number };
  const { id } = (await api.create({ employee, body: { ...account, allocation: { kind: 'remainder' } } }))
    .body;
  await payroll.send();
  const [item] = payroll.suite.books.splitOf(acme, employee)?.items ?? [];
  const accountId = item !== undefined && 'accountId' in item ? (item.accountId ?? '') : '';
  traces += 1;
  const trace = `09100001${String(traces).padStart(7, '0')}`;
  const settlementDate = addBankingDays(isoDateIn('America/New_York', new Date()), 1);
  await payroll.tell({
    type: 'entry.sent',
    data: {
      tenantId: acme,
      employeeId: employee,
      directDepositId: id,
      accountId,
      traceNumber: trace,
      settlementDate,
    },
  });
  return { employee, id, number, trace };
};

const answerTo = ({ number, trace }: Paid, code: string, correctedData?: string): AchEntry => ({
  account: number,
  answer: { code, originalTrace: trace, ...(correctedData === undefined ? {} : { correctedData }) },
});
const statusOf = async ({ employee, id }: Paid): Promise<unknown> =>
  (await api.get({ employee, id })).body.status;
const numberOf = async ({ employee, id }: Paid): Promise<unknown> =>
  (await api.reveal({ employee, id })).body.accountNumber;

test('says first what it would do, then does it, and the second time nothing', async () => {
  const [rejected, held, corrected, recorded, queued] = [
    await paidEmployee('4400000101'),
    await paidEmployee('4400000102'),
    await paidEmployee('4400000103'),
    await paidEmployee('4400000104'),
    await paidEmployee('4400000105'),
  ];
  const path = fileOf(
    achFile([
      [answerTo(rejected, 'R03'), answerTo(held, 'R16'), answerTo(recorded, 'R24'), { cents: 1 }],
      [answerTo(corrected, 'C01', '4400009999'), answerTo(queued, 'C04', 'Another Name')],
    ]),
  );

  const dry = await run(path, '--tenant', acme);
  expect(dry.code).toBe(0);
  expect(dry.stdout).toMatch(/4 +\d{15} +R03 there is no such account.* would be rejected\n/);
  expect(dry.stdout).toContain(
    '6 entries in 2 batches, 5 answers, all of them known entries. Nothing was changed: add --apply.',
  );
  expect(await statusOf(rejected)).toBe('active');
  expect(await numberOf(corrected)).toBe(corrected.number);

  const applied = await run(path, '--tenant', acme, '--apply');
  expect(applied.code).toBe(0);
  expect(applied.stdout).toContain('rejected: it is not paid to any more');
  expect([await statusOf(rejected), await statusOf(held), await statusOf(recorded)]).toEqual([
    'rejected',
    'held',
    'active',
  ]);
  expect(await numberOf(corrected)).toBe('4400009999');

  const again = await run(path, '--tenant', acme, '--apply', '--json');
  expect(again.code).toBe(0);
  const { lines } = JSON.parse(again.stdout) as { lines: { effect: string }[] };
  expect(lines.map(({ effect }) => effect)).toEqual(Array.from({ length: 5 }, () => 'known'));
});

test('an event and a file about one answer are one', async () => {
  const paid = await paidEmployee('4400000201');
  const [item] = payroll.suite.books.splitOf(acme, paid.employee)?.items ?? [];
  const accountId = item !== undefined && 'accountId' in item ? (item.accountId ?? '') : '';
  await payroll.tell({
    type: 'entry.returned',
    data: {
      tenantId: acme,
      employeeId: paid.employee,
      directDepositId: paid.id,
      accountId,
      traceNumber: paid.trace,
      code: 'R02',
    },
  });
  const { stdout } = await run(fileOf(achFile([[answerTo(paid, 'R02')]])), '--tenant', acme, '--apply');

  expect(stdout).toContain('was applied before');
});

test('what cannot be matched is said line by line, and the exit code says so', async () => {
  const paid = await paidEmployee('4400000301');
  const path = fileOf(
    achFile([
      [
        answerTo({ ...paid, trace: '099999990000001' }, 'R03'),
        answerTo({ ...paid, number: '4400000999' }, 'R03'),
        answerTo(paid, 'D01'),
      ],
    ]),
  );
  const { code, stdout } = await run(path, '--tenant', acme, '--apply');

  expect(code).toBe(1);
  expect(stdout).toContain('NOT MATCHED: no entry has this trace number');
  expect(stdout).toContain('NOT APPLIED: the entry went to another account');
  expect(stdout).toContain('NOT APPLIED: the code is none of a return or correction');
  expect(stdout).toContain('3 not applied');
  expect(await statusOf(paid)).toBe('active');
});

test('a bank that masks the account is believed by the trace number', async () => {
  const paid = await paidEmployee('4400000401');
  await run(
    fileOf(achFile([[answerTo({ ...paid, number: 'xxxxxx0401' }, 'R03')]])),
    '--tenant',
    acme,
    '--apply',
  );

  expect(await statusOf(paid)).toBe('rejected');
});

test('another tenant’s entries are not found', async () => {
  const paid = await paidEmployee('4400000501');
  const { code, stdout } = await run(
    fileOf(achFile([[answerTo(paid, 'R03')]])),
    '--tenant',
    globex,
    '--apply',
  );

  expect([code, stdout.includes('NOT MATCHED')]).toEqual([1, true]);
  expect(await statusOf(paid)).toBe('active');
});

test('a damaged file is refused whole, with line and column', async () => {
  const paid = await paidEmployee('4400000601');
  const text = achFile([[answerTo(paid, 'R03')], [answerTo(paid, 'R02')]]);
  const at = text.lastIndexOf('\n8200') + 8;
  const path = fileOf(`${text.slice(0, at)}7${text.slice(at + 1)}`);
  const refused = await run(path, '--tenant', acme, '--apply');

  expect(refused.code).toBe(1);
  expect(refused.output).toContain(
    'Refused, nothing done: line 9, column 5: the number of entries and addenda is not 2, as counted.',
  );
  expect(await statusOf(paid)).toBe('active');
});

test.each([
  ['a file that is not there', ['nowhere.ach', '--tenant', acme], 1, 'The file cannot be read.'],
  ['no tenant', ['x.ach'], 2, "required option '--tenant <id>' not specified"],
])('%s is said', async (_, args, code, sentence) => {
  const ran = await run(...args);
  expect([ran.code, ran.output.includes(sentence)]).toEqual([code, true]);
});

test('no account number was printed', () => {
  const printed = outputs.join('\n');
  expect(printed).toContain('R03');
  expect(printed).not.toMatch(/4400000\d{3}|4400009999/);
});

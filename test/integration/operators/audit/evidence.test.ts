// `npm run audit -- evidence` as an operator runs it: a folder that an auditor can read, from everything that can happen to a direct deposit.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvLine } from '#operators/audit/evidence/csv';
import { bankingDaysBetween } from '#operators/audit/evidence/evidence-rows';
import { credentialsCli, type CliRun } from '#test/support/credentials-cli';
import { acme, globex, type Container } from '#test/support/deposits-world';
import { startPayrollWorld, type PayrollWorld } from '#test/support/payroll-world';

jest.setTimeout(90_000);

const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
let payroll: PayrollWorld;
let api: Container;

const today = new Date().toISOString().slice(0, 10);
const number = '4633000001';
const corrected = '4633000002';

const run = async (...args: readonly string[]): Promise<CliRun> => {
  const { isEncrypted, isCertificateTrusted } = payroll.world.sql.server;
  return credentialsCli(payroll.world)(['evidence', ...args], {
    script: 'audit',
    env: {
      DEPOSITS_SQL_ENCRYPT: isEncrypted === true ? 'on' : 'off',
      DEPOSITS_SQL_TRUST_CERTIFICATE: isCertificateTrusted === true ? 'on' : 'off',
    },
  });
};
const read = (out: string, name: string): string => readFileSync(join(out, name), 'utf8');
const outOf = (name: string): string => join(folder, name);

beforeAll(async () => {
  payroll = await startPayrollWorld();
  api = payroll.world.newContainer();
  const { world, suite } = payroll;
  const employee = await world.newEmployee();
  const account = { accountType: 'checking', routingNumber: '021000021', allocation: { kind: 'remainder' } };
  const { id } = (
    await api.create({ employee, body: { ...account, accountNumber: number }, subject: '=cmd()' })
  ).body;
  await payroll.send();
  const accountId = (): string => {
    const [item] = suite.books.splitOf(acme, employee)?.items ?? [];
    return item !== undefined && 'accountId' in item ? (item.accountId ?? '') : '';
  };
  const entry = (traceNumber: string) => ({
    tenantId: acme,
    employeeId: employee,
    directDepositId: id,
    accountId: accountId(),
    traceNumber,
  });
  await payroll.tell({ type: 'entry.returned', data: { ...entry('091000010000001'), code: 'R16' } });
  await api.release({ employee, id, subject: 'bob' });
  suite.books.addCorrection(acme, {
    answerId: 'a-1',
    code: 'C01',
    traceNumber: '091000010000002',
    correctedData: corrected,
  });
  await payroll.tell({
    type: 'entry.corrected',
    data: { ...entry('091000010000002'), code: 'C01', answerId: 'a-1' },
  });
  await payroll.send();
  await payroll.tell({ type: 'entry.returned', data: { ...entry('091000010000003'), code: 'R24' } });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await payroll?.stop();
});

test('writes changes, holds, answers and a page with charts, and says that the chain is whole', async () => {
  const out = outOf('whole');
  const { code, stdout } = await run('--tenant', acme, '--from', today, '--to', today, '--out', out);

  expect([code, stdout]).toEqual([0, expect.stringContaining('The chain of 5 receipts is whole.')]);
  expect(readdirSync(out).sort()).toEqual(['bank-answers.csv', 'changes.csv', 'holds.csv', 'index.html']);
  const lines = (name: string): string[] => read(out, name).trimEnd().split('\r\n');
  expect(
    lines('changes.csv')
      .slice(1)
      .map((line) => line.split(',')[3]),
  ).toEqual(['create', 'return', 'release', 'correction', 'return']);
  expect(lines('holds.csv')).toHaveLength(2);
  expect(lines('holds.csv')[1]).toMatch(/,R16,bank,[^,]+Z,bob$/);
  expect(
    lines('bank-answers.csv')
      .slice(1)
      .map((line) => line.split(',').slice(1, 4).join(' ')),
  ).toEqual([
    'R16 the account is frozen held',
    'C01 another account number corrected',
    'R24 the entry came twice recorded',
  ]);
  // The correction was applied on the day on which it came.
  expect(lines('bank-answers.csv')[2]?.split(',')[8]).toBe('0');

  const page = read(out, 'index.html');
  expect(page).toContain('The chain of receipts is whole.');
  expect(page).toContain('R16 the account is frozen');
  expect(page.match(/<svg /g)).toHaveLength(5);
  expect(page).not.toMatch(/<script|https?:/);
});

test('holds no account number, and no formula', () => {
  const all = readdirSync(outOf('whole'))
    .map((name) => read(outOf('whole'), name))
    .join('\n');

  expect(all).toContain(`****${number.slice(-4)}`);
  expect([all.includes(number), all.includes(corrected)]).toEqual([false, false]);
  expect(all).toContain(`,'=cmd(),`);
});

test('holds nothing of other days', async () => {
  const out = outOf('before');
  const { code, stdout } = await run(
    '--tenant',
    acme,
    '--from',
    '2020-01-01',
    '--to',
    '2020-12-31',
    '--out',
    out,
  );

  expect([code, stdout]).toEqual([0, expect.stringContaining('0 entries, 0 holds, 0 answers of the bank.')]);
  expect(read(out, 'changes.csv').trimEnd().split('\r\n')).toHaveLength(1);
  expect(read(out, 'index.html')).toContain('None in these days.');
});

test('leaves a folder alone that is there, and nothing of a run that failed', async () => {
  const again = await run('--tenant', acme, '--from', today, '--to', today, '--out', outOf('whole'));
  expect([again.code, again.output]).toEqual([1, expect.stringContaining('The folder is there already')]);
  const unknown = await run('--tenant', 'nobody', '--from', today, '--to', today, '--out', outOf('nobody'));

  expect(unknown.code).toBe(1);
  expect(readdirSync(folder).filter((name) => name.startsWith('nobody'))).toEqual([]);
});

test.each([
  ['no day', ['--from', 'yesterday', '--to', today]],
  ['days the wrong way round', ['--from', today, '--to', '2020-01-01']],
])('refuses %s', async (_, days) => {
  expect((await run('--tenant', acme, ...days)).code).toBe(2);
});

test('says so where the chain is broken (the control)', async () => {
  await payroll.world.query(
    acme,
    "UPDATE [dbo].[DirectDepositAudit] SET [Subject] = N'mallory' WHERE [Subject] = N'bob';",
  );
  const out = outOf('broken');
  const { code, stdout } = await run('--tenant', acme, '--from', today, '--to', today, '--out', out);

  expect([code, stdout]).toEqual([1, expect.stringContaining('BROKEN')]);
  expect(read(out, 'index.html')).toContain('The chain of receipts is BROKEN.');
});

test('is one tenant’s alone', async () => {
  const out = outOf('globex');
  await run('--tenant', globex, '--from', today, '--to', today, '--out', out);

  expect(existsSync(join(out, 'changes.csv'))).toBe(true);
  expect(read(out, 'changes.csv').trimEnd().split('\r\n')).toHaveLength(1);
});

test.each([
  ['2026-11-27T15:00:00Z', '2026-11-27T20:00:00Z', 0],
  ['2026-11-27T15:00:00Z', '2026-11-30T15:00:00Z', 1],
  // Thanksgiving is none.
  ['2026-11-25T15:00:00Z', '2026-11-27T15:00:00Z', 1],
  ['2026-11-28T03:00:00Z', '2026-11-28T15:00:00Z', 0],
])('from %s to %s are %i banking days', (from, to, days) => {
  expect(bankingDaysBetween(new Date(from), new Date(to), 'America/New_York')).toBe(days);
});

test('a cell with a comma, a quote or a line end is quoted', () => {
  expect(csvLine(['a,b', 'say "so"', 'two\nlines', 1, null])).toBe('"a,b","say ""so""","two\nlines",1,\r\n');
});

// `npm run audit -- verify` as an operator runs it: a process with an environment, two streams and an exit code.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { TenantId } from '#shared/domain/tenant-id';
import type { Receipt } from '#shared/direct-deposits/audit';
import {
  acme,
  globex,
  startDepositsWorld,
  type Call,
  type Container,
  type DepositsWorld,
} from '../../../support/deposits-world.ts';
import { credentialsCli, type CliRun } from '../../../support/credentials-cli.ts';
import { findCanaries } from '../../../support/find-canaries.ts';

jest.setTimeout(60_000);

let world: DepositsWorld;
let container: Container;
const folder = mkdtempSync(join(tmpdir(), 'receipts-'));

beforeAll(async () => {
  world = await startDepositsWorld();
  container = world.newContainer();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world?.stop();
});

const audit = (args: readonly string[]): Promise<CliRun> => {
  const { isEncrypted, isCertificateTrusted } = world.sql.server;
  return credentialsCli(world)(args, {
    script: 'audit',
    env: {
      DEPOSITS_SQL_ENCRYPT: isEncrypted === true ? 'on' : 'off',
      DEPOSITS_SQL_TRUST_CERTIFICATE: isCertificateTrusted === true ? 'on' : 'off',
    },
  });
};

const deposit = {
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber: '7340123456',
  allocation: { kind: 'remainder' },
  nickname: 'Zoë’s 🏦 e\u0301 ',
};

const write = async (call: Partial<Call> = {}): Promise<Receipt> => {
  const employee = await world.newEmployee(call.tenant ?? acme);
  const { status, text, body: answer } = await container.create({ employee, body: deposit, ...call });
  if (status !== 201) throw new Error(`creating answered ${status}: ${text}`);
  return answer.receipt;
};

const addRowAsBefore = (employee: string): Promise<unknown> =>
  world.query(
    acme,
    `INSERT INTO [dbo].[DirectDepositAudit]
  ([WriteId], [EmployeeId], [DirectDepositId], [Action], [Subject], [RequestId], [Before], [After])
VALUES (@writeId, @employee, @writeId, 'update', N'someone', 'r-1', N'{}', N'{}');`,
    { writeId: randomUUID(), employee },
  );

const lastOf = ({ stdout }: CliRun): string => /^acme ([0-9]+:[0-9a-f]{64})$/m.exec(stdout)?.[1] ?? '';

test('an empty chain is whole and says so; the rows from before it are counted', async () => {
  await addRowAsBefore('e-before');
  const run = await audit(['verify']);
  expect(run.code).toBe(0);
  expect(run.stdout).toBe(
    'acme: whole, the chain is empty: 0 receipts, 1 older row that no receipt vouches for\n' +
      'globex: whole, the chain is empty: 0 receipts\n',
  );
});

test('a chain is whole whatever the token and the gateway put into its rows', async () => {
  const subjects = [
    'blank at the end ',
    'e\u0301 and \u00e9, ﬁ, İı',
    '名前 \u{1f3e6}',
    'half a pair \ud83c',
    `nul \0 and bell \u0007 and \ufffe`,
    `${'x'.repeat(255)}\u{1f3e6}`,
    'y'.repeat(2_000),
  ];
  const requestIds = ['JKJaXmPLvHcESHA=', 'ключ ', 'z'.repeat(500), '\u{1f3e6}'];
  for (const subject of subjects) await write({ subject });
  for (const requestId of requestIds) await write({ requestId });

  const run = await audit(['verify', '--tenant', 'acme']);
  expect(run.stdout).toMatch(
    /^acme: whole: 11 receipts in 11 chains, the last of 2\d{3}-[^ ]+Z, 1 older row that/,
  );
  expect(run.code).toBe(0);
  expect(run.audit.match(/"callerFunction":"audit verify"/g)).toHaveLength(2);
});

test('the last receipt that is printed can be kept and given back, from a file or typed', async () => {
  const { sequence, hash } = await write();
  const kept = await audit(['verify', '--tenant', 'acme']);
  expect(lastOf(kept)).toBe(`${sequence}:${hash}`);
  const file = join(folder, 'receipts.txt');
  writeFileSync(file, `# kept\n\nacme ${lastOf(kept)}\r\n`);

  await write();
  expect((await audit(['verify', '--receipts', file])).code).toBe(0);
  expect((await audit(['verify', '--tenant', 'acme', '--receipt', lastOf(kept)])).code).toBe(0);

  const wrong = await audit(['verify', '--tenant', 'acme', '--receipt', `${sequence}:${'ab'.repeat(32)}`]);
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toMatch(
    new RegExp(`^  sequence ${sequence}: forged: the receipt is not the saved one`, 'm'),
  );
  const beyond = await audit(['verify', '--tenant', 'acme', '--receipt', `999:${hash}`]);
  expect(beyond.code).toBe(1);
  expect(beyond.stdout).toMatch(/^ {2}sequence 999: missing: the saved receipt lies beyond the end/m);
});

test('a broken chain ends with 1, names the row and shows nothing that a row or a credential holds', async () => {
  const employee = await world.newEmployee(globex);
  const { hash } = await write({ tenant: globex, employee });
  const second = { ...deposit, accountNumber: '7340123457', allocation: { kind: 'fixed', amountCents: 100 } };
  await write({ tenant: globex, employee, body: second });
  await world.query(
    globex,
    `UPDATE [dbo].[DirectDepositAudit]
SET [After] = N'canary-after', [Subject] = N'canary-subject', [EmployeeId] = 'e-\u001b[31mred'
WHERE [WriteId] = (SELECT [WriteId] FROM [dbo].[EmployeeReceipt] WHERE [Hash] = @hash);`,
    { hash: Buffer.from(hash, 'hex') },
  );
  const run = await audit(['verify']);
  expect(run.code).toBe(1);
  expect(run.stdout).toMatch(/^acme: whole: /m);
  expect(run.stdout).toMatch(/^globex: BROKEN, 1 finding: 2 receipts/m);
  expect(run.stdout).toMatch(
    /^ {2}sequence 1, write [0-9a-f-]{36}, employee e-\?\[31mred, 2\d{3}-[^ ]+Z: broken: the audit row is not/m,
  );
  const canaries = ['canary-after', 'canary-subject', '\u001b', '7340123456'];
  const passwords = [...world.databases.values()].map(({ application }) => application.password);
  expect(findCanaries(run.output, [...canaries, ...passwords])).toEqual([]);

  const json = await audit(['verify', '--json']);
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    tenants: [
      { tenantId: 'acme', isWhole: true, findings: [], olderRows: 1, last: { hash: expect.any(String) } },
      { tenantId: 'globex', isWhole: false, counts: { changed: 1 }, findings: [{ sequence: 1 }] },
    ],
  });
});

test('a checkpoint is taken when it is asked for, can be kept like a receipt, and is not taken of nothing new', async () => {
  const taken = await audit(['checkpoint', '--tenant', 'acme']);
  expect([taken.code, taken.stderr]).toEqual([0, '']);
  expect(taken.stdout).toMatch(/^acme: 1\d chains$/m);
  expect((await audit(['checkpoint'])).stdout).toMatch(
    /^acme: nothing was written since the last checkpoint\nglobex: 1 chains?$/m,
  );

  const verified = await audit(['verify', '--tenant', 'acme']);
  expect(verified.stdout).toMatch(/, 1 checkpoint, the last of 2\d{3}-[^ ]+Z$/m);
  const [, kept = ''] = [...verified.stdout.matchAll(/^acme ([0-9]+:[0-9a-f]{64})$/gm)].at(-1) ?? [];
  expect(kept).toMatch(/^1:/);
  expect((await audit(['verify', '--tenant', 'acme', '--receipt', kept])).code).toBe(0);
  const json = await audit(['checkpoint', '--json']);
  expect(JSON.parse(json.stdout)).toEqual({
    tenants: [
      { tenantId: 'acme', chains: 0 },
      { tenantId: 'globex', chains: 0 },
    ],
  });
});

test('a row that a deployment from before the receipts wrote meanwhile is told apart, and is still not whole', async () => {
  await addRowAsBefore('e-meanwhile');
  await write();
  const run = await audit(['verify', '--tenant', 'acme']);
  expect(run.code).toBe(1);
  expect(run.stdout).toMatch(/^ {2}write .*, employee e-meanwhile, .*: forged or without receipt: /m);
  expect(run.stdout).toMatch(/^ {2}Rows without receipt: a deployment from before the receipts/m);
});

test.each([
  ['both of tenant and all', ['verify', '--tenant', 'acme', '--all'], /--tenant <id> or --all/],
  ['no tenant’s id', ['verify', '--tenant', 'ACME'], /small letters/],
  ['a receipt of another form', ['verify', '--tenant', 'acme', '--receipt', '1-canary'], /64 hex digits/],
  ['a receipt without a tenant', ['verify', '--receipt', `1:${'ab'.repeat(32)}`], /--tenant <id> whose/],
  ['a file that is not there', ['verify', '--receipts', '/nowhere/receipts'], /does not exist/],
  ['an unknown option', ['verify', '--force'], /unknown option/],
])('%s is wrong usage', async (_, args, message) => {
  const run = await audit(args);
  expect([run.code, run.stdout]).toEqual([2, '']);
  expect(run.stderr).toMatch(message);
  expect(findCanaries(run.output, ['canary'])).toEqual([]);
});

test('a line of a file that is no receipt is wrong usage, and told by its number', async () => {
  const file = join(folder, 'wrong.txt');
  writeFileSync(file, `acme 1:${'ab'.repeat(32)}\n2:${'ab'.repeat(32)}\n`);
  const run = await audit(['verify', '--receipts', file]);
  expect([run.code, run.stdout]).toEqual([2, '']);
  expect(run.stderr).toMatch(/^Line 2 of the file/);
});

test('a tenant that cannot be read is a failure, said with its reason', async () => {
  const nobody = await audit(['verify', '--tenant', 'nobody']);
  expect(nobody.code).toBe(1);
  expect(nobody.stderr).toMatch(/^nobody: there is no such tenant, .*\(tenant-not-found\)$/m);

  const login = world.loginOf(acme);
  await world.seal(acme, 'sql-server', { ...login, database: world.loginOf(globex).database });
  const closed = await audit(['verify', '--tenant', 'acme']);
  await world.seal(acme, 'sql-server', login);
  expect(closed.code).toBe(1);
  expect(closed.stderr).toMatch(
    /^acme: the database cannot be read: the login was refused: .* 4060, state 1: login-refused\)$/m,
  );
});

test('a tenant that is not set up yet is no failure, unless a kept receipt says that it once was', async () => {
  const hooli = 'hooli' as TenantId;
  await world.writer.putPolicy(hooli, { status: 'active', formatFloor: 'jwe1' });
  const run = await audit(['verify', '--tenant', hooli, '--json']);
  const anchored = await audit(['verify', '--tenant', hooli, '--receipt', `1:${'a'.repeat(64)}`]);

  expect([run.code, JSON.parse(run.stdout)]).toEqual([
    3,
    { tenants: [{ tenantId: hooli, isWhole: false, failure: 'not-set-up' }] },
  ]);
  expect(run.stderr).toContain('hooli: not set up yet: ');
  expect(anchored.code).toBe(1);
});

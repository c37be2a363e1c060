// A dozen changes of one employee made through the API, then one thing at a time put wrong by somebody who may do everything in the database.
// Each tampering stands in a transaction that is looked at from inside and rolled back.

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { parseCredential } from '#shared/credentials/credential-shape';
import { newAccountNumberKeyset } from '#operators/credentials/new-account-number-keyset';
import { openAuditAccess } from '#operators/credentials/open-audit-access';
import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import { noReceipt, receiptAfter, type Receipt } from '#shared/direct-deposits/audit';
import { createSqlDirectDepositStore } from '#shared/direct-deposits/sql/sql-direct-deposit-store';
import { takeCheckpoint } from '#shared/direct-deposits/take-checkpoint';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { fail } from '#shared/platform/result';
import { nilId } from '#shared/direct-deposits/sql/direct-deposit-row';
import { openMssqlDatabase } from '#shared/sql/mssql-database';
import { createSqlPools, type SqlPools } from '#shared/sql/sql-pools';
import type { SqlDatabase, SqlSession } from '#shared/sql/sql-session';
import { employeeChainPages, type FoundReceipt } from '#operators/audit/read-chain';
import { verifyChain, type ChainReport } from '#operators/audit/verify-chain';
import {
  acme,
  globex,
  startDepositsWorld,
  type Answer,
  type Container,
  type DepositsWorld,
} from '../../../support/deposits-world.ts';
import { caller, soon } from '../../../support/aws-credential-world.ts';
import {
  addReceipt,
  addRow,
  all,
  removeReceipt,
  removeRow,
  setHash,
  setRow,
  write,
  type Tampering,
} from '../../../support/tamperings.ts';

jest.setTimeout(60_000);

let world: DepositsWorld;
let container: Container;
let pools: SqlPools;
let database: SqlDatabase;
let keyset: AccountNumberKeyset;
const answers: Answer[] = [];

const body = (accountNumber: string, allocation: object = { kind: 'remainder' }) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation,
});
const fixed = (accountNumber: string, amountCents = 100) =>
  body(accountNumber, { kind: 'fixed', amountCents });

const made = async (answer: Promise<Answer>): Promise<Answer> => {
  const { status, text } = await answer;
  if (status >= 300) throw new Error(`the API answered ${status}: ${text}`);
  answers.push(await answer);
  return answer;
};

let employee: string;
const others: string[] = [];

/** Every kind of change there is, of one employee; three more have made one each. */
const makeADozenChanges = async (): Promise<void> => {
  for (const subject of ['one', 'two', 'three']) {
    const other = await world.newEmployee();
    others.push(other);
    await made(container.create({ employee: other, subject, body: body('70009999') }));
  }
  employee = await world.newEmployee();
  await made(container.create({ employee, body: body('70001000') }));
  const second = await made(container.create({ employee, body: fixed('70001001') }));
  const third = await made(container.create({ employee, body: fixed('70001002') }));
  await made(container.update({ employee, id: second.body.id, ifMatch: '*', body: fixed('70001001', 200) }));
  await made(container.remove({ employee, id: third.body.id, ifMatch: '*' }));
  const replacing = { items: [fixed('70001003'), body('70001004')] };
  await made(container.replace({ employee, ifMatch: '*', body: replacing }));
  const { items } = (await container.list({ employee })).body;
  const [first] = items;
  await made(container.reveal({ employee, id: first?.id, subject: 'Zoë Ångström' }));
  const shared = await made(container.create({ employee, body: fixed('70009999') }));
  await made(container.release({ employee, id: shared.body.id, subject: 'four' }));
  for (const amountCents of [300, 400, 500])
    await made(
      container.update({
        ...{ employee, id: first?.id ?? '', ifMatch: '*' },
        body: fixed('70001003', amountCents),
      }),
    );
};

const openAsAdministrator = (tenant: typeof acme): SqlDatabase => {
  const { server, port, database: name } = world.loginOf(tenant);
  const { user, password } = world.sql.server;
  return openMssqlDatabase(
    pools,
    { tenantId: tenant, login: { server, port, database: name, user, password }, credentialVersion: 1 },
    { deadline: deadlineIn(systemClock, 60_000), log: () => undefined },
  );
};

const keysetOf = async (tenant: typeof acme): Promise<AccountNumberKeyset> => {
  const access = await openAuditAccess(world.deps, tenant, { caller, deadline: soon() });
  if (!access.ok) throw new Error(access.failure.code);
  return access.value.keyset.expose();
};

beforeAll(async () => {
  world = await startDepositsWorld();
  container = world.newContainer();
  pools = createSqlPools({
    isEncrypted: world.sql.server.isEncrypted ?? false,
    isCertificateTrusted: world.sql.server.isCertificateTrusted ?? false,
    maxPools: 2,
  });
  database = openAsAdministrator(acme);
  keyset = await keysetOf(acme);
  await makeADozenChanges();
});
afterAll(async () => {
  await pools?.close();
  await world?.stop();
});

type Saved = readonly Receipt[];

const verify = async (
  session: SqlSession = database,
  saved: Saved = [],
  { tenantId = acme, keys = keyset } = {},
): Promise<ChainReport> => {
  const verified = await verifyChain(session, {
    tenantId,
    keyset: keys,
    saved,
    signal: new AbortController().signal,
  });
  if (!verified.ok) throw new Error(JSON.stringify(verified.failure));
  return verified.value;
};

/** That of the employee who made the dozen changes. */
const chain = async (session: SqlSession = database): Promise<readonly FoundReceipt[]> => {
  const receipts: FoundReceipt[] = [];
  for await (const page of employeeChainPages(session)) {
    if (!page.ok) throw new Error(JSON.stringify(page.failure));
    receipts.push(...page.value.filter((found) => found.chain === employee));
  }
  return receipts;
};

const runIn =
  (session: SqlSession) =>
  async (text: string): Promise<void> => {
    const answer = await session.run({ name: 'tamper', text, parameters: {} }, {});
    if (!answer.ok) throw new Error(`${text}: ${JSON.stringify(answer.failure)}`);
  };

/** What is found while something is wrong. */
const tampered = async (tamper: Tampering, saved: Saved = []): Promise<ChainReport> => {
  const rows = await chain();
  const undone = await database.transaction(async (session) => {
    await tamper(runIn(session), rows);
    return fail({ report: await verify(session, saved) });
  });
  if (undone.ok || !('report' in undone.failure)) throw new Error('the tampering stayed');
  return undone.failure.report;
};

const found = ({ findings }: ChainReport) => findings.map(({ kind, sequence }) => [kind, sequence]);

const length = 12;

describe('a chain as it was written', () => {
  test('is whole, holds every kind of change, and ends with the receipt of the last answer', async () => {
    const rows = await chain();
    const report = await verify();
    expect(found(report)).toEqual([]);
    expect(report).toMatchObject({ receipts: length + others.length, chains: 1 + others.length });
    expect(rows).toHaveLength(length);
    expect(report.last).toMatchObject(answers.at(-1)?.body.receipt ?? {});
    expect(new Set(rows.map(({ row }) => row?.audit.action))).toEqual(
      new Set(['create', 'update', 'delete', 'replace', 'reveal', 'release']),
    );
  });

  test('has every receipt that was answered', async () => {
    const answered = answers.flatMap(({ body: { receipt } }) => (receipt === undefined ? [] : [receipt]));
    expect(answered).toHaveLength(others.length + length - 1); // reveal answers a number and nothing else
    expect(found(await verify(database, answered))).toEqual([]);
  });

  test('is another one for each tenant', async () => {
    const own = world.newContainer();
    const employee = await world.newEmployee(globex);
    const { receipt } = (await own.create({ tenant: globex, employee, body: body('70001000') })).body;
    expect(receipt.sequence).toBe(1);
    const theirs = { tenantId: globex, keys: await keysetOf(globex) };
    const globexDatabase = openAsAdministrator(globex);
    expect(found(await verify(globexDatabase, [receipt], theirs))).toEqual([]);
    expect(found(await verify(globexDatabase, [], { ...theirs, keys: keyset }))).toEqual([['forged', 1]]);
    expect(found(await verify())).toEqual([]);
  });

  test('is not read out of another tenant’s database', async () => {
    const settings = { tenantId: globex, keyset, saved: [], signal: new AbortController().signal };
    expect(await verifyChain(database, settings)).toEqual({ ok: false, failure: { kind: 'other-tenant' } });
  });
});

describe('a row that was changed is named', () => {
  test.each<[string, Tampering]>([
    ['After', setRow('After', `N'{"priority":1}'`, 4)],
    ['After, made null', setRow('After', 'NULL', 4)],
    ['Before', setRow('Before', `N''`, 4)],
    ['Subject', setRow('Subject', `N'test-Subject'`, 4)],
    ['Subject, by a blank at its end', setRow('Subject', `N'test-subject '`, 4)],
    ['OccurredAt, by a millisecond', setRow('OccurredAt', 'DATEADD(millisecond, 1, [OccurredAt])', 4)],
    ['Action', setRow('Action', `'create'`, 4)],
    ['RequestId', setRow('RequestId', `'another'`, 4)],
    ['DirectDepositId', setRow('DirectDepositId', `'${randomUUID()}'`, 4)],
    ['EmployeeId: moved to another employee', setRow('EmployeeId', `'e-1001'`, 4)],
  ])('%s', async (_, tamper) => {
    const report = await tampered(tamper);
    expect(found(report)).toEqual([['changed', 4]]);
    expect(report.findings[0]).toMatchObject({
      writeId: (await chain())[3]?.writeId,
      occurredAt: expect.stringMatching(/^2\d{3}-.*Z$/),
    });
  });

  test('the last one too, though nothing after it says what of it', async () => {
    expect(found(await tampered(setRow('After', `N'{}'`, length)))).toEqual([['forged', length]]);
    const { receipt } = answers.at(-1)?.body ?? {};
    const saved = receipt === undefined ? [] : [receipt];
    expect(found(await tampered(setRow('After', `N'{}'`, length), saved))).toEqual([['changed', length]]);
  });

  test('both of two that were exchanged', async () => {
    const exchange: Tampering = async (run, rows) => {
      const [one, two, aside] = [write(rows, 3), write(rows, 5), randomUUID()];
      const rename = (from: string, to: string) =>
        run(`UPDATE [dbo].[DirectDepositAudit] SET [WriteId] = '${to}' WHERE [WriteId] = '${from}';`);
      await rename(one, aside);
      await rename(two, one);
      await rename(aside, two);
    };
    expect(found(await tampered(exchange))).toEqual([
      ['changed', 3],
      ['changed', 5],
    ]);
  });
});

describe('T43 what is gone is named', () => {
  test('an audit row', async () => {
    const report = await tampered(removeRow(6));
    expect(found(report)).toEqual([['row-missing', 6]]);
    expect(report.findings[0]).toMatchObject({ writeId: (await chain())[5]?.writeId, employeeId: employee });
  });

  test('a receipt, whose row is still as it was', async () => {
    expect(found(await tampered(removeReceipt(6)))).toEqual([['receipt-missing', 6]]);
    expect(found(await tampered(removeReceipt(1)))).toEqual([['receipt-missing', 1]]);
    expect(found(await tampered(all(removeReceipt(6), removeReceipt(7))))).toEqual([
      ['receipt-missing', 6],
      ['receipt-missing', 7],
    ]);
  });

  test('a receipt, whose row was changed as well', async () => {
    const report = await tampered(all(removeReceipt(6), setRow('After', `N'{}'`, 6)));
    expect(report.counts).toMatchObject({ missing: 1 });
    expect(report.findings.find(({ kind }) => kind === 'missing')).toMatchObject({ sequence: 6 });
  });

  test('both in the middle', async () => {
    const report = await tampered(all(removeRow(6), removeReceipt(6), removeRow(7), removeReceipt(7)));
    expect(report.findings).toMatchObject([{ kind: 'missing', sequence: 6, throughSequence: 7 }]);
  });

  test('both at the end, which only a saved receipt shows', async () => {
    const cut = all(removeRow(length), removeReceipt(length));
    const saved = answers.flatMap(({ body: { receipt } }) => receipt ?? []).slice(-1);
    expect(found(await tampered(cut))).toEqual([]);
    expect(found(await tampered(cut, saved))).toEqual([['cut', length]]);
  });
});

describe('what was slipped in is named', () => {
  test('a row without a receipt', async () => {
    const writeId = randomUUID();
    const report = await tampered(addRow(writeId));
    expect(report.findings).toMatchObject([
      { kind: 'without-receipt', sequence: null, writeId, employeeId: 'e-forged' },
    ]);
  });

  test('a row without a receipt that no older deployment can have written', async () => {
    expect(found(await tampered(addRow(randomUUID(), 'reveal')))).toEqual([['row-forged', null]]);
    expect(found(await tampered(addRow(randomUUID(), 'update', `'${nilId}'`)))).toEqual([
      ['row-forged', null],
    ]);
  });

  test('a row with a receipt of a made-up hash', async () => {
    const writeId = randomUUID();
    const report = await tampered(all(addRow(writeId), addReceipt(length + 1, writeId, randomBytes(32))));
    expect(report.findings).toMatchObject([{ kind: 'forged', sequence: length + 1, writeId }]);
  });

  test('a receipt of no row', async () => {
    const report = await tampered(addReceipt(length + 1, randomUUID(), randomBytes(32)));
    expect(found(report)).toEqual([['row-missing', length + 1]]);
  });

  test('a row whose receipt has a number that none is given', async () => {
    const writeId = randomUUID();
    const dropped: Tampering = (run) =>
      run('ALTER TABLE [dbo].[EmployeeReceipt] DROP CONSTRAINT [CK_EmployeeReceipt_Sequence];');
    const report = await tampered(all(dropped, addRow(writeId), addReceipt(-5, writeId, randomBytes(32))));
    expect(report.findings).toMatchObject([{ kind: 'forged', sequence: -5, writeId }]);
  });

  test('the hash of a receipt, which the next one does not follow from', async () => {
    expect(found(await tampered(setHash(5, 'ab'.repeat(32))))).toEqual([['receipt-changed', 5]]);
  });
});

describe('a chain that was computed anew', () => {
  const anew =
    (from: number, receiptFor: (previous: Receipt, row: FoundReceipt) => Receipt): Tampering =>
    async (run, rows) => {
      let previous = rows[from - 2]?.receipt ?? { sequence: 0, hash: '0'.repeat(64) };
      for (const row of rows.slice(from - 1)) {
        previous = receiptFor(previous, row);
        await setHash(previous.sequence, previous.hash)(run, rows);
      }
    };
  const withKeys =
    (keys: AccountNumberKeyset) =>
    (previous: Receipt, { row }: FoundReceipt): Receipt => {
      if (row === undefined) throw new Error('a row is missing');
      return receiptAfter(keys, previous, { tenantId: acme, ...row });
    };

  test('with another key is forged from there on', async () => {
    const other = parseCredential('account-number-key', newAccountNumberKeyset());
    if (!other.ok) throw new Error('no keyset');
    const rewritten = all(setRow('After', `N'{}'`, 9), anew(9, withKeys(other.value)));
    expect(found(await tampered(rewritten))).toEqual([9, 10, 11, 12].map((sequence) => ['forged', sequence]));
  });

  test('without a key is forged from there on', async () => {
    const digest = anew(11, ({ sequence, hash }) => ({
      sequence: sequence + 1,
      hash: createHash('sha256').update(hash).digest('hex'),
    }));
    expect(found(await tampered(digest))).toEqual([
      ['forged', 11],
      ['forged', 12],
    ]);
  });

  test('with the key is whole, and differs from a saved receipt', async () => {
    const rewrite: Tampering = async (run, rows) => {
      await setRow('Subject', `N'somebody else'`, 9)(run, rows);
      const changed = rows.map((found): FoundReceipt => {
        if (found.receipt.sequence !== 9 || found.row === undefined) return found;
        return { ...found, row: { ...found.row, audit: { ...found.row.audit, subject: 'somebody else' } } };
      });
      await anew(9, withKeys(keyset))(run, changed);
    };
    const receiptOf = (wanted: number) =>
      answers.flatMap(({ body: { receipt } }) => (receipt?.sequence === wanted ? [receipt] : []));
    expect(found(await tampered(rewrite))).toEqual([]);
    expect(found(await tampered(rewrite, receiptOf(8)))).toEqual([]);
    expect(found(await tampered(rewrite, receiptOf(10)))).toEqual([['not-as-saved', 10]]);
  });
});

describe('checkpoints', () => {
  const storeOn = (session: SqlSession) =>
    createSqlDirectDepositStore({
      database: { ...session, transaction: (work) => work(session) },
      ...{ tenantId: acme, log: () => undefined, onMismatch: () => undefined },
    });

  /** Takes one of everything so far, in the transaction that is undone, before something is put wrong. */
  const sinceCheckpoint = async (...tamper: readonly Tampering[]): Promise<ChainReport> => {
    const rows = await chain();
    const undone = await database.transaction(async (session) => {
      const taken = await takeCheckpoint(storeOn(session), { tenantId: acme, keyset });
      expect(taken).toEqual({ ok: true, value: 1 + others.length });
      const run = runIn(session);
      for (const each of tamper) await each(run, rows);
      return fail({ report: await verify(session) });
    });
    if (undone.ok || !('report' in undone.failure)) throw new Error('the tampering stayed');
    return undone.failure.report;
  };

  const removeAllOf =
    (owner: () => string): Tampering =>
    async (run) => {
      for (const table of ['DirectDepositAudit', 'EmployeeReceipt'])
        await run(`DELETE FROM [dbo].[${table}] WHERE [EmployeeId] = '${owner()}';`);
    };
  const onCheckpoint =
    (assignment: string): Tampering =>
    (run) =>
      run(`UPDATE [dbo].[ReceiptCheckpoint] SET ${assignment};`);

  test('are whole as they were taken, and the last one can be kept', async () => {
    const report = await sinceCheckpoint();
    expect(found(report)).toEqual([]);
    expect(report.checkpoints).toMatchObject({ count: 1, last: { sequence: 1 } });
    expect(report.receipts).toBe(length + others.length);
  });

  test('show an employee of whom everything was removed, which nothing shows without', async () => {
    const remove = removeAllOf(() => others[0] ?? '');
    expect(found(await tampered(remove))).toEqual([]);
    const report = await sinceCheckpoint(remove);
    expect(report.findings).toMatchObject([
      { kind: 'cut-since-checkpoint', sequence: 1, employeeId: others[0] },
    ]);
  });

  test('show a chain that lost its end', async () => {
    const cut = all(removeRow(length), removeReceipt(length), removeRow(11), removeReceipt(11));
    expect(found(await sinceCheckpoint(cut))).toEqual([['cut-since-checkpoint', length]]);
  });

  test('show a chain that was written anew with the key', async () => {
    const rewrite: Tampering = async (run, rows) => {
      const row = rows[length - 1]?.row;
      const before = rows[length - 2]?.receipt;
      if (row === undefined || before === undefined) throw new Error('the chain is too short');
      const audit = { ...row.audit, subject: 'somebody else' };
      const anew = receiptAfter(keyset, before, { tenantId: acme, ...row, audit });
      await setRow('Subject', `N'somebody else'`, length)(run, rows);
      await setHash(length, anew.hash)(run, rows);
    };
    expect(found(await tampered(rewrite))).toEqual([]);
    expect(found(await sinceCheckpoint(rewrite))).toEqual([['not-as-checkpointed', length]]);
  });

  test.each([
    ['TakenAt', '[TakenAt] = DATEADD(millisecond, 1, [TakenAt])'],
    ['Through', '[Through] = [Through] + 1'],
    ['Heads', `[Heads] = N'[]'`],
    ['Heads, unreadable', `[Heads] = N'{'`],
    ['Hash', `[Hash] = 0x${'ab'.repeat(32)}`],
  ])('whose %s was changed are named', async (_, assignment) => {
    expect(found(await sinceCheckpoint(onCheckpoint(assignment)))).toEqual([['checkpoint-forged', 1]]);
  });

  test('that are gone before the last one are named', async () => {
    const missing = onCheckpoint('[Number] = 3');
    expect((await sinceCheckpoint(missing)).findings).toMatchObject([
      { kind: 'checkpoint-missing', sequence: 1, throughSequence: 2 },
    ]);
  });

  test('that do not come any more are named after a day', async () => {
    const writtenAt = Date.now() - 25 * 60 * 60_000;
    const addOld: Tampering = async (run) => {
      const row = { employeeId: 'e-old', occurredAt: new Date(writtenAt) };
      const audit = {
        ...{ writeId: randomUUID(), action: 'create', directDepositId: randomUUID(), subject: 'nobody' },
        ...{ requestId: 'r', before: null, after: '{}' },
      };
      const { hash } = receiptAfter(keyset, noReceipt, { tenantId: acme, ...row, audit });
      await run(`INSERT INTO [dbo].[DirectDepositAudit]
  ([WriteId], [EmployeeId], [DirectDepositId], [Action], [Subject], [RequestId], [Before], [After], [OccurredAt])
VALUES ('${audit.writeId}', 'e-old', '${audit.directDepositId}', 'create', N'nobody', 'r', NULL, N'{}',
  '${row.occurredAt.toISOString().replace('Z', '')}');
INSERT INTO [dbo].[EmployeeReceipt] ([EmployeeId], [Sequence], [WriteId], [Hash])
VALUES ('e-old', 1, '${audit.writeId}', 0x${hash});`);
    };
    const report = await sinceCheckpoint(addOld);
    expect(report.findings).toMatchObject([
      { kind: 'checkpoint-overdue', occurredAt: new Date(writtenAt).toISOString() },
    ]);
  });

  test('are taken of what was written since the last one, and not without need', async () => {
    const undone = await database.transaction(async (session) => {
      const store = storeOn(session);
      const scope = { tenantId: acme, keyset };
      const first = await takeCheckpoint(store, scope);
      const tooSoon = await takeCheckpoint(store, scope);
      const nothingNew = await takeCheckpoint(store, scope, 0);
      return fail({ taken: [first, tooSoon, nothingNew], report: await verify(session) });
    });
    if (undone.ok || !('taken' in undone.failure)) throw new Error('the checkpoints stayed');
    expect(undone.failure.taken).toMatchObject([{ value: 4 }, { value: 0 }, { value: 0 }]);
    expect(undone.failure.report.checkpoints.count).toBe(1);
  });
});

describe('the tenant’s one chain, which a deployment from before goes on with', () => {
  const employees = ['e-1001', 'e-1002', 'e-1001', 'e-1003'];

  /** As that deployment wrote them. */
  const addTenantChain =
    (after: (receipts: readonly string[]) => string): Tampering =>
    async (run) => {
      let previous = noReceipt;
      const writeIds: string[] = [];
      for (const [index, employeeId] of employees.entries()) {
        const occurredAt = new Date(1_790_000_000_000 + index);
        const audit = {
          ...{ writeId: randomUUID(), action: 'update', directDepositId: randomUUID(), subject: 'user' },
          ...{ requestId: 'r', before: '{}', after: '{}' },
        };
        previous = receiptAfter(
          keyset,
          previous,
          { tenantId: acme, employeeId, occurredAt, audit },
          'tenant',
        );
        writeIds.push(audit.writeId);
        await run(`INSERT INTO [dbo].[DirectDepositAudit]
  ([WriteId], [EmployeeId], [DirectDepositId], [Action], [Subject], [RequestId], [Before], [After], [OccurredAt])
VALUES ('${audit.writeId}', '${employeeId}', '${audit.directDepositId}', 'update', N'user', 'r', N'{}', N'{}',
  '${occurredAt.toISOString().replace('Z', '')}');
INSERT INTO [dbo].[DirectDepositReceipt] ([Sequence], [WriteId], [Hash])
VALUES (${previous.sequence}, '${audit.writeId}', 0x${previous.hash});`);
      }
      const text = after(writeIds);
      if (text !== '') await run(text);
    };

  test.each<[string, (writeIds: readonly string[]) => string, unknown[]]>([
    ['is whole beside the employees’ own', () => '', []],
    [
      'names a row that was changed',
      ([, second]) => `UPDATE [dbo].[DirectDepositAudit] SET [After] = N'x' WHERE [WriteId] = '${second}';`,
      [['changed', 2]],
    ],
    [
      'names a receipt that is gone',
      ([, second]) => `DELETE FROM [dbo].[DirectDepositReceipt] WHERE [WriteId] = '${second}';`,
      [['receipt-missing', 2]],
    ],
    [
      'names what is gone with its row',
      ([, , third]) =>
        ['DirectDepositReceipt', 'DirectDepositAudit']
          .map((table) => `DELETE FROM [dbo].[${table}] WHERE [WriteId] = '${third}';`)
          .join('\n'),
      [['missing', 3]],
    ],
  ])('%s', async (_, after, expected) => {
    const report = await tampered(addTenantChain(after));
    expect(found(report)).toEqual(expected);
    expect(report.chains).toBe(2 + others.length);
  });
});

describe('the application’s own login', () => {
  test.each([
    "UPDATE [dbo].[DirectDepositAudit] SET [Subject] = N'x';",
    'DELETE FROM [dbo].[DirectDepositAudit];',
    'UPDATE [dbo].[EmployeeReceipt] SET [Hash] = 0x00;',
    'DELETE FROM [dbo].[EmployeeReceipt];',
    'DELETE FROM [dbo].[DirectDepositReceipt];',
    "UPDATE [dbo].[ReceiptCheckpoint] SET [Heads] = N'[]';",
    'DELETE FROM [dbo].[ReceiptCheckpoint];',
  ])('may not %s', async (text) => {
    const application = openMssqlDatabase(
      pools,
      { tenantId: acme, login: world.loginOf(acme), credentialVersion: 7 },
      { deadline: deadlineIn(systemClock, 10_000), log: () => undefined },
    );
    const answer = await application.run({ name: 'tamper', text, parameters: {} }, {});
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'denied', number: 229 } });
    expect(found(await verify(application))).toEqual([]);
  });
});

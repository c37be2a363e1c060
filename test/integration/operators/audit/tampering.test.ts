// A dozen changes made through the API, then one thing at a time put wrong by somebody who may do everything in the database.
// Each tampering stands in a transaction that is looked at from inside and rolled back.

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { parseCredential } from '#shared/credentials/credential-shape';
import { newAccountNumberKeyset } from '#operators/credentials/new-account-number-keyset';
import { openAuditAccess } from '#operators/credentials/open-audit-access';
import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import { receiptAfter, type Receipt } from '#shared/direct-deposits/audit';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { fail } from '#shared/platform/result';
import { nilId } from '#shared/direct-deposits/sql/direct-deposit-row';
import { openMssqlDatabase } from '#shared/sql/mssql-database';
import { createSqlPools, type SqlPools } from '#shared/sql/sql-pools';
import type { SqlDatabase, SqlSession } from '#shared/sql/sql-session';
import { findBounds, chainPages, type FoundReceipt } from '#operators/audit/read-chain';
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

/** Every kind of change there is, of four employees. */
const makeADozenChanges = async (): Promise<void> => {
  const employee = await world.newEmployee();
  await made(container.create({ employee, body: body('70001000') }));
  const second = await made(container.create({ employee, body: fixed('70001001') }));
  const third = await made(container.create({ employee, body: fixed('70001002') }));
  await made(container.update({ employee, id: second.body.id, ifMatch: '*', body: fixed('70001001', 200) }));
  await made(container.remove({ employee, id: third.body.id, ifMatch: '*' }));
  const replacing = { items: [fixed('70001003'), body('70001004')] };
  await made(container.replace({ employee, ifMatch: '*', body: replacing }));
  const { items } = (await container.list({ employee })).body;
  await made(container.reveal({ employee, id: items[0]?.id, subject: 'Zoë Ångström' }));
  for (const subject of ['one', 'two', 'three']) {
    const sharing = await world.newEmployee();
    const created = await made(container.create({ employee: sharing, subject, body: body('70009999') }));
    if (created.body.status === 'held')
      await made(container.release({ employee: sharing, id: created.body.id, subject: 'four' }));
  }
  await made(
    container.update({ employee, id: items[0]?.id ?? '', ifMatch: '*', body: fixed('70001003', 300) }),
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
    saved: new Map(saved.map(({ sequence, hash }) => [sequence, new Set([hash])])),
    signal: new AbortController().signal,
  });
  if (!verified.ok) throw new Error(JSON.stringify(verified.failure));
  return verified.value;
};

const chain = async (session: SqlSession = database): Promise<readonly FoundReceipt[]> => {
  const found = await findBounds(session);
  if (!found.ok) throw new Error(JSON.stringify(found.failure));
  const receipts: FoundReceipt[] = [];
  for await (const page of chainPages(session, found.value.bounds)) {
    if (!page.ok) throw new Error(JSON.stringify(page.failure));
    receipts.push(...page.value);
  }
  return receipts;
};

/** What is found while something is wrong. */
const tampered = async (tamper: Tampering, saved: Saved = []): Promise<ChainReport> => {
  const rows = await chain();
  const undone = await database.transaction(async (session) => {
    const run = async (text: string): Promise<void> => {
      const answer = await session.run({ name: 'tamper', text, parameters: {} }, {});
      if (!answer.ok) throw new Error(`${text}: ${JSON.stringify(answer.failure)}`);
    };
    await tamper(run, rows);
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
    expect(report.receipts).toBe(length);
    expect(report.last).toMatchObject(answers.at(-1)?.body.receipt ?? {});
    expect(new Set(rows.map(({ row }) => row?.audit.action))).toEqual(
      new Set(['create', 'update', 'delete', 'replace', 'reveal', 'release']),
    );
  });

  test('has every receipt that was answered', async () => {
    const answered = answers.flatMap(({ body: { receipt } }) => (receipt === undefined ? [] : [receipt]));
    expect(answered).toHaveLength(length - 1); // reveal answers a number and nothing else
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
    const settings = { tenantId: globex, keyset, saved: new Map(), signal: new AbortController().signal };
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

describe('what is gone is named', () => {
  test('an audit row', async () => {
    const report = await tampered(removeRow(6));
    expect(found(report)).toEqual([['row-missing', 6]]);
    expect(report.findings[0]).toMatchObject({ writeId: (await chain())[5]?.writeId, employeeId: null });
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
      run('ALTER TABLE [dbo].[DirectDepositReceipt] DROP CONSTRAINT [CK_DirectDepositReceipt_Sequence];');
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

describe('the application’s own login', () => {
  test.each([
    "UPDATE [dbo].[DirectDepositAudit] SET [Subject] = N'x';",
    'DELETE FROM [dbo].[DirectDepositAudit];',
    'UPDATE [dbo].[DirectDepositReceipt] SET [Hash] = 0x00;',
    'DELETE FROM [dbo].[DirectDepositReceipt];',
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

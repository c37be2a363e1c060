// Every change of where pay goes reaches every address of the employee, the replaced ones included, once; and nothing of an account number does.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { startSes, type LocalSes } from '#local/ses/start-ses';
import type { SentMail } from '#local/ses/mailbox';
import { createSesMailer } from '#shared/aws/ses-mailer';
import type { EventEntry } from '#shared/events/event-publisher';
import type { Mailer } from '#shared/notices/mailer';
import { systemClock, type Clock } from '#shared/platform/clock';
import { fail, succeed } from '#shared/platform/result';
import type { SqlDatabase } from '#shared/sql/sql-session';
import { credentialItemKey } from '#shared/tenants/tenant-table';
import { tableName } from '#test/support/aws-credential-world';
import { acme, globex, type Container } from '#test/support/deposits-world';
import { findCanaries } from '#test/support/find-canaries';
import { startPayrollWorld, type PayrollWorld } from '#test/support/payroll-world';

const folder = mkdtempSync(join(tmpdir(), 'mailbox-'));
const sender = 'payroll@notices.example';
let payroll: PayrollWorld;
let api: Container;
let ses: LocalSes;
let mailer: Mailer;
let client: SESv2Client;
const sendFailures: string[] = [];

beforeAll(async () => {
  payroll = await startPayrollWorld();
  api = payroll.world.newContainer();
  ses = await startSes({ port: 0, folder });
  client = new SESv2Client({
    endpoint: ses.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  mailer = createSesMailer(client, sender, ({ name }) => sendFailures.push(name));
}, 60_000);
afterAll(async () => {
  await payroll?.stop();
  client?.destroy();
  await ses?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => ses.setFault(undefined));

let counter = 0;
const next = (): number => (counter += 1);

type Person = {
  readonly employee: string;
  readonly addresses: readonly string[];
  readonly numbers: readonly string[];
};

const addAddress = (employee: string, address: string, replacedAt: string | null = null, tenant = acme) =>
  payroll.world.query(
    tenant,
    'INSERT INTO [dbo].[EmployeeEmail] ([EmployeeId], [Address], [ReplacedAt]) VALUES (@employee, @address, @replacedAt);',
    { employee, address, replacedAt },
  );

const bodyOf = (accountNumber: string) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation: { kind: 'remainder' },
});

/** An employee with one address or more whose account was changed, and the event of that. */
const changed = async (
  addresses = 1,
  subject = 'someone',
): Promise<Person & { readonly entry: EventEntry; readonly change: { readonly id: string } }> => {
  const employee = await payroll.world.newEmployee();
  const own = Array.from({ length: addresses }, (_, index) => `person${next()}.${index}@mail.example`);
  for (const [index, address] of own.entries())
    await addAddress(employee, address, index === 0 ? null : '2026-03-05T12:00:00');
  const numbers = [0, 1].map(() => `7100${String(next()).padStart(8, '0')}`);
  const { id } = (await api.create({ employee, body: bodyOf(numbers[0]!) })).body;
  await api.update({ employee, id, ifMatch: '*', subject, body: bodyOf(numbers[1]!) });
  await payroll.send();
  const entry = payroll.published.find(({ detail }) => detail.includes(`"${employee}"`));
  if (entry === undefined) throw new Error('Nothing was published');
  return { employee, addresses: own, numbers, entry, change: JSON.parse(entry.detail) as { id: string } };
};

const mailsTo = ({ addresses }: Person): readonly SentMail[] =>
  ses.mailbox.mails().filter(({ to }) => addresses.includes(to));

const noticesOf = ({ change }: { readonly change: { readonly id: string } }) =>
  payroll.world.query(
    acme,
    `SELECT [Address] AS [address], [LeaseToken] AS [token], CASE WHEN [SentAt] IS NULL THEN 0 ELSE 1 END AS [sent],
       CASE WHEN [RefusedAt] IS NULL THEN 0 ELSE 1 END AS [refused]
     FROM [dbo].[ChangeNotice] WHERE [WriteId] = @id ORDER BY [Address];`,
    { id: change.id },
  );

describe('an employee whose direct deposit was changed', () => {
  test('is told at every address, the replaced one included: both banks masked, when and by whom', async () => {
    const person = await changed(2, 'alice');

    expect(await payroll.notify(person.entry, mailer)).toEqual({ sent: 2, refused: 0, open: 0, known: 2 });

    const mails = mailsTo(person);
    expect(mails.map(({ to }) => to).sort()).toEqual([...person.addresses].sort());
    for (const { from, subject, text, html } of mails) {
      expect(from).toBe(sender);
      expect(subject).toBe('Your direct deposit was changed / Se cambió su depósito directo');
      for (const form of [text, html]) {
        for (const number of person.numbers) expect(form).toContain(`****${number.slice(-4)}`);
        expect(form).toContain('021000021');
        expect(form).toContain('alice');
        expect(form).toMatch(/call your payroll department now/);
        expect(form).toMatch(/llame ahora a su departamento de nómina/);
        expect(form).not.toMatch(/https?:/);
      }
    }
    const replaced = mails.filter(({ text }) =>
      text.includes('was replaced in our records on March 5, 2026'),
    );
    expect(replaced.map(({ to }) => to)).toEqual([person.addresses[1]]);
  });

  test.each([
    ['en', 'Your direct deposit was changed', 'nómina'],
    ['es', 'Se cambió su depósito directo', 'payroll'],
  ])('is told in the language of the address: %s', async (language, subject, foreign) => {
    const person = await changed();
    await payroll.world.query(
      acme,
      'UPDATE [dbo].[EmployeeEmail] SET [Language] = @language WHERE [EmployeeId] = @employee;',
      { language, employee: person.employee },
    );
    await payroll.notify(person.entry, mailer);

    const [mail] = mailsTo(person);
    expect(mail).toMatchObject({ subject });
    expect(mail?.html).toContain(`<html lang="${language}">`);
    expect(mail?.text).not.toContain(foreign);
  });

  test('is told whatever the tenant’s settings are, and where no payroll suite is linked', async () => {
    const { world, send, published } = payroll;
    const unlinked = globex;
    const key = { tenantId: { S: unlinked }, itemKey: { S: credentialItemKey('payroll-api') } };
    await world.dynamoDb.send(new DeleteItemCommand({ TableName: tableName, Key: key }));
    const employee = await world.newEmployee(unlinked);
    await addAddress(employee, 'unlinked@mail.example', null, unlinked);
    const { id } = (await api.create({ tenant: unlinked, employee, body: bodyOf('7200000001') })).body;
    await api.update({ tenant: unlinked, employee, id, ifMatch: '*', body: bodyOf('7200000002') });

    expect(await send(unlinked)).toMatchObject({ code: 'NOT_LINKED' });

    const entry = published.find(({ detail }) => detail.includes(`"${employee}"`));
    expect(await payroll.notify(entry!, mailer)).toMatchObject({ sent: 1 });
  });

  test('without an address is said to the operators', async () => {
    const person = await changed(0);

    expect(await payroll.notify(person.entry, mailer)).toEqual({ sent: 0, refused: 0, open: 0, known: 0 });
    expect(payroll.lines).toContainEqual(
      expect.objectContaining({ event: 'notice.change.told', eventId: person.change.id, known: 0 }),
    );
  });
});

describe('a notice', () => {
  test('is sent once, however often and in whatever number at the same time the event comes', async () => {
    const person = await changed(3);

    // Those that find an address leased by another one fail, and the bus brings the event again.
    await Promise.allSettled(Array.from({ length: 6 }, () => payroll.notify(person.entry, mailer)));
    await payroll.notify(person.entry, mailer);

    expect(
      mailsTo(person)
        .map(({ to }) => to)
        .sort(),
    ).toEqual([...person.addresses].sort());
  });

  test('that could not be sent is sent when the event comes again, to that address alone', async () => {
    const person = await changed(2);
    const [first] = person.addresses;
    ses.setFault((to) => (to === first ? { name: 'TooManyRequestsException', status: 429 } : undefined));
    await expect(payroll.notify(person.entry, mailer)).rejects.toThrow('could not be told');
    expect(mailsTo(person).map(({ to }) => to)).toEqual([person.addresses[1]]);
    expect(sendFailures).toContain('TooManyRequestsException');

    ses.setFault(undefined);
    expect(await payroll.notify(person.entry, mailer)).toMatchObject({ sent: 1 });
    expect(mailsTo(person)).toHaveLength(2);
  });

  test('to an address that cannot be one, or that SES refuses, is given up and counted; the others get theirs', async () => {
    const person = await changed(2);
    const list = `a${next()}@mail.example,b@mail.example`;
    await addAddress(person.employee, list);
    const [refused] = person.addresses;
    ses.setFault((to) => (to === refused ? { name: 'BadRequestException', status: 400 } : undefined));

    expect(await payroll.notify(person.entry, mailer)).toEqual({ sent: 1, refused: 2, open: 0, known: 3 });

    expect(await noticesOf(person)).toEqual(
      [
        { address: list, token: null, sent: 0, refused: 1 },
        { address: refused, token: null, sent: 0, refused: 1 },
        { address: person.addresses[1], token: null, sent: 1, refused: 0 },
      ].sort((a, b) => (a.address! < b.address! ? -1 : 1)),
    );
    expect(await payroll.notify(person.entry, mailer)).toMatchObject({ sent: 0, refused: 0, open: 0 });
  });

  test('waits while another invocation has leased it, and is anyone’s once the lease has run out', async () => {
    const person = await changed();
    const never: Mailer = { send: () => Promise.reject(new Error('The container was cut off')) };
    await expect(payroll.notify(person.entry, never)).rejects.toThrow();
    await expect(payroll.notify(person.entry, mailer)).rejects.toThrow();
    expect(payroll.lines.at(-1)).toMatchObject({ event: 'notice.event.failed', code: 'NOT_ALL_TOLD' });
    expect(mailsTo(person)).toEqual([]);

    const later: Clock = { ...systemClock, nowMs: () => systemClock.nowMs() + 60_000 };
    expect(await payroll.notify(person.entry, mailer, { clock: later })).toMatchObject({ sent: 1 });
  });

  test('is not begun without the time to send it', async () => {
    const person = await changed();

    await expect(payroll.notify(person.entry, mailer, { remainingMs: 5_000 })).rejects.toThrow();
    expect(mailsTo(person)).toEqual([]);
    expect(await payroll.notify(person.entry, mailer)).toMatchObject({ sent: 1 });
  });

  /** Cuts the call with that number off, before or after what it does. */
  const cutAt = (turn: number, isDone: boolean) => {
    let turns = 0;
    const pass = async <T>(work: () => Promise<T>): Promise<T> => {
      turns += 1;
      if (turns !== turn) return work();
      if (isDone) await work();
      throw new Error('Cut off');
    };
    const around = (database: SqlDatabase): SqlDatabase => ({
      ...database,
      transaction: (work) => pass(() => database.transaction(work)),
    });
    const cutting: Mailer = { send: (...parameters) => pass(() => mailer.send(...parameters)) };
    return { around, cutting, wasReached: () => turns >= turn };
  };

  test.each([false, true])(
    'is there at every address in the end, wherever the notifier is cut off (done before: %p)',
    async (isDone) => {
      const later: Clock = { ...systemClock, nowMs: () => systemClock.nowMs() + 60_000 };
      let repeated = 0;
      let turn = 1;
      for (let isReached = true; isReached; turn += 1) {
        const person = await changed(2);
        const { around, cutting, wasReached } = cutAt(turn, isDone);
        await payroll.notify(person.entry, cutting, { aroundDatabase: around }).catch(() => undefined);
        await payroll.notify(person.entry, mailer, { clock: later });
        isReached = wasReached();

        const told = mailsTo(person).map(({ to }) => to);
        expect([turn, [...new Set(told)].sort()]).toEqual([turn, [...person.addresses].sort()]);
        repeated += told.length - 2;
      }
      // The lease, and for each address the mail and its outcome: the sixth turn is never reached.
      expect(turn).toBe(7);
      // Sent and not kept: after the mail, or before the outcome is written.
      expect(repeated).toBe(2);
    },
    60_000,
  );

  test('says nothing of an account number: not in a mail, a file, the event or the log', async () => {
    const person = await changed(2);
    await payroll.notify(person.entry, mailer);

    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const everything = [...files, person.entry.detail, JSON.stringify(payroll.lines)].join('\n');
    expect(findCanaries(everything, person.numbers)).toEqual([]);
    // Nor an address outside the mails themselves.
    expect(findCanaries(JSON.stringify(payroll.lines), person.addresses)).toEqual([]);
    // What is looked for would be found.
    expect(findCanaries(`${everything}\n${person.numbers[1]!}`, person.numbers)).toEqual([person.numbers[1]]);
  });
});

describe('an event', () => {
  const failing: Mailer = { send: () => Promise.resolve(fail('unavailable')) };

  test.each([
    ['another source', { source: 'direct-deposits.payroll-suite' }],
    ['another type', { detailType: 'PayrollEvent' }],
    ['an account number in place of the mask', { mask: '1234567890' }],
    ['a routing number that is none', { routingNumber: '12345' }],
    ['another version', { version: 2 }],
  ])('with %s is refused', async (_what, change: Readonly<Record<string, unknown>>) => {
    const person = await changed();
    const detail = JSON.parse(person.entry.detail) as { next: object[] };
    const {
      source = person.entry.source,
      detailType = person.entry.detailType,
      mask,
      routingNumber,
      version,
    } = change as {
      source?: string;
      detailType?: string;
      mask?: string;
      routingNumber?: string;
      version?: number;
    };
    const account = {
      ...detail.next[0],
      ...(mask === undefined ? {} : { accountNumberMask: mask }),
      ...(routingNumber === undefined ? {} : { routingNumber }),
    };
    const planted = { ...detail, next: [account], ...(version === undefined ? {} : { version }) };

    await expect(
      payroll.notify({ source, detailType, detail: JSON.stringify(planted) }, mailer),
    ).rejects.toThrow('not a change');
    expect(payroll.lines.at(-1)).toMatchObject({ event: 'notice.event.refused' });
    expect(mailsTo(person)).toEqual([]);
  });

  test('of a change that the database does not know, or knows of somebody else, writes to nobody', async () => {
    const [person, other] = [await changed(), await changed()];
    const detail = JSON.parse(person.entry.detail) as object;
    for (const planted of [
      { ...detail, id: '11111111-2222-4333-8444-555555555555' },
      { ...detail, employeeId: other.employee },
      { ...detail, tenantId: globex },
    ]) {
      const entry = { ...person.entry, detail: JSON.stringify(planted) };
      await expect(payroll.notify(entry, mailer)).rejects.toThrow('could not be told');
      expect(payroll.lines.at(-1)).toMatchObject({ event: 'notice.event.failed', code: 'CHANGE_UNKNOWN' });
    }
    expect([...mailsTo(person), ...mailsTo(other)]).toEqual([]);
    // The unchanged one is believed.
    expect(
      await payroll.notify(person.entry, { send: () => Promise.resolve(succeed('sent')) }),
    ).toMatchObject({
      sent: 1,
    });
  });

  test('is brought again while nothing can be sent', async () => {
    const person = await changed();

    for (let round = 0; round < 3; round += 1)
      await expect(payroll.notify(person.entry, failing)).rejects.toThrow('could not be told');
    expect(await payroll.notify(person.entry, mailer)).toMatchObject({ sent: 1 });
  });
});

// What the bank answers, as the suite's events bring it: each code, in any order, more than once, to accounts that are there and to those that
// are not any more.

import { randomInt, randomUUID } from 'node:crypto';
import type { SuiteEvent } from '#local/payroll-suite/suite-webhooks';
import { bankCodeWords } from '#shared/domain/payroll/bank-answer';
import { addBankingDays } from '#shared/domain/banking-calendar';
import { isoDateIn } from '#shared/domain/iso-date';
import { systemClock } from '#shared/platform/clock';
import { fail } from '#shared/platform/result';
import type { SqlDatabase } from '#shared/sql/sql-session';
import { acme, globex, type Answer, type Container } from '#test/support/deposits-world';
import { startPayrollWorld, type PayrollWorld } from '#test/support/payroll-world';
import { seededRandom } from '#test/support/seeded-random';

let payroll: PayrollWorld;
let api: Container;

beforeAll(async () => {
  payroll = await startPayrollWorld();
  api = payroll.world.newContainer();
}, 60_000);
afterAll(() => payroll?.stop());

const setting = (values: string): Promise<unknown> =>
  payroll.world.query(acme, `UPDATE [dbo].[TenantSetting] SET ${values};`);
beforeEach(() => setting('[PrenoteBankingDays] = 0'));

/** Nobody else's: what several employees share would be held. */
const newNumber = (): string => `4${String(randomInt(10 ** 9)).padStart(9, '0')}`;
const newTrace = (): string => `0910000${String(randomInt(10 ** 8)).padStart(8, '0')}`;
const accountOf = (accountNumber: string, change: object = {}) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation: { kind: 'remainder' },
  ...change,
});

type Paid = {
  readonly employee: string;
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
};

const itemsOf = (employee: string) => payroll.suite.books.splitOf(acme, employee)?.items ?? [];
const accountIdOf = (employee: string, id: string): string => {
  const { prenotes = [] } = payroll.suite.books.splitOf(acme, employee) ?? {};
  const found = [...prenotes, ...itemsOf(employee)].find(({ directDepositId }) => directDepositId === id);
  return found !== undefined && 'accountId' in found ? (found.accountId ?? '') : '';
};

/** An employee who is paid to one account, of which the suite knows. */
const paidEmployee = async (number = newNumber()): Promise<Paid> => {
  const employee = await payroll.world.newEmployee();
  const created = await api.create({ employee, body: accountOf(number) });
  await payroll.send();
  const { id } = created.body;
  return { employee, id, number, accountId: accountIdOf(employee, id) };
};

/** A sender that was cut off leaves a lease. */
const afterLeases = { ...systemClock, nowMs: () => systemClock.nowMs() + 60_000 };

type Answered = Pick<Paid, 'employee' | 'id' | 'accountId'> & { readonly traceNumber?: string };
const returned = (
  { employee, id, accountId, traceNumber = newTrace() }: Answered,
  code: string,
): SuiteEvent => ({
  type: 'entry.returned',
  data: { tenantId: acme, employeeId: employee, directDepositId: id, accountId, traceNumber, code },
});
/** The suite has the data of the correction. */
const corrected = (
  { employee, id, accountId, traceNumber = newTrace() }: Answered,
  code: string,
  correctedData: string,
): SuiteEvent => {
  const answerId = randomUUID();
  payroll.suite.books.addCorrection(acme, { answerId, code, traceNumber, correctedData });
  const entry = { tenantId: acme, employeeId: employee, directDepositId: id, accountId, traceNumber };
  return { type: 'entry.corrected', data: { ...entry, code, answerId } };
};

type Shown = { readonly [member: string]: unknown };
const shownOf = async ({ employee, id }: Pick<Paid, 'employee' | 'id'>, roles?: string): Promise<Shown> =>
  (await api.get({ employee, id, ...(roles === undefined ? {} : { roles, ownEmployee: employee }) })).body;
const numberOf = async ({ employee, id }: Paid): Promise<unknown> =>
  (await api.reveal({ employee, id })).body.accountNumber;
const actionsOf = ({ body }: Answer): string[] => body.items.map(({ action }) => action);
type Listed = { readonly items: readonly Shown[]; readonly nextBefore: string | null };
const answersOf = async (query: Record<string, string> = {}): Promise<Listed> =>
  (await api.bankAnswers({ employee: '', query })).body as unknown as Listed;

describe('a return', () => {
  test.each(['R02', 'R03', 'R04', 'R13', 'R20'])(
    '%s rejects the account: it is not paid any more, and the reason is shown',
    async (code) => {
      const paid = await paidEmployee();
      expect(await payroll.tell(returned(paid, code))).toEqual({ isChanged: true });

      const shown = await shownOf(paid, '[employee]');
      expect(shown).toMatchObject({
        status: 'rejected',
        bankAnswer: { code, reason: bankCodeWords(code) },
        explanation: { message: expect.stringContaining(bankCodeWords(code)) as string },
      });
      await payroll.send();
      expect(itemsOf(paid.employee)).toEqual([
        { priority: 1, directDepositId: paid.id, allocation: { kind: 'remainder' }, pay: 'hold' },
      ]);
      expect(actionsOf(await api.history({ employee: paid.employee }))).toEqual(['return', 'create']);
    },
  );

  test('leaves the share of a rejected account to those behind it', async () => {
    const paid = await paidEmployee();
    const share = accountOf(newNumber(), { allocation: { kind: 'fixed', amountCents: 100 } });
    const { id } = (await api.create({ employee: paid.employee, body: share })).body;
    await payroll.send();
    await payroll.tell(returned({ ...paid, id, accountId: accountIdOf(paid.employee, id) }, 'R03'));
    await payroll.send();

    expect(itemsOf(paid.employee)).toMatchObject([
      { priority: 1, directDepositId: paid.id, accountNumber: paid.number, pay: 'account' },
    ]);
  });

  test.each(['R14', 'R15', 'R16', 'R17'])(
    '%s holds it until a person has looked, and another account does not release it',
    async (code) => {
      const paid = await paidEmployee();
      await payroll.tell(returned(paid, code));
      const held = { status: 'held', reasons: [{ rule: 'return.code' }] };
      expect(await shownOf(paid)).toMatchObject({ ...held, bankAnswer: { code } });
      expect(await shownOf(paid, '[employee]')).not.toHaveProperty('bankAnswer');
      const historyFor = async (roles: string): Promise<string> =>
        JSON.stringify(
          (await api.history({ employee: paid.employee, roles, ownEmployee: paid.employee })).body,
        );
      expect(await historyFor('[employee]')).not.toContain(code);
      expect(await historyFor('[payroll-admin]')).toContain(code);

      const { employee, id } = paid;
      await api.update({ employee, id, ifMatch: '*', body: accountOf(newNumber()) });
      expect(await shownOf(paid)).toMatchObject(held);
      expect((await api.release({ employee, id, subject: 'another-admin' })).status).toBe(200);
      expect(await shownOf(paid)).toMatchObject({ status: 'active', reasons: [] });
    },
  );

  test.each(['R01', 'R06', 'R09', 'R24', 'R34', 'R99'])(
    '%s is recorded and changes nothing',
    async (code) => {
      const paid = await paidEmployee();
      await payroll.tell(returned(paid, code));

      expect(await shownOf(paid)).toMatchObject({ status: 'active' });
      const { items } = await answersOf({ open: 'true', limit: '1' });
      expect(items).toMatchObject([{ employeeId: paid.employee, code, effect: 'recorded', isOpen: true }]);
    },
  );

  test('to an account that the employee has replaced since changes nothing, and is in the history', async () => {
    const paid = await paidEmployee();
    const { employee, id } = paid;
    await api.update({ employee, id, ifMatch: '*', body: accountOf(newNumber()) });
    await payroll.tell(returned(paid, 'R03'));

    expect(await shownOf(paid)).toMatchObject({ status: 'active' });
    expect(actionsOf(await api.history({ employee }))).toEqual(['return', 'update', 'create']);
    expect((await answersOf({ limit: '1' })).items).toMatchObject([{ effect: 'replaced', isOpen: false }]);
  });

  test('twice changes nothing', async () => {
    const paid = await paidEmployee();
    const event = returned({ ...paid, traceNumber: newTrace() }, 'R03');

    expect(await payroll.tell(event)).toEqual({ isChanged: true });
    expect(await payroll.tell(event)).toEqual({ isChanged: false });
    expect(actionsOf(await api.history({ employee: paid.employee }))).toEqual(['return', 'create']);
  });

  test('a rejected one is paid again once another account is entered', async () => {
    const paid = await paidEmployee();
    await payroll.tell(returned(paid, 'R02'));
    const { employee, id } = paid;
    const number = newNumber();
    await api.update({ employee, id, ifMatch: '*', body: accountOf(number) });
    await payroll.send();

    expect(await shownOf(paid)).toMatchObject({ status: 'active' });
    expect(itemsOf(employee)).toMatchObject([{ accountNumber: number, pay: 'account' }]);
  });

  test('of an employee who is not known is kept by the bus', async () => {
    const paid = await paidEmployee();
    await expect(payroll.tell(returned({ ...paid, employee: 'nobody' }, 'R03'))).rejects.toThrow();
  });
});

describe('a prenote that is returned', () => {
  test('never lets its change come into force: the account before stays paid', async () => {
    const paid = await paidEmployee();
    const { employee, id } = paid;
    await setting('[PrenoteBankingDays] = NULL');
    const today = isoDateIn('America/New_York', new Date());
    const another = newNumber();
    await api.update({ employee, id, ifMatch: '*', body: accountOf(another) });
    await payroll.send();
    await payroll.tell(returned({ employee, id, accountId: accountIdOf(employee, id) }, 'R04'));
    await payroll.send();

    const shown = (await api.get({ employee, id, query: { on: addBankingDays(today, 30) } })).body;
    expect(shown).toMatchObject({
      status: 'active',
      accountNumberMask: `****${paid.number.slice(-4)}`,
      upcoming: { state: { status: 'rejected' } },
      explanation: { message: expect.stringContaining('R04') as string },
      meanwhile: null,
    });
    expect(itemsOf(employee)).toMatchObject([{ accountNumber: paid.number, pay: 'account' }]);
    expect(payroll.suite.books.splitOf(acme, employee)?.prenotes).toEqual([]);

    const third = newNumber();
    await api.update({ employee, id, ifMatch: '*', body: accountOf(third) });
    await payroll.send();
    expect(payroll.suite.books.splitOf(acme, employee)?.prenotes).toMatchObject([{ accountNumber: third }]);
  });
});

describe('a correction', () => {
  const [number, routing] = ['778899001122', '011000015'];
  test.each([
    ['C01', number, { number }],
    ['C02', routing, { routing }],
    ['C03', `${routing}   ${number}`, { number, routing }],
    ['C05', '37', { type: 'savings' }],
    ['C06', `${number.padEnd(20)}37`, { number, type: 'savings' }],
    ['C06', `${number} 32`, { number, type: 'savings' }],
    ['C07', `${routing}${number.padEnd(17)}32`, { number, routing, type: 'savings' }],
    ['C07', `${routing} ${number} 32`, { number, routing, type: 'savings' }],
  ] as const)('%s (%p) reaches the row and the suite at once', async (code, data, change) => {
    const paid = await paidEmployee();
    const becomes = { number: paid.number, routing: '021000021', type: 'checking', ...change };
    // One number may not go to several employees.
    const own = newNumber();
    const wanted = { ...becomes, number: becomes.number === number ? own.padEnd(12, '0') : becomes.number };
    await payroll.tell(corrected(paid, code, data.replace(number, wanted.number)));
    await payroll.send();

    expect(await shownOf(paid)).toMatchObject({
      status: 'active',
      routingNumber: wanted.routing,
      accountType: wanted.type,
      prenote: null,
    });
    expect(await numberOf(paid)).toBe(wanted.number);
    await payroll.send();
    expect(itemsOf(paid.employee)).toMatchObject([
      {
        accountNumber: wanted.number,
        routingNumber: wanted.routing,
        accountType: wanted.type,
        pay: 'account',
      },
    ]);
    const history = await api.history({ employee: paid.employee });
    expect(actionsOf(history)).toEqual(['reveal', 'correction', 'create']);
    expect(history.body.items[1]).toMatchObject({
      subject: 'bank',
      receipt: { sequence: expect.any(Number) as number },
    });
  });

  test('reaches the row within its banking day: each run asks for it again, however often the suite could not say', async () => {
    const paid = await paidEmployee();
    const number = newNumber();
    await payroll.tell(corrected(paid, 'C01', number));
    const asked: number[] = [];
    const hour = 3_600_000;
    for (let passedMs = 0; passedMs < 8 * hour; passedMs += hour) {
      const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + passedMs };
      await payroll.send(acme, {
        clock,
        aroundSuite: (suite) => ({
          ...suite,
          getCorrection: (...parameters) => {
            asked.push(passedMs);
            return passedMs < 7 * hour
              ? Promise.resolve(fail({ kind: 'unavailable', code: 'SUITE_TIMEOUT', retryAfterMs: undefined }))
              : suite.getCorrection(...parameters);
          },
        }),
      });
    }

    expect(asked).toEqual(Array.from({ length: 8 }, (_, index) => index * hour));
    expect(await numberOf(paid)).toBe(number);
  });

  test('keeps the account before from being entered again', async () => {
    const paid = await paidEmployee();
    await payroll.tell(corrected(paid, 'C01', newNumber()));
    await payroll.send();
    const { employee, id } = paid;

    const again = await api.update({ employee, id, ifMatch: '*', body: accountOf(paid.number) });
    expect([again.status, again.body.errors?.map(({ rule }) => rule)]).toEqual([409, ['noc.code']]);
    // What is not the account is changed as ever.
    const named = {
      nickname: 'Mine',
      accountType: 'checking',
      routingNumber: '021000021',
      allocation: { kind: 'remainder' },
    };
    expect((await api.update({ employee, id, ifMatch: '*', body: named })).status).toBe(200);
  });

  test('arms no prenote', async () => {
    await setting('[PrenoteBankingDays] = NULL');
    const employee = await payroll.world.newEmployee();
    const { id } = (await api.create({ employee, body: accountOf(newNumber()) })).body;
    await payroll.send();
    const [prenote] = payroll.suite.books.prenotesOf(acme).filter((one) => one.employeeId === employee);
    const number = newNumber();
    await payroll.tell(corrected({ employee, id, accountId: prenote?.accountId ?? '' }, 'C01', number));
    await payroll.send();
    await payroll.send();

    const split = payroll.suite.books.splitOf(acme, employee);
    expect(split?.prenotes).toMatchObject([{ prenoteId: prenote?.prenoteId, accountNumber: number }]);
  });

  test.each(['C04', 'C09', 'C13', 'C14', 'C61'])('%s waits for payroll', async (code) => {
    const paid = await paidEmployee();
    await payroll.tell(corrected(paid, code, 'Somebody else'));
    const { items } = await answersOf({ open: 'true', limit: '1' });
    expect(items).toMatchObject([{ employeeId: paid.employee, code, effect: 'queued', isOpen: true }]);
  });

  test.each([
    ['a routing number that fails its checksum', 'C02', '021000022'],
    ['no number', 'C01', 'SEE LETTER'],
    ['an unknown type', 'C05', '99'],
    ['nothing', 'C01', ''],
    ['one part of two', 'C03', '021000021'],
  ])('with %s waits for payroll, and changes nothing', async (_, code, data) => {
    const paid = await paidEmployee();
    await payroll.tell(corrected(paid, code, data));
    await payroll.send();
    await payroll.send();

    expect(await numberOf(paid)).toBe(paid.number);
    expect((await answersOf({ open: 'true', limit: '1' })).items).toMatchObject([{ code, effect: 'queued' }]);
  });

  test('to the account of another direct deposit of the employee waits for payroll', async () => {
    const paid = await paidEmployee();
    const other = newNumber();
    const body = accountOf(other, { allocation: { kind: 'fixed', amountCents: 100 } });
    await api.create({ employee: paid.employee, body });
    await payroll.tell(corrected(paid, 'C01', other));
    await payroll.send();

    expect(await numberOf(paid)).toBe(paid.number);
    expect((await answersOf({ open: 'true', limit: '1' })).items).toMatchObject([{ effect: 'queued' }]);
  });

  test('waits while the suite is down, and is there when it is up again', async () => {
    const paid = await paidEmployee();
    const number = newNumber();
    await payroll.tell(corrected(paid, 'C01', number));
    payroll.suite.setTrouble('down');
    await payroll.send();
    expect((await answersOf({ limit: '1' })).items).toMatchObject([{ effect: 'awaited', isOpen: false }]);
    payroll.suite.setTrouble('none');
    await payroll.send();

    expect(await numberOf(paid)).toBe(number);
  });

  test('whose data are of another entry is looked at by a person', async () => {
    const paid = await paidEmployee();
    const event = corrected(paid, 'C01', newNumber());
    await payroll.tell({ ...event, data: { ...event.data, traceNumber: newTrace() } });
    await payroll.send();

    expect(await numberOf(paid)).toBe(paid.number);
    expect((await answersOf({ open: 'true', limit: '1' })).items).toMatchObject([{ effect: 'queued' }]);
  });

  test('makes a rejected account another one, and what was held stays held', async () => {
    const [rejected, held] = [await paidEmployee(), await paidEmployee()];
    await payroll.tell(returned(rejected, 'R04'));
    await payroll.tell(returned(held, 'R16'));
    for (const paid of [rejected, held]) await payroll.tell(corrected(paid, 'C01', newNumber()));
    await payroll.send();

    expect([(await shownOf(rejected))['status'], (await shownOf(held))['status']]).toEqual([
      'active',
      'held',
    ]);
  });
});

describe('whatever happens on the way', () => {
  /** What a correction makes of a number: `own` tells the employees apart. */
  const correctedNumber = (own: string): string => `${own}77889900`;
  const dataOf = (code: string, own: string): string =>
    ({ C01: correctedNumber(own), C02: '011000015', C05: '32' })[code] ?? '';
  const eventsOf = (paid: Paid, codes: readonly string[], own: string): readonly SuiteEvent[] =>
    codes.map((code) =>
      code.startsWith('C') ? corrected(paid, code, dataOf(code, own)) : returned(paid, code),
    );
  const stateOf = async (paid: Paid, own: string): Promise<unknown> => {
    const { status, routingNumber, bankAnswer, accountType } = await shownOf(paid);
    const number = await numberOf(paid);
    const isCorrected = number === correctedNumber(own);
    expect(isCorrected || number === paid.number).toBe(true);
    await payroll.send();
    const [believed] = itemsOf(paid.employee);
    const isPaid = believed?.pay === 'account';
    if (isPaid && 'accountNumber' in believed) expect(believed.accountNumber).toBe(number);
    return { status, routingNumber, accountType, bankAnswer, isCorrected, isPaid };
  };
  const allCodes = ['R03', 'R04', 'R16', 'R17', 'R06', 'C01', 'C02', 'C05'];

  test('answers come to the same, repeated and shuffled', async () => {
    const random = seededRandom(20_261_128);
    for (let round = 0; round < 12; round += 1) {
      const [ordered, shuffled] = [await paidEmployee(), await paidEmployee()];
      const codes = allCodes.filter(() => random.below(2) === 0);
      const tellAll = async (events: readonly SuiteEvent[]): Promise<void> => {
        for (const event of events) {
          await payroll.tell(event);
          if (random.below(2) === 0) await payroll.send();
        }
        await payroll.send();
      };
      const [own, others] = [`6${String(round).padStart(3, '0')}`, `7${String(round).padStart(3, '0')}`];
      await tellAll(eventsOf(ordered, codes, own));
      const events = eventsOf(shuffled, codes, others);
      await tellAll(random.shuffle([...events, ...events]));

      expect([codes, await stateOf(shuffled, others)]).toEqual([codes, await stateOf(ordered, own)]);
    }
  }, 120_000);

  class Cut extends Error {}

  /** Cuts the connection at one of its awaits: the work before it is done, or done and not answered. */
  const cutAt = (turn: number, isDone: boolean) => {
    let turns = 0;
    const pass = async <T>(work: () => Promise<T>): Promise<T> => {
      turns += 1;
      if (turns !== turn) return work();
      if (isDone) await work();
      throw new Cut('The connection is gone');
    };
    const around = (database: SqlDatabase): SqlDatabase => ({
      ...database,
      run: (...parameters) => pass(() => database.run(...parameters)),
      transaction: (work) =>
        pass(() =>
          database.transaction((session) =>
            work({ ...session, run: (...parameters) => pass(() => session.run(...parameters)) }),
          ),
        ),
    });
    return { around, wasReached: (): boolean => turns >= turn };
  };

  test.each([false, true])(
    'a cut at any await (done before: %p) and a repetition come to the same',
    async (isDone) => {
      const codes = ['R16', 'C01', 'C02'];
      const ordered = await paidEmployee();
      for (const event of eventsOf(ordered, codes, isDone ? '8000' : '8100')) await payroll.tell(event);
      await payroll.send();
      const expected = await stateOf(ordered, isDone ? '8000' : '8100');

      let cuts = 0;
      for (let turn = 1, isReached = true; isReached; turn += 1) {
        isReached = false;
        const paid = await paidEmployee();
        const own = `${isDone ? '82' : '83'}${String(turn).padStart(2, '0')}`;
        for (const event of eventsOf(paid, codes, own)) {
          const { around, wasReached } = cutAt(turn, isDone);
          await payroll.tell(event, {}, { aroundDatabase: around }).catch(() => undefined);
          isReached ||= wasReached();
          if (wasReached()) cuts += 1;
          // The bus brings again what failed.
          await payroll.tell(event);
        }
        const { around, wasReached } = cutAt(turn, isDone);
        await payroll.send(acme, { aroundDatabase: around }).catch(() => undefined);
        isReached ||= wasReached();
        if (wasReached()) cuts += 1;
        await payroll.send(acme, { clock: afterLeases });

        expect([turn, await stateOf(paid, own)]).toEqual([turn, expected]);
      }
      // At least the look, the write and the commit of each event, and of the run that fetches.
      expect(cuts).toBeGreaterThan(12);
    },
    120_000,
  );
});

describe('the queue of payroll', () => {
  test('is read in pages, and emptied by hand', async () => {
    const paid = await paidEmployee();
    for (const code of ['R06', 'R24', 'R34']) await payroll.tell(returned(paid, code));
    const first = await answersOf({ open: 'true', limit: '2' });
    const second = await answersOf({ open: 'true', limit: '2', before: first.nextBefore ?? '' });
    expect([...first.items, ...second.items].slice(0, 3).map(({ code }) => code)).toEqual([
      'R34',
      'R24',
      'R06',
    ]);

    const bankAnswerId = String(first.items[0]?.['id']);
    const dismissed = await api.dismiss({ employee: '', bankAnswerId, subject: 'alice' });
    expect(dismissed.body).toMatchObject({ id: bankAnswerId, isOpen: false, dismissedBy: 'alice' });
    const again = await api.dismiss({ employee: '', bankAnswerId, subject: 'bob' });
    expect(again.body).toMatchObject({ dismissedBy: 'alice' });
    expect((await answersOf({ open: 'true', limit: '1' })).items).toMatchObject([{ code: 'R24' }]);
  });

  test.each([
    ['an unknown id', randomUUID(), 404],
    ['something else', 'x', 404],
  ])('knows no answer by %s', async (_, bankAnswerId, status) => {
    expect((await api.dismiss({ employee: '', bankAnswerId })).status).toBe(status);
  });

  test.each(['[employee]', '[viewer]', '[payroll-run]'])('is not for %s', async (roles) => {
    expect((await api.bankAnswers({ employee: '', roles })).body).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    const dismissed = await api.dismiss({ employee: '', bankAnswerId: randomUUID(), roles });
    expect(dismissed.body).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
  });

  test.each([{ limit: '0' }, { before: 'x' }, { open: 'yes' }, { more: '1' }])(
    'refuses %p',
    async (query) => {
      expect((await api.bankAnswers({ employee: '', query })).body).toMatchObject({
        code: 'QUERY_MALFORMED',
      });
    },
  );

  test('is the tenant’s own', async () => {
    const paid = await paidEmployee();
    await payroll.tell(returned(paid, 'R06'));
    const [own] = (await answersOf({ limit: '1' })).items;
    const other = await api.dismiss({ tenant: globex, employee: '', bankAnswerId: String(own?.['id']) });

    expect(other.status).toBe(404);
    const { body } = await api.bankAnswers({ tenant: globex, employee: '' });
    expect(JSON.stringify(body)).not.toContain(paid.employee);
  });
});

describe('account numbers', () => {
  test('are in no line of the log, no answer that is kept and no audit row', async () => {
    const paid = await paidEmployee();
    const number = newNumber();
    await payroll.tell(corrected(paid, 'C01', number));
    await payroll.send();
    const read = (text: string): Promise<unknown> => payroll.world.query(acme, text);
    const kept = [
      await read('SELECT * FROM [dbo].[BankAnswer];'),
      await read('SELECT * FROM [dbo].[CorrectedAccount];'),
      await read('SELECT [Before], [After], [Subject], [RequestId] FROM [dbo].[DirectDepositAudit];'),
      payroll.lines,
    ].map((rows) => JSON.stringify(rows));

    expect(await numberOf(paid)).toBe(number);
    const isFound = (text: string): boolean => kept.some((rows) => rows.includes(text));
    expect([isFound(number), isFound(paid.number)]).toEqual([false, false]);
    // The control: what is masked is found by the same look.
    expect(isFound(`****${number.slice(-4)}`)).toBe(true);
  });
});

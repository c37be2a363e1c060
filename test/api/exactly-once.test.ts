// Idempotency-Key and dry runs: a change is made once or not at all, and the same is answered.

import {
  acme,
  globex,
  startDepositsWorld,
  type Answer,
  type Call,
  type Container,
  type DepositsWorld,
} from '#test/support/deposits-world';
import { createSqlDirectDepositStore } from '#shared/direct-deposits/sql/sql-direct-deposit-store';
import type { SqlDatabase } from '#shared/sql/sql-session';

let world: DepositsWorld;
let api: Container;

beforeAll(async () => {
  world = await startDepositsWorld();
  api = world.newContainer();
}, 60_000);
afterAll(() => world?.stop());

const account = (accountNumber: string, allocation: object = { kind: 'remainder' }) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation,
});
const countOf = async (employee: string): Promise<number> => (await api.list({ employee })).body.items.length;
const isReplay = ({ headers }: Answer): boolean => headers['idempotency-replayed'] === 'true';
const comparable = ({ status, text, headers }: Answer) => ({
  status,
  text,
  etag: headers['etag'],
  location: headers['location'],
});

const tableRows = async (table: string): Promise<readonly unknown[]> =>
  world.query(acme, `SELECT COUNT(*) AS [rows] FROM [dbo].[${table}];`);

/** Every table that a write may touch, counted. */
const everything = async (): Promise<unknown[]> =>
  Promise.all(['DirectDeposit', 'DirectDepositAudit', 'EmployeeReceipt', 'IdempotencyRecord'].map(tableRows));

describe('T34 a repeated request with the same Idempotency-Key', () => {
  test('creates once and answers the same again, quoted or bare', async () => {
    const employee = await world.newEmployee();
    const call = { employee, body: account('200001') };
    const first = await api.create({ ...call, idempotencyKey: 'key-1' });
    const again = await api.create({ ...call, idempotencyKey: '"key-1"' });
    const other = await api.create({ ...call, idempotencyKey: 'key-2' });

    expect([first.status, isReplay(first)]).toEqual([201, false]);
    expect(comparable(again)).toEqual(comparable(first));
    expect(isReplay(again)).toBe(true);
    expect(other.status).toBe(409);
    expect(await countOf(employee)).toBe(1);
  });

  test('counts for update, delete, the whole set and release alike, also with the If-Match of the first time', async () => {
    const employee = await world.newEmployee();
    const created = await api.create({ employee, body: account('210001') });
    const { id } = created.body;
    const etag = created.headers['etag'];
    const update = {
      employee,
      id,
      ifMatch: etag,
      body: { ...account('210001'), nickname: 'n' },
      idempotencyKey: 'k',
    };
    const updated = [await api.update(update), await api.update(update)] as const;
    const listTag = (await api.list({ employee })).headers['etag'];
    const set = {
      employee,
      ifMatch: listTag,
      body: { items: [account('210002', { kind: 'fixed', amountCents: 1 }), { id, ...account('210001') }] },
      idempotencyKey: 'k',
    };
    const replaced = [await api.replace(set), await api.replace(set)] as const;
    const [, last] = replaced[0].body.items;
    const [first] = replaced[0].body.items;
    const removal = { employee, id: first?.id, ifMatch: '*', idempotencyKey: 'k' };
    const removed = [await api.remove(removal), await api.remove(removal)] as const;

    for (const [once, twice] of [updated, replaced, removed]) {
      expect([once.status, isReplay(once), isReplay(twice)]).toEqual([200, false, true]);
      expect(comparable(twice)).toEqual(comparable(once));
    }
    expect((await api.list({ employee })).body.items.map((item) => item.id)).toEqual([last?.id]);
  });

  test('is one person’s for one path: another person, employee or tenant has keys of their own', async () => {
    const [one, two] = [await world.newEmployee(), await world.newEmployee()];
    const abroad = await world.newEmployee(globex);
    const calls: Call[] = [
      { employee: one },
      { employee: two },
      { employee: one, subject: 'somebody else' },
      { employee: abroad, tenant: globex },
    ];
    const answers: Answer[] = [];
    for (const call of calls) {
      answers.push(await api.create({ ...call, body: account('220001'), idempotencyKey: 'shared' }));
    }
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 409, 201]);
    expect(answers.some(isReplay)).toBe(false);
  });

  test('with another body is 422, whether confirm or a value differs; the order of members does not matter', async () => {
    const employee = await world.newEmployee();
    const body = account('230001');
    const reversed = Object.fromEntries(Object.entries(body).reverse());
    await api.create({ employee, body, idempotencyKey: 'k' });
    const confirmed = await api.create({ employee, body: { ...body, confirm: ['x'] }, idempotencyKey: 'k' });
    const changed = await api.create({ employee, body: account('230002'), idempotencyKey: 'k' });
    const same = await api.create({ employee, body: reversed, idempotencyKey: 'k' });
    expect([confirmed.status, confirmed.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(changed.status).toBe(422);
    expect([same.status, isReplay(same)]).toEqual([201, true]);
  });

  test('evaluates a refused request anew: only what was done is kept', async () => {
    const employee = await world.newEmployee();
    const call = {
      employee,
      body: account('240001', { kind: 'fixed', amountCents: 1 }),
      idempotencyKey: 'k',
    };
    expect((await api.create(call)).status).toBe(409);
    await api.create({ employee, body: account('240002') });
    const done = await api.create(call);
    expect([done.status, isReplay(done)]).toEqual([201, false]);
  });

  test.each([
    ['empty', ''],
    ['256 characters', 'k'.repeat(256)],
    ['a blank inside', 'a b'],
    ['beyond ASCII', 'schlüssel'],
    ['half a quote', '"k'],
    ['nothing in quotes', '""'],
  ])('that is %s is 400', async (_, idempotencyKey) => {
    const employee = await world.newEmployee();
    const answer = await api.create({ employee, body: account('250001'), idempotencyKey });
    expect([answer.status, answer.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_MALFORMED']);
    expect(await countOf(employee)).toBe(0);
  });

  test('takes 255 characters', async () => {
    const employee = await world.newEmployee();
    const answer = await api.create({ employee, body: account('250002'), idempotencyKey: 'k'.repeat(255) });
    expect(answer.status).toBe(201);
  });

  test('is forgotten after a day, and swept a few at a time with other writes', async () => {
    const employee = await world.newEmployee();
    const call = { employee, body: account('260001'), idempotencyKey: 'old' };
    await api.create(call);
    await world.query(
      acme,
      'UPDATE [dbo].[IdempotencyRecord] SET [CreatedAt] = DATEADD(hour, -25, [CreatedAt]);',
    );
    const late = await api.create(call);
    expect([late.status, isReplay(late)]).toEqual([409, false]);
    const before = await tableRows('IdempotencyRecord');
    await api.create({
      employee,
      body: account('260002', { kind: 'fixed', amountCents: 1 }),
      idempotencyKey: 'new',
    });
    const after = await tableRows('IdempotencyRecord');
    const countIn = (rows: readonly unknown[]) => (rows[0] as { rows: number }).rows;
    // Five expired ones gone, one new one.
    expect(countIn(before) - countIn(after)).toBe(Math.min(4, countIn(before) - 1));
  });

  test('keeps no account number, only the masked answer', async () => {
    const employee = await world.newEmployee();
    await api.create({ employee, body: account('77123456789012'), idempotencyKey: 'k' });
    const rows = await world.query(
      acme,
      'SELECT [Body] AS [body], [Location] AS [l] FROM [dbo].[IdempotencyRecord];',
    );
    const text = JSON.stringify(rows);
    expect(text).toContain('****9012');
    expect(text).not.toContain('77123456789012');
  });
});

describe('a request whose first one is still running', () => {
  /** Stops each act until it is told to go on. */
  const holding = (database: SqlDatabase, acted: () => void, goOn: Promise<void>): SqlDatabase => ({
    ...database,
    transaction: (work) =>
      database.transaction((session) =>
        work({
          run: async (statement, values) => {
            if (statement.name === 'direct-deposit.act') {
              acted();
              await goOn;
            }
            return session.run(statement, values);
          },
        }),
      ),
  });

  test('is 409 at once, and the first one’s answer afterwards', async () => {
    const employee = await world.newEmployee();
    const call = { employee, body: account('270001'), idempotencyKey: 'slow' };
    const [acting, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const first = world.callWith(
      (ports) => ({
        ...ports,
        openStore: (...parameters) =>
          createSqlDirectDepositStore({
            database: holding(world.openDatabase(...parameters), acting.resolve, release.promise),
            tenantId: acme,
            log: () => undefined,
            onMismatch: () => undefined,
          }),
      }),
      'create',
      call,
    );
    await acting.promise;
    const during = await api.create(call);
    release.resolve();
    const made = await first;
    const after = await api.create(call);

    expect([during.status, during.body.code]).toEqual([409, 'IDEMPOTENCY_KEY_IN_USE']);
    expect([made.status, after.status, isReplay(after)]).toEqual([201, 201, true]);
    expect(comparable(after)).toEqual(comparable(made));
  });

  test('two at once make one row', async () => {
    const [left, right] = [world.newContainer(), world.newContainer()];
    for (let round = 0; round < 10; round += 1) {
      const employee = await world.newEmployee();
      const call = { employee, body: account('280001'), idempotencyKey: 'twice' };
      const answers = await Promise.all([left.create(call), right.create(call)]);
      const statuses = answers.map(({ status }) => status).sort();
      expect([
        [201, 201],
        [201, 409],
      ]).toContainEqual(statuses);
      expect(await countOf(employee)).toBe(1);
    }
  });
});

describe('a dry run', () => {
  const dry = { query: { dryRun: 'true' } };

  test('of each write answers what the write would, and changes nothing, audit included', async () => {
    const employee = await world.newEmployee();
    const created = await api.create({ employee, body: account('290001') });
    const { id } = created.body;
    const before = await everything();
    const list = await api.list({ employee });

    const create = await api.create({
      ...dry,
      employee,
      body: account('290002', { kind: 'fixed', amountCents: 5 }),
    });
    const update = await api.update({
      ...dry,
      employee,
      id,
      ifMatch: '*',
      body: { ...account('290001'), nickname: 'Dry' },
    });
    const items = [account('290003', { kind: 'fixed', amountCents: 5 }), { id, ...account('290001') }];
    const replace = await api.replace({ ...dry, employee, ifMatch: list.headers['etag'], body: { items } });
    const remove = await api.remove({ ...dry, employee, id, ifMatch: '*' });

    expect(await everything()).toEqual(before);
    expect((await api.list({ employee })).body).toEqual(list.body);
    for (const answer of [create, update, replace, remove]) {
      expect(answer.status).toBe(200);
      expect(answer.body.effective).toEqual({
        firstPayrollAffected: null,
        payDate: null,
        effectiveOn: null,
        movedBy: [],
      });
      expect(answer.body).not.toHaveProperty('receipt');
      expect(answer.headers).not.toHaveProperty('etag');
      expect(answer.headers).not.toHaveProperty('location');
    }
    expect(create.body).not.toHaveProperty('id');
    expect(create.body).toMatchObject({ priority: 1, accountNumberMask: '****02', status: 'active' });
    expect(update.body).toMatchObject({ id, nickname: 'Dry' });
    expect(replace.body.items.map((item) => item.id)).toEqual([undefined, id]);
  });

  test('refuses what the write would refuse', async () => {
    const employee = await world.newEmployee();
    await api.create({ employee, body: account('291001') });
    const broken = await api.create({ ...dry, employee, body: { ...account('291002'), routingNumber: '1' } });
    const conflict = await api.create({ ...dry, employee, body: account('291002') });
    const nobody = await api.create({ ...dry, employee: 'e-nobody', body: account('291002') });
    expect([broken.status, conflict.status, nobody.status]).toEqual([422, 409, 404]);
  });

  test('uses no key up', async () => {
    const employee = await world.newEmployee();
    const call = { employee, body: account('292001'), idempotencyKey: 'dry' };
    expect((await api.create({ ...dry, ...call })).status).toBe(200);
    const real = await api.create(call);
    expect([real.status, isReplay(real)]).toEqual([201, false]);
    expect((await api.create({ query: { dryRun: 'false' }, ...call })).headers['idempotency-replayed']).toBe(
      'true',
    );
  });

  test.each(['', '1', 'TRUE', 'yes', 'true,true'])('asked for with %j is 400', async (dryRun) => {
    const employee = await world.newEmployee();
    const answer = await api.create({ query: { dryRun }, employee, body: account('293001') });
    expect([answer.status, answer.body.code]).toEqual([400, 'QUERY_MALFORMED']);
    expect(await countOf(employee)).toBe(0);
  });
});

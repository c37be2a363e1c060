import {
  acme,
  startDepositsWorld,
  type Answer,
  type Container,
  storedPart,
  type DepositsWorld,
} from '#test/support/deposits-world';
import { employeesWith, fixed, percentage, remainder } from '#test/support/direct-deposit-bodies';

let world: DepositsWorld;
let api: Container;

beforeAll(async () => {
  world = await startDepositsWorld();
  api = world.newContainer();
}, 60_000);
afterAll(() => world?.stop());

/** What every write answers: in this tenant no pay calendar says when. */
const effective = { firstPayrollAffected: null, payDate: null, effectiveOn: null, movedBy: [] };
const receipt = { sequence: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/) };

const rulesOf = ({ body }: Answer): string[] => body.errors.map(({ rule }) => rule);

const employeeWith = employeesWith(
  () => world,
  () => api,
);

const itemsOf = async (employee: string) => (await api.list({ employee })).body.items;

describe('creating a direct deposit', () => {
  test('answers the masked representation, where it is, and its version', async () => {
    const employee = await world.newEmployee();

    const answer = await api.create({ employee, body: { ...remainder, nickname: 'Rent & life 🏠' } });

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      employeeId: employee,
      priority: 1,
      nickname: 'Rent & life 🏠',
      accountType: 'checking',
      routingNumber: '021000021',
      accountNumberMask: '****0001',
      allocation: { kind: 'remainder' },
      status: 'active',
      reasons: [],
      prenote: null,
      meanwhile: null,
      explanation: {
        message: 'Active: its share of each pay goes to this account.',
        nextDate: null,
      },
      upcoming: null,
      sharedWith: [],
      effectiveOn: null,
      effective,
      receipt,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updatedAt: answer.body.createdAt,
      warnings: [],
    });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      location: `/api/employees/${employee}/direct-deposits/${answer.body.id}`,
      etag: expect.stringMatching(/^"[0-9a-f]{16}"$/),
    });
    expect(Math.abs(Date.parse(answer.body.createdAt) - Date.now())).toBeLessThan(60_000);
  });

  test('is read back as it was answered, one and in the list', async () => {
    const { employee, created } = await employeeWith(remainder, fixed);
    const [, second] = created as [Answer, Answer];

    const one = await api.get({ employee, id: second.body.id });
    const list = await api.list({ employee });

    expect(one.status).toBe(200);
    expect(one.body).toEqual({ ...storedPart(second), warnings: [] });
    expect(one.headers['etag']).toBe(second.headers['etag']);
    expect(list.body.items[0]).toEqual({ ...storedPart(second), warnings: [] });
    expect(list.body.items.map(({ priority }) => priority)).toEqual([1, 2]);
  });

  test('goes before the remainder, or where its priority says', async () => {
    const { employee } = await employeeWith(
      remainder,
      { ...fixed, accountNumber: '3001' },
      { ...fixed, accountNumber: '3002', priority: 1 },
    );
    const items = await itemsOf(employee);
    expect(items.map(({ accountNumberMask }) => accountNumberMask)).toEqual(['****02', '****01', '****0001']);
  });

  test('keeps a routing number without the blanks and dashes it came with', async () => {
    const { created } = await employeeWith({ ...remainder, routingNumber: '0210-0002 1' });
    expect(created[0]?.body.routingNumber).toBe('021000021');
  });

  test('with an electronic routing prefix is accepted with a warning', async () => {
    const { created } = await employeeWith({ ...remainder, routingNumber: '610000005' });
    expect(created[0]?.body.warnings).toEqual([
      expect.objectContaining({ rule: 'routing.prefix', pointer: '/routingNumber' }),
    ]);
  });

  test('that looks like a card number wants to be confirmed, and a number typed twice to be the same', async () => {
    const employee = await world.newEmployee();
    const card = { ...remainder, accountNumber: '4111111111111111' };
    const unconfirmed = await api.create({ employee, body: card });
    const confirm = ['account.looksLikeCard'];
    const mistyped = await api.create({
      employee,
      body: { ...card, confirm, accountNumberConfirm: '4111111111111112' },
    });
    const confirmed = await api.create({
      employee,
      body: { ...card, confirm, accountNumberConfirm: card.accountNumber },
    });
    expect([unconfirmed.status, rulesOf(unconfirmed)]).toEqual([422, ['account.looksLikeCard']]);
    expect([mistyped.status, rulesOf(mistyped)]).toEqual([422, ['account.confirm']]);
    expect(confirmed.status).toBe(201);
    expect(confirmed.body.warnings).toMatchObject([{ rule: 'account.looksLikeCard' }]);
    for (const { body } of [unconfirmed, mistyped]) {
      // The request's id may have any digits.
      expect(JSON.stringify({ ...body, instance: '' })).not.toContain('1111');
    }
  });

  test.each([
    ['a first one that is not the remainder', [], fixed, 'splits.remainder'],
    ['a second remainder', [remainder], { ...remainder, accountNumber: '4001' }, 'splits.remainder'],
    ['the same account again', [remainder, fixed], fixed, 'splits.duplicate'],
    [
      'percentages over the whole',
      [remainder, percentage(6_000, '4002')],
      percentage(4_001, '4003'),
      'split.percent',
    ],
    ['a place behind the remainder', [remainder], { ...fixed, priority: 2 }, 'splits.priority'],
    [
      'a fourth where three are allowed',
      [remainder, fixed, percentage(1, '4004')],
      percentage(1, '4005'),
      'splits.max',
    ],
  ])('refuses %s with 409 and changes nothing', async (_, before, body, rule) => {
    const { employee } = await employeeWith(...before);
    const items = await itemsOf(employee);

    const answer = await api.create({ employee, body });

    expect(answer.status).toBe(409);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ status: 409, code: 'RULE_CONFLICT' });
    expect(rulesOf(answer)).toContain(rule);
    expect(await itemsOf(employee)).toEqual(items);
  });

  test('allows as many as the tenant’s setting says', async () => {
    const setting = (value: string) =>
      world.query(acme, `UPDATE [dbo].[TenantSetting] SET [MaxDirectDeposits] = ${value};`);
    const { employee } = await employeeWith(remainder, fixed, percentage(1, '4006'));
    try {
      await setting('4');
      expect((await api.create({ employee, body: percentage(1, '4007') })).status).toBe(201);
      expect(rulesOf(await api.create({ employee, body: percentage(1, '4008') }))).toEqual(['splits.max']);
      await setting('NULL');
      expect(rulesOf(await api.create({ employee, body: percentage(1, '4008') }))).toEqual(['splits.max']);
    } finally {
      await world.query(acme, 'UPDATE [dbo].[TenantSetting] SET [MaxDirectDeposits] = NULL;');
    }
  });
});

describe('updating a direct deposit', () => {
  test('replaces it, keeps the account number that is left out, and gives a new version', async () => {
    const { employee, created } = await employeeWith(remainder, { ...fixed, nickname: 'Old' });
    const [, before] = created as [Answer, Answer];
    const { accountNumber: _, ...withoutAccount } = fixed;

    const answer = await api.update({
      employee,
      id: before.body.id,
      ifMatch: before.headers['etag'],
      body: { ...withoutAccount, allocation: { kind: 'percentage', basisPoints: 2_500, basis: 'remaining' } },
    });

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      ...before.body,
      warnings: [],
      receipt,
      nickname: null,
      allocation: { kind: 'percentage', basisPoints: 2_500, basis: 'remaining' },
      updatedAt: expect.any(String),
    });
    expect(answer.headers['etag']).not.toBe(before.headers['etag']);
    expect((await api.get({ employee, id: before.body.id })).body).toEqual(storedPart(answer));
  });

  test('takes a new account number, and the row’s own mask for the old one', async () => {
    const { employee, created } = await employeeWith(remainder);
    const id = created[0]?.body.id;
    const changed = await api.update({
      employee,
      id,
      ifMatch: '*',
      body: { ...remainder, accountNumber: '5000000005' },
    });
    const kept = await api.update({
      employee,
      id,
      ifMatch: changed.headers['etag'],
      body: { ...remainder, accountNumber: changed.body.accountNumberMask },
    });
    expect([changed.body.accountNumberMask, kept.body.accountNumberMask]).toEqual(['****0005', '****0005']);
    expect(kept.status).toBe(200);
  });

  test('moves it, and everything between its old and its new place', async () => {
    const { employee, created } = await employeeWith(
      remainder,
      { ...fixed, accountNumber: '5001' },
      { ...fixed, accountNumber: '5002' },
    );
    const moving = created[1] as Answer;

    const answer = await api.update({
      employee,
      id: moving.body.id,
      ifMatch: (await api.get({ employee, id: moving.body.id })).headers['etag'],
      body: { ...fixed, accountNumber: '5001', priority: 2 },
    });

    expect(answer.body.priority).toBe(2);
    const items = await itemsOf(employee);
    expect(items.map(({ accountNumberMask }) => accountNumberMask)).toEqual(['****02', '****01', '****0001']);
  });

  test.each([
    [
      'the remainder becoming another kind',
      0,
      { allocation: { kind: 'fixed', amountCents: 1 } },
      'splits.remainder',
    ],
    ['the remainder moving', 0, { priority: 1 }, 'splits.remainder'],
    ['another becoming the remainder', 1, { allocation: { kind: 'remainder' } }, 'splits.remainder'],
    ['a place behind the remainder', 1, { priority: 2 }, 'splits.priority'],
    [
      'the account of another',
      1,
      { accountNumber: '1000000001', routingNumber: '021000021', accountType: 'checking' },
      'splits.duplicate',
    ],
  ])('refuses %s with 409', async (_, index, change, rule) => {
    const bodies = [remainder, fixed];
    const { employee, created } = await employeeWith(...bodies);
    const id = created[index]?.body.id;
    const before = await itemsOf(employee);

    const answer = await api.update({ employee, id, ifMatch: '*', body: { ...bodies[index], ...change } });

    expect(answer.status).toBe(409);
    expect(rulesOf(answer)).toContain(rule);
    expect(await itemsOf(employee)).toEqual(before);
  });

  test('refuses a routing number that is the account number it keeps', async () => {
    const { employee, created } = await employeeWith({ ...remainder, accountNumber: '011000015' });
    const { accountNumber: _, ...withoutAccount } = remainder;
    const body = { ...withoutAccount, routingNumber: '011000015' };
    const answer = await api.update({ employee, id: created[0]?.body.id, ifMatch: '*', body });
    expect([answer.status, rulesOf(answer)]).toEqual([409, ['account.equalsRouting']]);
  });
});

describe('deleting a direct deposit', () => {
  test('answers what it takes effect with and closes the gap', async () => {
    const { employee, created } = await employeeWith(remainder, fixed);
    const id = created[1]?.body.id;

    const answer = await api.remove({ employee, id, ifMatch: created[1]?.headers['etag'] ?? '' });

    expect([answer.status, answer.body]).toEqual([200, { warnings: [], effective, receipt }]);
    expect(answer.headers['etag']).toBeUndefined();
    expect((await itemsOf(employee)).map(({ priority }) => priority)).toEqual([1]);
    expect((await api.get({ employee, id })).status).toBe(404);
    expect((await api.remove({ employee, id, ifMatch: '*' })).status).toBe(404);
  });

  test('refuses the remainder while others exist, and takes it last', async () => {
    const { employee, created } = await employeeWith(remainder, fixed);
    const [first, second] = created as [Answer, Answer];
    const refused = await api.remove({ employee, id: first.body.id, ifMatch: '*' });
    expect([refused.status, rulesOf(refused)]).toEqual([409, ['splits.remainder']]);
    await api.remove({ employee, id: second.body.id, ifMatch: '*' });
    expect((await api.remove({ employee, id: first.body.id, ifMatch: '*' })).status).toBe(200);
    expect(await itemsOf(employee)).toEqual([]);
  });
});

// What a form asks before it sends anything: how a net pay would be divided, and what the rules are.

import { ruleMessages } from '#shared/domain/rule';
import {
  acme,
  globex,
  startDepositsWorld,
  type Answer,
  type Container,
  type DepositsWorld,
} from '#test/support/deposits-world';

let world: DepositsWorld;
let api: Container;

beforeAll(async () => {
  world = await startDepositsWorld();
  api = world.newContainer();
}, 60_000);
afterAll(() => world?.stop());

const fixed = (amountCents: number) => ({ allocation: { kind: 'fixed', amountCents } });
const percentage = (basisPoints: number, basis = 'net') => ({
  allocation: { kind: 'percentage', basisPoints, basis },
});
const remainder = { allocation: { kind: 'remainder' } };
const rulesOf = ({ body }: Answer) => body.errors.map(({ rule, pointer }) => `${rule} ${pointer}`);

describe('simulating net pay', () => {
  test('divides each net pay among the stored set to the cent, and explains short pay', async () => {
    const employee = await world.newEmployee();
    const account = { accountType: 'checking', routingNumber: '021000021' };
    await api.create({ employee, body: { ...account, accountNumber: '600001', ...remainder } });
    await api.create({ employee, body: { ...account, accountNumber: '600002', ...fixed(50_000) } });
    await api.create({ employee, body: { ...account, accountNumber: '600003', ...percentage(3_333) } });
    const ids = (await api.list({ employee })).body.items.map(({ id }) => id);

    const answer = await api.simulate({ employee, body: { netPayCents: [100_001, 60_000, 0] } });

    expect(answer.status).toBe(200);
    expect(
      answer.body.results.map(({ netPayCents, lines }) => [
        netPayCents,
        ...lines.map(({ amountCents, reason }) => `${amountCents} ${reason}`),
      ]),
    ).toEqual([
      [100_001, '50000 full', '33330 full', '16671 remainder'],
      [60_000, '50000 full', '10000 reduced', '0 nothing-left'],
      [0, '0 nothing-left', '0 nothing-left', '0 nothing-left'],
    ]);
    expect(answer.body.results[0]?.lines.map(({ directDepositId }) => directDepositId)).toEqual(ids);
  });

  test('carries the entity tag of the list that it read', async () => {
    const employee = await world.newEmployee();
    const account = { accountType: 'checking', routingNumber: '021000021' };
    const tags = async (): Promise<readonly (string | undefined)[]> => {
      const body = { netPayCents: [1] };
      const answers = [
        await api.list({ employee }),
        await api.simulate({ employee, body }),
        await api.simulate({ employee, body: { ...body, items: [remainder] } }),
      ];
      return answers.map(({ headers }) => headers['etag']);
    };
    const [none, ...ofNone] = await tags();
    await api.create({ employee, body: { ...account, accountNumber: '600004', ...remainder } });
    const [one, ...ofOne] = await tags();
    expect([none, one]).toEqual([expect.stringMatching(/^".+"$/), expect.not.stringMatching(none ?? '')]);
    expect([ofNone, ofOne]).toEqual([
      [none, none],
      [one, one],
    ]);
  });

  test('divides among a proposed set, whose new ones have no id; nothing is stored', async () => {
    const employee = await world.newEmployee();
    const items = [percentage(5_000, 'remaining'), { ...remainder, accountNumber: '1', routingNumber: 'x' }];
    const answer = await api.simulate({ employee, roles: '[viewer]', body: { netPayCents: [101], items } });
    expect(answer.body.results).toMatchObject([
      {
        netPayCents: 101,
        lines: [
          { index: 0, directDepositId: null, amountCents: 50 },
          { index: 1, directDepositId: null, amountCents: 51 },
        ],
      },
    ]);
    expect((await api.list({ employee })).body.items).toEqual([]);
  });

  test('of an employee without direct deposits has no lines', async () => {
    const employee = await world.newEmployee();
    const answer = await api.simulate({ employee, body: { netPayCents: [5] } });
    expect([answer.status, answer.body.results]).toEqual([200, [{ netPayCents: 5, lines: [] }]]);
  });

  test.each([
    ['no net pay', { netPayCents: [] }, ['netPay.count /netPayCents']],
    ['1001 net pays', { netPayCents: Array(1_001).fill(1) }, ['netPay.count /netPayCents']],
    [
      'half a cent and too much',
      { netPayCents: [0.5, 10_000_000_000] },
      ['netPay.amount /netPayCents/0', 'netPay.amount /netPayCents/1'],
    ],
    ['no remainder', { netPayCents: [1], items: [fixed(1)] }, ['splits.remainder /items/0/allocation/kind']],
    [
      'a broken share and a broken net pay',
      { netPayCents: [-1], items: [fixed(0), remainder] },
      ['netPay.amount /netPayCents/0', 'split.amount /items/0/allocation/amountCents'],
    ],
  ])('refuses %s with 422', async (_, body, rules) => {
    const employee = await world.newEmployee();
    const answer = await api.simulate({ employee, body });
    expect([answer.status, rulesOf(answer)]).toEqual([422, rules]);
  });

  test('takes 1000 net pays up to 9,999,999,999', async () => {
    const employee = await world.newEmployee();
    const answer = await api.simulate({
      employee,
      body: { netPayCents: Array(1_000).fill(9_999_999_999), items: [percentage(1), remainder] },
    });
    expect(answer.status).toBe(200);
    const sums = answer.body.results.map(({ lines }) =>
      lines.reduce((sum, { amountCents }) => sum + amountCents, 0),
    );
    expect(new Set(sums)).toEqual(new Set([9_999_999_999]));
    expect(sums).toHaveLength(1_000);
  });

  test('refuses another shape with 400 and strangers with 404', async () => {
    const employee = await world.newEmployee();
    expect((await api.simulate({ employee, body: { netPayCents: ['1'] } })).status).toBe(400);
    expect((await api.simulate({ employee, body: { netPayCents: [1], more: 1 } })).status).toBe(400);
    const stranger = { roles: '[employee]', ownEmployee: 'e-other' };
    expect((await api.simulate({ employee, body: { netPayCents: [1] }, ...stranger })).status).toBe(404);
    expect((await api.simulate({ employee, tenant: globex, body: { netPayCents: [1] } })).status).toBe(404);
  });
});

describe('meta', () => {
  const metaAs = async (roles: string) =>
    (await api.meta({ employee: '', roles })).body as unknown as Record<string, unknown>;

  test('tells limits, codes, patterns and what the caller may do', async () => {
    const meta = await metaAs('[payroll-admin]');
    expect(meta).toMatchObject({
      limits: {
        maxDirectDeposits: 3,
        maxAmountCents: 9_999_999,
        lockBankingDays: 2,
        timeZone: 'America/New_York',
      },
      codes: {
        accountTypes: ['checking', 'savings'],
        rules: ruleMessages,
        confirmableRules: ['account.looksLikeCard'],
      },
      patterns: { routingNumber: '^[0-9]{9}$', accountNumber: '^[0-9]{4,17}$' },
      may: { read: 'all', write: 'all', reveal: 'all', release: 'all' },
    });
  });

  test.each([
    ['[employee]', { read: 'own', write: 'own', reveal: 'own', release: 'none' }],
    ['[viewer]', { read: 'all', write: 'none', reveal: 'none', release: 'none' }],
    ['[employee viewer]', { read: 'all', write: 'own', reveal: 'own', release: 'none' }],
  ])('of %s', async (roles, may) => {
    expect((await metaAs(roles))['may']).toEqual(may);
  });

  test('has the tenant’s own limits', async () => {
    await world.query(
      acme,
      `UPDATE [dbo].[TenantSetting] SET [MaxDirectDeposits] = 7, [LockBankingDays] = 4, [TimeZone] = 'America/Chicago';`,
    );
    try {
      const limits = { maxDirectDeposits: 7, lockBankingDays: 4, timeZone: 'America/Chicago' };
      expect((await metaAs('[viewer]'))['limits']).toMatchObject(limits);
      const abroad = await api.meta({ employee: '', tenant: globex });
      expect(abroad.body).toMatchObject({ limits: { maxDirectDeposits: 3 } });
    } finally {
      await world.query(
        acme,
        'UPDATE [dbo].[TenantSetting] SET [MaxDirectDeposits] = NULL, [LockBankingDays] = NULL, [TimeZone] = NULL;',
      );
    }
  });

  test('needs a tenant and a role', async () => {
    const answer = await api.meta({ employee: '', claims: {} });
    expect([answer.status, answer.body.code]).toEqual([403, 'TOKEN_WITHOUT_TENANT']);
  });
});

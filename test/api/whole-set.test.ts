// PUT …/direct-deposits: the whole ordered set in one transaction.

import {
  acme,
  startDepositsWorld,
  type Answer,
  type Container,
  type DepositsWorld,
} from '#test/support/deposits-world';

import { nilId } from '#shared/direct-deposits/sql/direct-deposit-row';

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
const fixed = (accountNumber: string) => account(accountNumber, { kind: 'fixed', amountCents: 100 });
const rulesOf = ({ body }: Answer) => body.errors.map(({ rule, pointer }) => `${rule} ${pointer}`);

/** An employee with that set, and what its PUT answered. */
const employeeWith = async (...items: object[]): Promise<{ employee: string; put: Answer }> => {
  const employee = await world.newEmployee();
  const etag = (await api.list({ employee })).headers['etag'];
  const put = await api.replace({ employee, ifMatch: etag, body: { items } });
  expect(put.status).toBe(200);
  return { employee, put };
};

describe('replacing the whole set', () => {
  test('creates in the order of the items and answers the list with its tag', async () => {
    const { employee, put } = await employeeWith(fixed('100001'), fixed('100002'), account('100003'));
    const list = await api.list({ employee });

    expect(put.body.items.map(({ accountNumberMask, priority }) => [accountNumberMask, priority])).toEqual([
      ['****01', 1],
      ['****02', 2],
      ['****03', 3],
    ]);
    expect(list.body.items).toEqual(put.body.items);
    expect(list.headers['etag']).toBe(put.headers['etag']);
    expect(put.body).toMatchObject({ warnings: [], receipt: { sequence: expect.any(Number) } });
  });

  test('keeps, changes, adds, removes and reorders at once; untouched rows keep their version', async () => {
    const { employee, put } = await employeeWith(fixed('110001'), fixed('110002'), account('110003'));
    const [first, second, last] = put.body.items;
    const tagOfLast = (await api.get({ employee, id: last?.id })).headers['etag'];
    const { accountNumber: _, ...kept } = account('110003');

    const answer = await api.replace({
      employee,
      ifMatch: put.headers['etag'],
      body: {
        items: [
          { ...fixed('110009'), nickname: 'New' },
          { id: second?.id, ...fixed('110002'), accountNumber: undefined, nickname: 'Second' },
          { id: last?.id, ...kept },
        ],
      },
    });

    expect(answer.status).toBe(200);
    expect(answer.body.items.map(({ id }) => id)).toEqual([expect.any(String), second?.id, last?.id]);
    expect(answer.body.items.map(({ nickname }) => nickname)).toEqual(['New', 'Second', null]);
    expect((await api.get({ employee, id: first?.id })).status).toBe(404);
    expect((await api.get({ employee, id: last?.id })).headers['etag']).toBe(tagOfLast);
    const rows = await world.query(
      acme,
      `SELECT [Action] AS [action], [DirectDepositId] AS [id] FROM [dbo].[DirectDepositAudit] WHERE [EmployeeId] = @employee;`,
      { employee },
    );
    expect(rows).toEqual([
      { action: 'replace', id: nilId },
      { action: 'replace', id: nilId },
    ]);
  });

  test('two rows exchange their accounts, and their places', async () => {
    const { employee, put } = await employeeWith(fixed('120001'), fixed('120002'), account('120003'));
    const [first, second, last] = put.body.items;

    const answer = await api.replace({
      employee,
      ifMatch: put.headers['etag'],
      body: {
        items: [
          { id: second?.id, ...fixed('120001') },
          { id: first?.id, ...fixed('120002') },
          { id: last?.id, ...account('120003') },
        ],
      },
    });

    expect(answer.status).toBe(200);
    expect(answer.body.items.map(({ id, accountNumberMask }) => [id, accountNumberMask])).toEqual([
      [second?.id, '****01'],
      [first?.id, '****02'],
      [last?.id, '****03'],
    ]);
    for (const [id, accountNumber] of [
      [second?.id, '120001'],
      [first?.id, '120002'],
    ] as const) {
      expect((await api.reveal({ employee, id })).body).toEqual({ accountNumber });
    }
  });

  test('the remainder changes hands, and an empty set removes all', async () => {
    const { employee, put } = await employeeWith(fixed('130001'), account('130002'));
    const [first, last] = put.body.items;
    const swapped = await api.replace({
      employee,
      ifMatch: put.headers['etag'],
      body: {
        items: [
          { id: last?.id, ...fixed('130002') },
          { id: first?.id, ...account('130001') },
        ],
      },
    });
    const emptied = await api.replace({ employee, ifMatch: swapped.headers['etag'], body: { items: [] } });
    const list = await api.list({ employee });

    expect(swapped.body.items.map(({ id, allocation }) => [id, allocation.kind])).toEqual([
      [last?.id, 'fixed'],
      [first?.id, 'remainder'],
    ]);
    expect([emptied.status, emptied.body.items, list.body.items]).toEqual([200, [], []]);
    expect(emptied.headers['etag']).toBe(list.headers['etag']);
  });

  test('takes ten rows where the tenant allows them, and ten others in their place', async () => {
    const ten = (start: number) => [
      ...Array.from({ length: 9 }, (_, index) => fixed(String(start + index))),
      account(String(start + 9)),
    ];
    await world.query(acme, 'UPDATE [dbo].[TenantSetting] SET [MaxDirectDeposits] = 10;');
    try {
      const { employee, put } = await employeeWith(...ten(140_000));
      const answer = await api.replace({
        employee,
        ifMatch: put.headers['etag'],
        body: { items: ten(150_000) },
      });
      expect([answer.status, answer.body.items.map(({ priority }) => priority)]).toEqual([
        200,
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      ]);
    } finally {
      await world.query(acme, 'UPDATE [dbo].[TenantSetting] SET [MaxDirectDeposits] = NULL;');
    }
  });

  test('needs the list’s tag: 428 without, 412 with an older one or a row’s', async () => {
    const { employee, put } = await employeeWith(account('160001'));
    const [row] = put.body.items;
    const rowTag = (await api.get({ employee, id: row?.id })).headers['etag'];
    const items = [{ id: row?.id, ...account('160001'), nickname: 'x' }];
    const statuses: unknown[] = [];
    for (const ifMatch of [undefined, '"x"', rowTag, put.headers['etag'], put.headers['etag']]) {
      statuses.push((await api.replace({ employee, ifMatch, body: { items } })).status);
    }
    expect(statuses).toEqual([428, 412, 412, 200, 412]);
  });

  test('empties the list, and repeats that with its tag for the same key', async () => {
    const { employee, put } = await employeeWith(account('165001'));
    const call = { employee, ifMatch: put.headers['etag'], body: { items: [] }, idempotencyKey: 'empty' };
    const emptied = await api.replace(call);
    const {
      'idempotency-replayed': replayed,
      'x-request-id': id,
      ...repeated
    } = (await api.replace(call)).headers;

    expect([emptied.status, replayed]).toEqual([200, 'true']);
    const { 'x-request-id': firstId, ...first } = emptied.headers;
    expect(repeated).toEqual(first);
    expect(id).not.toBe(firstId);
    expect((await api.list({ employee })).headers['etag']).toBe(emptied.headers['etag']);
  });

  const one = (change: object) => [{ ...account('170001'), ...change }];
  test.each([
    ['no remainder', [fixed('170001')], ['splits.remainder /items/0/allocation/kind']],
    [
      'a remainder that is not last',
      [account('170001'), account('170002')],
      ['splits.remainder /items/0/allocation/kind'],
    ],
    ['a priority that is not the place', one({ priority: 2 }), ['splits.priority /items/0/priority']],
    ['an unknown id', one({ id: '00000000-0000-4000-8000-000000000000' }), ['split.destination /items/0/id']],
    [
      'the same account twice',
      [{ ...fixed('170001') }, account('170001')],
      ['splits.duplicate /items/1/accountNumber'],
    ],
    [
      'four where three are allowed',
      [fixed('171'), fixed('172'), fixed('173'), account('174')].map((it) => ({
        ...it,
        accountNumber: `${it.accountNumber}99`,
      })),
      ['splits.max /items'],
    ],
    [
      'a new one without a number',
      one({ accountNumber: undefined }),
      ['account.chars /items/0/accountNumber'],
    ],
    [
      'broken items and a broken set, all at once',
      [
        { ...fixed('170001'), routingNumber: '1' },
        { ...fixed('0000'), priority: 7 },
      ],
      [
        'routing.length /items/0/routingNumber',
        'account.zero /items/1/accountNumber',
        'splits.priority /items/1/priority',
        'splits.remainder /items/1/allocation/kind',
      ],
    ],
  ])('refuses %s with 422 and changes nothing', async (_, items, rules) => {
    const { employee, put } = await employeeWith(account('179999'));
    const answer = await api.replace({ employee, ifMatch: put.headers['etag'], body: { items } });
    expect([answer.status, rulesOf(answer)]).toEqual([422, rules]);
    expect((await api.list({ employee })).headers['etag']).toBe(put.headers['etag']);
  });

  test('refuses the id of another employee’s row like an unknown one', async () => {
    const other = await employeeWith(account('180001'));
    const { employee, put } = await employeeWith(account('180002'));
    const foreign = { id: other.put.body.items[0]?.id, ...account('180003') };
    const answer = await api.replace({ employee, ifMatch: put.headers['etag'], body: { items: [foreign] } });
    expect([answer.status, rulesOf(answer)]).toEqual([422, ['split.destination /items/0/id']]);
    expect((await api.list({ employee: other.employee })).body.items).toEqual(other.put.body.items);
  });
});

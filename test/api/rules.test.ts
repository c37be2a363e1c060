// Each rule by its name, through the API: the smallest request that breaks it and its neighbour that does not. What was
// stored before stands in `before`; a rule that only warns is found among the warnings.

import { ruleMessages, type RuleName } from '#shared/domain/rule';
import { addBankingDays } from '#shared/domain/banking-calendar';
import { addDays, isoDateIn } from '#shared/domain/iso-date';
import {
  acme,
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

const today = isoDateIn('America/New_York', new Date());
const payDate = addBankingDays(today, 8);

type Body = Readonly<Record<string, unknown>>;
type Case = {
  readonly status: 200 | 201 | 409 | 422;
  readonly breaks: Body;
  readonly keeps: Body;
  /** Direct deposits that the employee has already. */
  readonly before?: readonly Body[];
  /** Sent where it is not to POST. */
  readonly send?: (employee: string, body: Body) => Promise<Answer>;
  readonly pointer: string;
};

const base = { accountType: 'checking', routingNumber: '021000021', accountNumber: '700001' };
const remainder: Body = { ...base, allocation: { kind: 'remainder' } };
const withShare = (allocation: object, accountNumber = '700002'): Body => ({
  ...base,
  accountNumber,
  allocation,
});
const fixed = (amountCents: unknown, accountNumber?: string): Body =>
  withShare({ kind: 'fixed', amountCents }, accountNumber);
const percentage = (basisPoints: unknown, accountNumber?: string): Body =>
  withShare({ kind: 'percentage', basisPoints }, accountNumber);
const change = (changed: Body): Body => ({ ...remainder, ...changed });

const replace = async (employee: string, body: Body): Promise<Answer> => {
  const ifMatch = (await api.list({ employee })).headers['etag'];
  return api.replace({ employee, ifMatch, body });
};
const simulate = (employee: string, body: Body): Promise<Answer> => api.simulate({ employee, body });
const items = (...list: Body[]): Body => ({ items: list });

/** Changes what it has just created, with the body's own day for the creation alone. */
const createAndChange = async (employee: string, { effectiveOn, ...body }: Body): Promise<Answer> => {
  const created = await api.create({ employee, body: { ...body, effectiveOn } });
  return api.update({ employee, id: created.body.id, ifMatch: '*', body });
};

/** Runs with a payroll of that status told for the employees’ pay group. */
const whileStatusIs = (employee: string, { status, ...body }: Body): Promise<Answer> =>
  withPayroll(String(status), () => api.create({ employee, body }));

const withPayroll = async (status: string, work: () => Promise<Answer>): Promise<Answer> => {
  await world.query(
    acme,
    `INSERT INTO [dbo].[Payroll] ([PayGroup], [PayDate], [PeriodBegin], [Status])
     VALUES ('biweekly', CAST(@payDate AS date), CAST(@begin AS date), @status);`,
    { payDate, begin: addDays(payDate, -14), status },
  );
  try {
    return await work();
  } finally {
    await world.query(acme, 'DELETE FROM [dbo].[Payroll];');
  }
};

/** As the bank would have it: the employee's account is another one now, and the one before is not to be entered again. */
const enterCorrected = async (employee: string, body: Body): Promise<Answer> => {
  const created = await api.create({ employee, body: { ...body, accountNumber: '700001' } });
  await world.query(
    acme,
    `INSERT INTO [dbo].[CorrectedAccount] ([EmployeeId], [AccountId], [NewAccountId], [DirectDepositId], [AccountType],
  [RoutingNumber], [AccountFingerprint], [CorrectedAt])
SELECT [EmployeeId], 'a', 'b', [DirectDepositId], [AccountType], [RoutingNumber], [AccountFingerprint], SYSUTCDATETIME()
FROM [dbo].[DirectDeposit] WHERE [EmployeeId] = @employee;`,
    { employee },
  );
  const { id } = created.body;
  await api.update({ employee, id, ifMatch: '*', body: { ...body, accountNumber: '700003' } });
  return api.update({ employee, id, ifMatch: '*', body });
};

/** A reason to hold what is stored; no request breaks it. */
type RequestRule = Exclude<RuleName, 'return.code'>;

const setGuards = (values: string): Promise<unknown> =>
  world.query(acme, `UPDATE [dbo].[TenantSetting] SET ${values};`);

/** A second change of the account, with the guard on where the body says so. */
const changeAgain = async (employee: string, { isGuarded, ...body }: Body): Promise<Answer> => {
  const { id } = (await api.create({ employee, body })).body;
  await setGuards(isGuarded === true ? '[HoldFastChanges] = 1' : '[HoldFastChanges] = 0');
  try {
    await api.update({ employee, id, ifMatch: '*', body: { ...body, accountNumber: '700021' } });
    return await api.update({ employee, id, ifMatch: '*', body: { ...body, accountNumber: '700022' } });
  } finally {
    await setGuards('[HoldFastChanges] = 0');
  }
};

/** A change of the account of a tenant that has each of them approved. */
const changeOnApproval = async (employee: string, { isApproved, ...body }: Body): Promise<Answer> => {
  const { id } = (await api.create({ employee, body })).body;
  await setGuards(`[ApproveChanges] = ${isApproved === true ? 1 : 0}`);
  try {
    return await api.update({ employee, id, ifMatch: '*', body: { ...body, accountNumber: '700023' } });
  } finally {
    await setGuards('[ApproveChanges] = 0');
  }
};

const cases: Readonly<Record<RequestRule, Case>> = {
  'routing.length': {
    status: 422,
    breaks: change({ routingNumber: '02100002' }),
    keeps: remainder,
    pointer: '/routingNumber',
  },
  'routing.checksum': {
    status: 422,
    breaks: change({ routingNumber: '021000022' }),
    keeps: remainder,
    pointer: '/routingNumber',
  },
  'routing.prefix': {
    status: 422,
    breaks: change({ routingNumber: '000000000' }),
    keeps: change({ routingNumber: '011000015' }),
    pointer: '/routingNumber',
  },
  'account.chars': {
    status: 422,
    breaks: change({ accountNumber: '123' }),
    keeps: change({ accountNumber: '1234' }),
    pointer: '/accountNumber',
  },
  'account.zero': {
    status: 422,
    breaks: change({ accountNumber: '0000' }),
    keeps: change({ accountNumber: '0001' }),
    pointer: '/accountNumber',
  },
  'account.repeat': {
    status: 201,
    breaks: change({ accountNumber: '11111' }),
    keeps: change({ accountNumber: '11112' }),
    pointer: '/accountNumber',
  },
  'account.looksLikeCard': {
    status: 422,
    breaks: change({ accountNumber: '4111111111111111' }),
    keeps: change({ accountNumber: '4111111111111112' }),
    pointer: '/accountNumber',
  },
  'account.confirm': {
    status: 422,
    breaks: change({ accountNumberConfirm: '700002' }),
    keeps: change({ accountNumberConfirm: '700001' }),
    pointer: '/accountNumberConfirm',
  },
  'account.equalsRouting': {
    status: 422,
    breaks: change({ accountNumber: '021000021' }),
    keeps: change({ accountNumber: '021000022' }),
    pointer: '/accountNumber',
  },
  'account.type': {
    status: 422,
    breaks: change({ accountType: 'Checking' }),
    keeps: change({ accountType: 'savings' }),
    pointer: '/accountType',
  },
  'mask.token': {
    status: 422,
    breaks: change({ accountNumber: '****0001' }),
    keeps: change({ accountNumber: '0001' }),
    pointer: '/accountNumber',
  },
  'nickname.length': {
    status: 422,
    breaks: change({ nickname: '🏠'.repeat(101) }),
    keeps: change({ nickname: '🏠'.repeat(100) }),
    pointer: '/nickname',
  },
  'nickname.chars': {
    status: 422,
    breaks: change({ nickname: 'a\u0007b' }),
    keeps: change({ nickname: 'a\u00a0b' }),
    pointer: '/nickname',
  },
  'allocation.kind': {
    status: 422,
    breaks: change({ allocation: { kind: 'rest' } }),
    keeps: remainder,
    pointer: '/allocation/kind',
  },
  'split.amount': {
    status: 422,
    breaks: fixed(10_000_000),
    keeps: fixed(9_999_999),
    before: [remainder],
    pointer: '/allocation/amountCents',
  },
  'split.percent': {
    status: 409,
    breaks: percentage(5_001),
    keeps: percentage(5_000),
    before: [remainder, percentage(5_000, '700003')],
    pointer: '/allocation/basisPoints',
  },
  'split.destination': {
    status: 422,
    breaks: items({ ...remainder, id: 'x' }),
    keeps: items(remainder),
    send: replace,
    pointer: '/items/0/id',
  },
  'splits.max': {
    status: 409,
    breaks: fixed(1, '700005'),
    keeps: fixed(1, '700005'),
    before: [remainder, fixed(1), fixed(1, '700004')],
    pointer: '',
  },
  'splits.remainder': { status: 409, breaks: fixed(1), keeps: remainder, pointer: '/allocation/kind' },
  'splits.priority': {
    status: 409,
    breaks: { ...fixed(1), priority: 2 },
    keeps: { ...fixed(1), priority: 1 },
    before: [remainder],
    pointer: '/priority',
  },
  'splits.duplicate': {
    status: 409,
    breaks: fixed(1, '700001'),
    keeps: { ...fixed(1, '700001'), accountType: 'savings' },
    before: [remainder],
    pointer: '/accountNumber',
  },
  'effective.date': {
    status: 422,
    breaks: change({ effectiveOn: '2026-02-30' }),
    keeps: change({ effectiveOn: addDays(today, 1) }),
    pointer: '/effectiveOn',
  },
  'upcoming.notInForce': {
    status: 409,
    breaks: change({ effectiveOn: addDays(today, 30) }),
    keeps: change({}),
    send: createAndChange,
    pointer: '',
  },
  'payroll.locked': {
    status: 409,
    breaks: change({ status: 'posting' }),
    keeps: change({ status: 'open' }),
    send: whileStatusIs,
    pointer: '',
  },
  'fraud.sharedAccount': {
    status: 201,
    breaks: change({ accountNumber: '799999' }),
    keeps: change({ accountNumber: '799998' }),
    pointer: '/accountNumber',
  },
  'fraud.velocity': {
    status: 200,
    breaks: change({ accountNumber: '700020', isGuarded: true }),
    keeps: change({ accountNumber: '700020' }),
    send: changeAgain,
    pointer: '/accountNumber',
  },
  'fraud.approval': {
    status: 200,
    breaks: change({ accountNumber: '700024', isApproved: true }),
    keeps: change({ accountNumber: '700024' }),
    send: changeOnApproval,
    pointer: '/accountNumber',
  },
  'noc.code': {
    status: 409,
    breaks: change({ accountNumber: '700001' }),
    keeps: change({ accountNumber: '700004' }),
    send: enterCorrected,
    pointer: '',
  },
  'netPay.amount': {
    status: 422,
    breaks: { netPayCents: [-1] },
    keeps: { netPayCents: [0] },
    send: simulate,
    pointer: '/netPayCents/0',
  },
  'netPay.count': {
    status: 422,
    breaks: { netPayCents: [] },
    keeps: { netPayCents: [0] },
    send: simulate,
    pointer: '/netPayCents',
  },
};

const create = (employee: string, body: Body): Promise<Answer> => api.create({ employee, body });

const employeeWith = async (before: readonly Body[]): Promise<string> => {
  const employee = await world.newEmployee();
  for (const body of before) expect((await create(employee, body)).status).toBe(201);
  return employee;
};

const foundIn = ({ status, body }: Answer): string[] =>
  (status < 300 ? body.warnings : body.errors).map(({ rule, pointer }) => `${rule} ${pointer}`);

const keepsOf = (rule: RuleName, before: readonly Body[] = []): readonly Body[] =>
  rule === 'splits.max' ? before.slice(0, -1) : before;

describe('the rule', () => {
  beforeAll(async () => {
    await create(await world.newEmployee(), change({ accountNumber: '799999' }));
  });

  test.each(Object.entries(cases))(
    '%s',
    async (name, { status, breaks, keeps, before = [], send = create, pointer }) => {
      const rule = name as RuleName;
      const broken = await send(await employeeWith(before), breaks);
      const kept = await send(await employeeWith(keepsOf(rule, before)), keeps);

      expect([broken.status, foundIn(broken)]).toEqual([
        status,
        expect.arrayContaining([`${rule} ${pointer}`]),
      ]);
      expect(kept.status).toBeLessThan(300);
      expect((kept.body.warnings ?? []).map((warning) => warning.rule)).not.toContain(rule);
    },
  );

  test('has a sentence of its own in the answer, which is the only thing told', async () => {
    const answer = await create(
      await employeeWith([]),
      change({ accountNumber: '123', routingNumber: '021000022' }),
    );
    expect(answer.body.errors).toEqual([
      { rule: 'routing.checksum', pointer: '/routingNumber', message: ruleMessages['routing.checksum'] },
      { rule: 'account.chars', pointer: '/accountNumber', message: ruleMessages['account.chars'] },
    ]);
  });
});

// The two looks that are more than a masked list: a whole account number, and who did what.

import { captureOutput } from '#test/support/captured-output';
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

const body = (accountNumber: string, change: object = {}) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation: { kind: 'remainder' },
  ...change,
});

const employeeWith = async (accountNumber: string) => {
  const employee = await world.newEmployee();
  const created = await api.create({ employee, subject: 'maker', body: body(accountNumber) });
  return { employee, created, id: created.body.id };
};

describe('revealing an account number', () => {
  test('answers it once, leading zeros and all, and the look is in the history before the answer', async () => {
    const { employee, id } = await employeeWith('00500017');
    const output = captureOutput();
    const answer = await api.reveal({ employee, id, subject: 'looker' });
    output.stop();
    const { items } = (await api.history({ employee })).body;

    expect([answer.status, answer.body]).toEqual([200, { accountNumber: '00500017' }]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(items[0]).toMatchObject({
      action: 'reveal',
      subject: 'looker',
      directDepositId: id,
      before: null,
    });
    expect(output.text()).not.toContain('00500017');
    expect(JSON.stringify(items)).not.toContain('00500017');
  });

  test('keeps the reason with the look, and takes no other than those that there are', async () => {
    const { employee, id } = await employeeWith('500015');
    const refused = await api.reveal({ employee, id, query: { reason: 'because' } });
    expect([refused.status, refused.body.code]).toEqual([400, 'QUERY_MALFORMED']);
    expect((await api.reveal({ employee, id, query: { reason: 'payment-failed' } })).status).toBe(200);
    expect((await api.reveal({ employee, id })).status).toBe(200);

    const looks = (await api.history({ employee })).body.items.filter(({ action }) => action === 'reveal');
    expect(looks[1]?.after).toMatchObject({ reason: 'payment-failed' });
    expect(looks[0]?.after).not.toHaveProperty('reason');
    expect(looks).toHaveLength(2);
  });

  test('is never a dry run: 400, and no look is recorded', async () => {
    const { employee, id } = await employeeWith('500016');
    const answer = await api.reveal({ employee, id, query: { dryRun: 'true' } });
    expect([answer.status, answer.body.code]).toEqual([400, 'QUERY_MALFORMED']);
    expect((await api.history({ employee })).body.items.map(({ action }) => action)).toEqual(['create']);
    expect((await api.reveal({ employee, id, query: { dryRun: 'false' } })).status).toBe(200);
  });

  test('changes neither the row nor its tag', async () => {
    const { employee, id, created } = await employeeWith('500018');
    await api.reveal({ employee, id });
    expect((await api.get({ employee, id })).headers['etag']).toBe(created.headers['etag']);
  });

  test.each([
    ['11 minutes ago', { authenticatedSecondsAgo: 660 }],
    ['in an hour', { authenticatedSecondsAgo: -3_600 }],
    ['no time of login', { claims: { tenant_id: acme, roles: '[payroll-admin]', sub: 's' } }],
    ['some other time', { claims: { tenant_id: acme, roles: '[payroll-admin]', sub: 's', auth_time: 'x' } }],
  ])('is 401 for who signed in %s', async (_, call) => {
    const { employee, id } = await employeeWith('500019');
    const answer = await api.reveal({ employee, id, ...call });
    expect([answer.status, answer.body.code]).toEqual([401, 'INSUFFICIENT_USER_AUTHENTICATION']);
    expect(answer.headers['www-authenticate']).toContain('max_age="600"');
    expect((await api.history({ employee })).body.items.map(({ action }) => action)).toEqual(['create']);
  });

  test('takes a sign-in that is just under 10 minutes old, as API Gateway writes large numbers', async () => {
    const { employee, id } = await employeeWith('500020');
    expect((await api.reveal({ employee, id, authenticatedSecondsAgo: 590 })).status).toBe(200);
    const seconds = Math.floor(Date.now() / 1_000) / 1e9;
    const claims = { tenant_id: acme, roles: '[payroll-admin]', sub: 's', auth_time: `${seconds}E9` };
    expect((await api.reveal({ employee, id, claims })).status).toBe(200);
  });

  test('is for the employee and payroll-admin: 403 for a viewer, 404 for anybody else', async () => {
    const { employee, id } = await employeeWith('500021');
    const statusAs = async (call: object) => (await api.reveal({ employee, id, ...call })).status;
    expect(await statusAs({ roles: '[employee]', ownEmployee: employee })).toBe(200);
    expect(await statusAs({ roles: '[viewer]' })).toBe(403);
    expect(await statusAs({ roles: '[employee]', ownEmployee: 'e-other' })).toBe(404);
    expect(await statusAs({ id: '00000000-0000-4000-8000-000000000000' })).toBe(404);
    expect(await statusAs({ id: 'x' })).toBe(404);
    expect(await statusAs({ tenant: globex })).toBe(404);
  });

  test('of a number that cannot be opened is 500, and no look at it is written', async () => {
    const { employee, id } = await employeeWith('500022');
    await world.query(
      acme,
      'UPDATE [dbo].[DirectDeposit] SET [SealedAccountNumber] = 0x00 WHERE [EmployeeId] = @employee;',
      { employee },
    );
    const answer = await api.reveal({ employee, id });
    expect([answer.status, answer.body.code]).toEqual([500, 'ACCOUNT_NUMBER_UNREADABLE']);
    expect((await api.history({ employee })).body.items).toHaveLength(1);
  });
});

describe('the history', () => {
  const cursorIn = ({ headers }: Answer): string | undefined =>
    /[?&]cursor=([^&>]+)/.exec(headers['link'] ?? '')?.[1];

  test('tells who changed what when, masked, newest first, each with the receipt that its answer had', async () => {
    const { employee, created, id } = await employeeWith('5100000001');
    const updated = await api.update({
      employee,
      id,
      subject: 'changer',
      ifMatch: '*',
      body: body('5100000002', { nickname: 'n' }),
    });
    const removed = await api.remove({ employee, id, subject: 'remover', ifMatch: '*' });
    const answer = await api.history({ employee });

    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty('link');
    expect(answer.body.items).toMatchObject([
      { action: 'delete', subject: 'remover', after: null, receipt: removed.body.receipt },
      {
        action: 'update',
        subject: 'changer',
        directDepositId: id,
        before: { accountNumberMask: '****0001' },
        after: { accountNumberMask: '****0002', nickname: 'n' },
        receipt: updated.body.receipt,
      },
      { action: 'create', subject: 'maker', before: null, receipt: created.body.receipt },
    ]);
    expect(answer.text).not.toMatch(/510000000\d/);
  });

  test('comes in pages that follow one another without a gap, also while rows are added', async () => {
    const { employee, id } = await employeeWith('520001');
    for (let count = 0; count < 6; count += 1) await api.reveal({ employee, id });
    const seen: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await api.history({
        employee,
        query: { limit: '3', ...(cursor === undefined ? {} : { cursor }) },
      });
      expect(page.status).toBe(200);
      if (pages === 0) await api.reveal({ employee, id });
      seen.push(...page.body.items.map((item) => item.id));
      cursor = cursorIn(page);
      pages += 1;
    } while (cursor !== undefined);
    expect([pages, seen.length, new Set(seen).size]).toEqual([3, 7, 7]);
  });

  test('refuses a cursor of another employee, another tenant or no one, and limits beyond 100', async () => {
    const { employee, id } = await employeeWith('530001');
    const other = await employeeWith('530002');
    await api.reveal({ employee, id });
    const page = await api.history({ employee, query: { limit: '1' } });
    const cursor = cursorIn(page) ?? '';
    const twin = await world.newEmployee(globex);
    const statusOf = async (call: Parameters<Container['history']>[0]) => {
      const answer = await api.history(call);
      return [answer.status, answer.body.code];
    };
    const malformed = [400, 'QUERY_MALFORMED'];
    expect((await api.history({ employee, query: { cursor } })).status).toBe(200);
    expect(await statusOf({ employee: other.employee, query: { cursor } })).toEqual(malformed);
    expect(await statusOf({ employee: twin, tenant: globex, query: { cursor } })).toEqual(malformed);
    const changed = `${cursor.slice(0, -1)}${cursor.endsWith('A') ? 'B' : 'A'}`;
    for (const query of [
      { cursor: changed },
      { cursor: '' },
      { cursor: '1' },
      { limit: '101' },
      { limit: '0' },
      { limit: '1.5' },
      { limit: '' },
    ]) {
      expect(await statusOf({ employee, query })).toEqual(malformed);
    }
    expect((await api.history({ employee, query: { limit: '100' } })).status).toBe(200);
  });

  test('is read by who may read, and hidden like the employee', async () => {
    const { employee } = await employeeWith('540001');
    const statusAs = async (call: object) => (await api.history({ employee, ...call })).status;
    expect(await statusAs({ roles: '[viewer]' })).toBe(200);
    expect(await statusAs({ roles: '[employee]', ownEmployee: employee })).toBe(200);
    expect(await statusAs({ roles: '[employee]', ownEmployee: 'e-other' })).toBe(404);
    expect(await statusAs({ employee: 'e-nobody' })).toBe(404);
    expect(await statusAs({ tenant: globex })).toBe(404);
  });
});

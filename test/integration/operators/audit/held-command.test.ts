// `npm run audit -- held`: what waits for a second person, without any account number.

import { acme, startDepositsWorld, type DepositsWorld } from '../../../support/deposits-world.ts';
import { credentialsCli } from '../../../support/credentials-cli.ts';
import { findCanaries } from '../../../support/find-canaries.ts';

jest.setTimeout(60_000);

let world: DepositsWorld;
beforeAll(async () => {
  world = await startDepositsWorld();
});
afterAll(() => world?.stop());

const held = (...args: readonly string[]) => {
  const { isEncrypted, isCertificateTrusted } = world.sql.server;
  return credentialsCli(world)(['held', ...args], {
    script: 'audit',
    env: {
      DEPOSITS_SQL_ENCRYPT: isEncrypted === true ? 'on' : 'off',
      DEPOSITS_SQL_TRUST_CERTIFICATE: isCertificateTrusted === true ? 'on' : 'off',
    },
  });
};

test('lists held direct deposits of a tenant, and none of another; nothing held is said', async () => {
  const empty = await held();
  const api = world.newContainer();
  const body = {
    accountType: 'checking',
    routingNumber: '021000021',
    accountNumber: '7340123456',
    allocation: { kind: 'remainder' },
  };
  const created = [];
  for (const subject of ['a', 'b', 'c']) {
    const employee = await world.newEmployee(acme);
    created.push({ employee, answer: await api.create({ employee, subject, body }) });
  }
  const third = created[2];

  const shown = await held('--tenant', 'acme');
  const json = await held('--json');

  expect([empty.code, empty.stdout]).toEqual([0, 'Nothing is held.\n']);
  expect(shown.code).toBe(0);
  expect(shown.stdout.split('\n')).toHaveLength(3);
  expect(shown.stdout).toContain(`${third?.employee}  ${third?.answer.body.id}  c`);
  expect(JSON.parse(json.stdout)).toEqual({
    tenants: [
      {
        tenantId: 'acme',
        held: [
          {
            employeeId: third?.employee,
            directDepositId: third?.answer.body.id,
            requestedBy: 'c',
            since: expect.stringMatching(/^20\d\d-.*Z$/),
          },
        ],
      },
      { tenantId: 'globex', held: [] },
    ],
  });
  expect(findCanaries(shown.output + json.output, ['7340123456', '021000021'])).toEqual([]);
});

test('a tenant that is not set up yet is told apart from one that cannot be read', async () => {
  await world.writer.putPolicy('hooli' as never, { status: 'active', formatFloor: 'jwe1' });
  const notSetUp = await held('--tenant', 'hooli');
  const login = world.loginOf(acme);
  await world.seal(acme, 'sql-server', { ...login, password: 'held-canary' });
  const refused = await held();
  await world.seal(acme, 'sql-server', login);

  expect([notSetUp.code, notSetUp.stderr]).toEqual([3, expect.stringContaining('hooli: not set up yet')]);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('acme: ')]);
  expect(refused.stderr).toContain('18456');
  expect(findCanaries(refused.output, ['held-canary'])).toEqual([]);
});

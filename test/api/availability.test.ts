import { credentialItemKey } from '#shared/tenants/tenant-table';
import type { TenantId } from '#shared/domain/tenant-id';
import {
  acme,
  globex,
  startDepositsWorld,
  type Answer,
  type DepositsWorld,
} from '#test/support/deposits-world';

let world: DepositsWorld;

beforeAll(async () => {
  world = await startDepositsWorld();
}, 60_000);
afterAll(() => world?.stop());

const read = (tenant: TenantId = acme, container = world.newContainer()): Promise<Answer> =>
  container.list({ tenant, employee: 'e-nobody' });

const expectPassing = (answer: Answer, code: string): void => {
  expect([answer.status, answer.body.code]).toEqual([503, code]);
  expect(answer.headers['retry-after']).toMatch(/^[1-9][0-9]*$/);
};

const expectPermanent = (answer: Answer, code: string): void => {
  expect([answer.status, answer.body.code]).toEqual([500, code]);
  expect(answer.headers).not.toHaveProperty('retry-after');
};

/** Runs `work` with another envelope in place of the tenant's database login, then seals the login anew. */
const withEnvelope = async (envelope: string, work: () => Promise<void>): Promise<void> => {
  const tenant = { S: acme };
  const itemKey = { S: credentialItemKey('sql-server') };
  const version = { N: '1000' };
  const updatedAt = { S: '2026-01-05T12:00:00.000Z' };
  await world.putItem({ tenantId: tenant, itemKey, envelope: { S: envelope }, version, updatedAt });
  try {
    await work();
  } finally {
    await world.seal(acme, 'sql-server', world.loginOf(acme));
  }
};

describe('when a tenant may not be served', () => {
  test('a suspended tenant is 403, at once and until it is active again', async () => {
    await world.writer.putPolicy(acme, { status: 'suspended', formatFloor: 'jwe1' });
    try {
      const answer = await read();
      expect([answer.status, answer.body.code]).toEqual([403, 'TENANT_SUSPENDED']);
    } finally {
      await world.writer.putPolicy(acme, { status: 'active', formatFloor: 'jwe1' });
    }
    expect((await read()).status).toBe(404);
  });
});

describe('when a credential cannot be had', () => {
  test.each([
    ['the decryptor is throttled', { kind: 'error', status: 429, name: 'TooManyRequestsException' }],
    ['the decryptor fails', { kind: 'function-error' }],
    ['the call is cut off', { kind: 'reset' }],
    ['Lambda is out of order', { kind: 'error', status: 500, name: 'ServiceException' }],
  ] as const)('503 with Retry-After while %s, and no word of it later', async (_, planned) => {
    world.lambda.planned.push(planned, planned, planned, planned);
    const answer = await read();
    world.lambda.planned.length = 0;
    expectPassing(answer, 'CREDENTIAL_UNAVAILABLE');
    expect((await read()).status).toBe(404);
  });

  test('503 while KMS is out of order', async () => {
    world.kms.setFault(() => ({ name: 'KMSInternalException', status: 500 }));
    const answer = await world.withColdDecryptor(() => read());
    world.kms.setFault(undefined);
    expectPassing(answer, 'CREDENTIAL_UNAVAILABLE');
  });

  test.each([
    ['another tenant’s envelope', () => world.envelopeOf(globex, 'sql-server')],
    ['another purpose’s envelope', () => world.envelopeOf(acme, 'payroll-api')],
    ['no envelope at all', () => Promise.resolve('jwe1:')],
    ['an unknown format', () => Promise.resolve('rot13:abc')],
  ])('500 without Retry-After for %s', async (_, envelope) => {
    await withEnvelope(await envelope(), async () => {
      expectPermanent(await read(), 'CREDENTIAL_UNUSABLE');
    });
    expect((await read()).status).toBe(404);
  });
});

describe('when the database cannot be used', () => {
  const withLogin = async (change: object, work: () => Promise<void>): Promise<void> => {
    const login = world.loginOf(acme);
    // Twice: a version that worked before would be tried.
    for (let version = 0; version < 2; version += 1) {
      await world.seal(acme, 'sql-server', { ...login, ...change });
    }
    try {
      await work();
    } finally {
      await world.seal(acme, 'sql-server', login);
    }
  };

  test.each([
    ['a wrong password', () => ({ password: 'wrong-canary' })],
    ['an unknown login', () => ({ user: 'nobody' })],
    ['a database that does not exist', () => ({ database: 'nothing' })],
    ['another tenant’s database', () => ({ database: world.loginOf(globex).database })],
  ])('503 for %s', async (_, change) => {
    await withLogin(change(), async () => expectPassing(await read(), 'DATABASE_LOGIN_REFUSED'));
    expect((await read()).status).toBe(404);
  });

  test('503 while nothing listens there', async () => {
    await withLogin({ port: 1 }, async () => expectPassing(await read(), 'DATABASE_UNAVAILABLE'));
  });

  test('503 DATABASE_NOT_READY while its migrations are missing', async () => {
    const database = await world.newEmptyDatabase(acme);
    await withLogin({ database }, async () => expectPassing(await read(), 'DATABASE_NOT_READY'));
  });

  test('the caller’s tenant decides the login: the other tenant’s credential is never used', async () => {
    const before = world.sql.events.length;
    await read(acme);
    await read(globex);
    if (!world.sql.isEmbedded) return;
    const logins = world.sql.events.slice(before).filter(({ kind }) => kind === 'login');
    const seen = new Set(
      logins.map((event) => JSON.stringify([Reflect.get(event, 'login'), Reflect.get(event, 'database')])),
    );
    const expected = [acme, globex].map((tenant) => {
      const { user, database } = world.loginOf(tenant);
      return JSON.stringify([user, database]);
    });
    expect([...seen].sort()).toEqual(expected.sort());
  });
});

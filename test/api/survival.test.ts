// What a tenant's requests survive: a login that leads elsewhere, a refused or changed password, a frozen network, a lost
// COMMIT, a server without encryption.

import { randomUUID } from 'node:crypto';
import {
  acme,
  globex,
  startDepositsWorld,
  storedPart,
  type Answer,
  type DepositsWorld,
} from '#test/support/deposits-world';
import { startStallingProxy, type StallingProxy } from '#test/support/stalling-proxy';
import { captureOutput } from '#test/support/captured-output';
import { asAdministrator } from '#local/seed/provision-database';
import { CachedCredentialSource } from '#shared/credentials/cached-credential-source';
import { createSource } from '#shared/runtime/lambda-source-runtime';
import { createSqlDirectDepositStore } from '#shared/direct-deposits/sql/sql-direct-deposit-store';
import { createSqlPools } from '#shared/sql/sql-pools';
import { openMssqlDatabase } from '#shared/sql/mssql-database';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import type { SqlFailure } from '#shared/sql/sql-failure';
import type { SqlDatabase, SqlSession } from '#shared/sql/sql-session';
import { fail, type Result } from '#shared/platform/result';

let world: DepositsWorld;
let proxy: StallingProxy;

beforeAll(async () => {
  world = await startDepositsWorld();
  proxy = await startStallingProxy(world.sql.server.port);
}, 60_000);
afterAll(async () => {
  await world?.stop();
  await proxy?.stop();
});

const body = (accountNumber: string, allocation: object = { kind: 'remainder' }) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation,
});

const withLogin = async (change: object, work: () => Promise<void>): Promise<void> => {
  // Twice: a version that worked before would be tried.
  for (let version = 0; version < 2; version += 1) {
    await world.seal(acme, 'sql-server', { ...world.loginOf(acme), ...change });
  }
  try {
    await work();
  } finally {
    await world.seal(acme, 'sql-server', world.loginOf(acme));
  }
};

const eventsSince = (start: number) => world.sql.events.slice(start);
const loginsOf = (user: string, start: number) =>
  eventsSince(start).filter((event) => event.kind === 'login' && event.login === user);

describe('a credential that holds another tenant’s login', () => {
  test('shows and changes nothing of that tenant on any route, and is told as our fault', async () => {
    const employee = `e-${randomUUID()}`;
    for (const tenant of [acme, globex]) {
      await world.query(
        tenant,
        `INSERT INTO [dbo].[Employee] ([EmployeeId], [Name], [PayGroup]) VALUES (@id, N'Twin', 'biweekly');`,
        { id: employee },
      );
    }
    const own = world.newContainer();
    const created = await own.create({ tenant: globex, employee, body: body('7000000007') });
    const { id } = created.body;

    await withLogin(world.loginOf(globex), async () => {
      const swapped = world.newContainer();
      const answers: Answer[] = [
        await swapped.list({ employee }),
        await swapped.get({ employee, id }),
        await swapped.create({ employee, body: body('8000000008') }),
        await swapped.update({ employee, id, ifMatch: '*', body: body('8000000008') }),
        await swapped.remove({ employee, id, ifMatch: '*' }),
      ];
      for (const answer of answers) {
        expect([answer.status, answer.body.code]).toEqual([500, 'TENANT_MISMATCH']);
        // The request's id may have any digits.
        expect(JSON.stringify({ ...answer.body, instance: '' })).not.toContain('0007');
      }
    });

    const { items } = (await own.list({ tenant: globex, employee })).body;
    expect(items).toEqual([storedPart(created)]);
  });
});

describe('a refused login', () => {
  test('is tried once with what is cached and asked for anew, then not again for a while', async () => {
    await withLogin({ password: 'wrong-canary' }, async () => {
      const start = world.sql.events.length;
      const api = world.newContainer();
      const answers: Answer[] = [];
      for (let count = 0; count < 5; count += 1) answers.push(await api.list({ employee: 'e-nobody' }));
      expect(answers.map(({ status, body: { code } }) => [status, code])).toEqual(
        Array.from({ length: 5 }, () => [503, 'DATABASE_LOGIN_REFUSED']),
      );
      if (world.sql.isEmbedded) expect(loginsOf(world.loginOf(acme).user, start)).toHaveLength(1);
    });
  });

  test('names the server’s error number in the log', async () => {
    const output = captureOutput();
    await withLogin({ password: 'wrong-canary' }, async () => {
      await world.newContainer().list({ employee: 'e-nobody' });
    });
    output.stop();
    expect(output.text()).toMatch(/"event":"sql.request.failed".*"statement":"login".*"number":18456/);
  });

  test('after the password was changed recovers within the request', async () => {
    const { user, database } = world.loginOf(acme);
    const setPassword = (password: string) =>
      asAdministrator(world.sql.server, 'master', (pool) =>
        pool.batch(`ALTER LOGIN [${user}] WITH PASSWORD = N'${password}';`),
      );
    await world.seal(acme, 'sql-server', world.loginOf(acme));
    const { source } = createSource(process.env, world.deps.log);
    const credentials = new CachedCredentialSource({ source, clock: systemClock });
    const caller = { function: 'test', requestId: 'r-1', subject: 'test' };
    const deadline = deadlineIn(systemClock, 5_000);
    await credentials.use(acme, ['sql-server'], () => Promise.resolve(), { caller, deadline });

    const password = `New-canary-${randomUUID()}`;
    await setPassword(password);
    try {
      await world.seal(acme, 'sql-server', { ...world.loginOf(acme), database, password });
      const start = world.sql.events.length;
      const answer = await world.callWith((ports) => ({ ...ports, credentials }), 'list', {
        employee: 'e-nobody',
      });
      expect(answer.status).toBe(404);
      if (world.sql.isEmbedded) expect(loginsOf(user, start)).toMatchObject([{ ok: false }, { ok: true }]);
    } finally {
      await setPassword(world.loginOf(acme).password);
      await world.seal(acme, 'sql-server', world.loginOf(acme));
    }
  });
});

describe('a frozen network', () => {
  const throughProxy = () => {
    const pools = createSqlPools({ isEncrypted: false, isCertificateTrusted: false, maxPools: 4 });
    const login = { ...world.loginOf(acme), port: proxy.port };
    const database = (patienceMs: number): SqlDatabase =>
      openMssqlDatabase(
        pools,
        { tenantId: acme, login, credentialVersion: 1 },
        { deadline: deadlineIn(systemClock, patienceMs), log: () => undefined },
      );
    const store = (patienceMs: number, db = database(patienceMs)) =>
      createSqlDirectDepositStore({
        database: db,
        tenantId: acme,
        log: () => undefined,
        onMismatch: () => undefined,
      });
    return { pools, database, store };
  };

  test('leaves no connection behind: the requests after it work', async () => {
    const employee = (await world.newEmployee()) as never;
    const { pools, database, store } = throughProxy();
    for (let round = 0; round < 3; round += 1) {
      const frozen = await database(1_000).transaction(async (session) => {
        proxy.stall();
        return session.run({ name: 'test', text: 'SELECT 1 AS [one];', parameters: {} }, {});
      });
      expect(frozen).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
      proxy.heal();
      expect(await store(5_000).read(employee)).toMatchObject({ ok: true, value: { split: { items: [] } } });
    }
    await pools.close();
  }, 30_000);

  test('does not keep a refusal that is already decided beyond the deadline', async () => {
    const employee = (await world.newEmployee()) as never;
    const { pools, store } = throughProxy();
    expect((await store(5_000).read(employee)).ok).toBe(true);
    const startedMs = performance.now();
    const refused = await store(1_500).change(employee, { accountFingerprints: [] }, () => {
      proxy.stall();
      return fail({ kind: 'decided' });
    });
    const tookMs = performance.now() - startedMs;
    proxy.heal();
    await pools.close();
    expect(refused).toEqual({ ok: false, failure: { kind: 'decided' } });
    expect(tookMs).toBeLessThan(2_500);
  }, 30_000);

  test('is told as transient, also with a warm pool', async () => {
    const employee = (await world.newEmployee()) as never;
    const { pools, store } = throughProxy();
    expect((await store(5_000).read(employee)).ok).toBe(true);
    proxy.stall();
    const during = await store(1_000).read(employee);
    proxy.heal();
    await pools.close();
    expect(during).toMatchObject({ ok: false, failure: { code: 'DATABASE_UNAVAILABLE' } });
  }, 30_000);
});

describe('a COMMIT without an answer', () => {
  /** Commits, and then reports an unknown outcome: what a connection lost behind the COMMIT looks like from here. */
  const losingCommits = (database: SqlDatabase, isMade: boolean): SqlDatabase => {
    let isLost = false;
    const failure: SqlFailure = {
      kind: 'commit-unknown',
      number: undefined,
      class: undefined,
      state: undefined,
      constraint: undefined,
    };
    return {
      ...database,
      transaction: async <T, F>(work: (session: SqlSession) => Promise<Result<T, F>>) => {
        if (isLost) return database.transaction(work);
        isLost = true;
        const result = await database.transaction<T, F | SqlFailure>(async (session) => {
          const worked = await work(session);
          return worked.ok && !isMade ? fail(failure) : worked;
        });
        return result.ok ? fail(failure) : result;
      },
    };
  };

  test.each([
    ['made', true, 201, 1],
    ['not made', false, 503, 0],
  ])('is looked up: a write that was %s is answered so', async (_, isMade, status, rows) => {
    const employee = await world.newEmployee();
    const answer = await world.callWith(
      (ports) => ({
        ...ports,
        openStore: (...parameters) =>
          createSqlDirectDepositStore({
            database: losingCommits(world.openDatabase(...parameters), isMade),
            tenantId: acme,
            log: () => undefined,
            onMismatch: () => undefined,
          }),
      }),
      'create',
      { employee, body: body('9000000009') },
    );
    expect(answer.status).toBe(status);
    expect((await world.newContainer().list({ employee })).body.items).toHaveLength(rows);
  });
});

describe('on the embedded endpoint', () => {
  const requestsSince = (start: number) =>
    eventsSince(start).flatMap((event) =>
      event.kind === 'request' && !event.text.startsWith('set ') ? [event.type] : [],
    );

  test('a cold container logs in once; a read is one round trip and a write four', async () => {
    if (!world.sql.isEmbedded) return;
    const employee = await world.newEmployee();
    const { user } = world.loginOf(acme);
    const api = world.newContainer();
    const start = world.sql.events.length;
    await api.list({ employee });
    expect(loginsOf(user, start)).toHaveLength(1);
    // The batch is the handshake, once for the connection.
    expect(requestsSince(start)).toEqual(['batch', 'rpc']);

    const warm = world.sql.events.length;
    const created = await api.create({ employee, body: body('6000000006') });
    expect(created.status).toBe(201);
    expect(loginsOf(user, warm)).toHaveLength(0);
    expect(requestsSince(warm)).toEqual(['begin', 'rpc', 'rpc', 'commit']);
  });

  test('every write is four round trips, keyed or not, and every read one', async () => {
    if (!world.sql.isEmbedded) return;
    const employee = await world.newEmployee();
    const api = world.newContainer();
    const created = await api.create({ employee, body: body('6100000006') });
    const { id } = created.body;
    const keyed = { idempotencyKey: 'k', ifMatch: '*' };
    const items = [body('6200000006', { kind: 'fixed', amountCents: 1 }), { id, ...body('6100000006') }];
    const tripsOf = async (call: () => Promise<Answer>, status = 200) => {
      const start = world.sql.events.length;
      expect((await call()).status).toBe(status);
      return requestsSince(start);
    };

    const write = ['begin', 'rpc', 'rpc', 'commit'];
    expect(await tripsOf(() => api.update({ employee, id, ...keyed, body: body('6100000006') }))).toEqual(
      write,
    );
    expect(await tripsOf(() => api.replace({ employee, ...keyed, body: { items } }))).toEqual(write);
    expect(await tripsOf(() => api.reveal({ employee, id }))).toEqual(write);
    // Answered from what is kept: nothing to act.
    expect(await tripsOf(() => api.replace({ employee, ...keyed, body: { items } }))).toEqual([
      'begin',
      'rpc',
      'rollback',
    ]);
    for (const read of [
      () => api.list({ employee }),
      () => api.get({ employee, id }),
      () => api.history({ employee }),
      () => api.simulate({ employee, body: { netPayCents: [1] } }),
      () => api.meta({ employee: '' }),
      () => api.remove({ employee, id, ...keyed, query: { dryRun: 'true' } }),
    ]) {
      expect(await tripsOf(read, read.toString().includes('dryRun') ? 409 : 200)).toEqual(['rpc']);
    }
    const [first] = (await api.list({ employee })).body.items;
    expect(await tripsOf(() => api.remove({ employee, id: first?.id, ...keyed }))).toEqual(write);
  });
});

describe('log lines', () => {
  test('of one request carry the id that its answer shows', async () => {
    const output = captureOutput();
    const answer = await world.newContainer().list({ employee: 'e-nobody' });
    output.stop();
    const lines = output
      .text()
      .split('\n')
      .filter((line) => line.includes('http.request.answered'));
    expect(lines.some((line) => line.includes(`"requestId":"${answer.body.instance}"`))).toBe(true);
  });
});

// Injected failures: of the endpoint itself and of the proxy in front of it, with and without TLS.
import sql from 'mssql';
import { type SqlServer, startSqlServer } from '#local/sql-server/start-sql-server';
import { type FaultProxy, startFaultProxy } from '#test/support/fault-proxy';
import { failureOf, isEmbedded } from './connect.ts';

const administrator = { user: 'sa', password: 'P@ss-w0rd' };
let server: SqlServer;
let proxy: FaultProxy;
const pools: sql.ConnectionPool[] = [];
const open = async (port: number, encrypt = false): Promise<sql.ConnectionPool> => {
  const pool = new sql.ConnectionPool({
    server: 'localhost',
    port,
    ...administrator,
    pool: { max: 1, min: 0 },
    requestTimeout: 5000,
    options: { encrypt, cryptoCredentialsDetails: { ca: server.certificatePem } },
  });
  pool.on('error', () => undefined);
  pools.push(pool);
  return pool.connect();
};

const onEndpoint = isEmbedded ? describe : describe.skip;
onEndpoint('faults', () => {
  beforeAll(async () => {
    server = await startSqlServer({ port: 0, administrator });
    proxy = await startFaultProxy({ host: '127.0.0.1', port: server.port });
    const pool = await open(server.port);
    await pool.batch('CREATE TABLE dbo.Entry (Id int NOT NULL CONSTRAINT PK_Entry PRIMARY KEY);');
  }, 60_000);
  beforeEach(async () => {
    server.clearFaults();
    await (await open(server.port)).batch('DELETE FROM dbo.Entry');
  });
  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.close().catch(() => undefined)));
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
  });

  const count = async (): Promise<number | undefined> =>
    (await (await open(server.port)).request().query<{ n: number }>('SELECT COUNT(*) AS n FROM dbo.Entry'))
      .recordset[0]?.n;
  const write = async (pool: sql.ConnectionPool): Promise<void> => {
    const transaction = new sql.Transaction(pool);
    transaction.on('rollback', () => undefined);
    await transaction.begin();
    await new sql.Request(transaction).query('INSERT INTO dbo.Entry VALUES (1)');
    await transaction.commit();
  };

  test.each([
    ['before-run', 0],
    ['before-answer', 1],
    ['after-answer', 1],
  ] as const)('a connection dropped at COMMIT, %s, leaves %i rows', async (at, rows) => {
    const pool = await open(server.port);
    const fault = server.inject({ do: 'drop', at, when: ({ kind }) => kind === 'commit' });

    const failure = await failureOf(write(pool));

    expect(fault.fired).toBe(1);
    expect(failure === undefined).toBe(at === 'after-answer');
    expect(await count()).toBe(rows);
  });

  test.each(['before-run', 'before-answer'] as const)('a stall %s takes its time', async (at) => {
    const pool = await open(server.port);
    server.inject({ do: 'stall', at, milliseconds: 150, when: ({ kind }) => kind === 'rpc' });

    const start = performance.now();
    await pool.request().query('INSERT INTO dbo.Entry VALUES (1)');

    expect(performance.now() - start).toBeGreaterThan(140);
    expect(await count()).toBe(1);
  });

  test.each([0, 1, 8, 9, 20])(
    'a reset at byte %i of the answer loses the answer, not the row',
    async (afterBytes) => {
      const pool = await open(server.port);
      server.inject({ do: 'reset', afterBytes, when: ({ text }) => text.startsWith('INSERT') });

      const failure = await failureOf(pool.request().query('INSERT INTO dbo.Entry VALUES (1)'));

      expect(failure).toBeDefined();
      expect(await count()).toBe(1);
    },
  );

  test.each([
    [18456, /Login failed/],
    [18486, /locked out/],
    [18487, /expired/],
    [18488, /must be changed/],
    [4060, /Cannot open database/],
  ])('a login is refused with %i as often as it is told', async (number, message) => {
    server.inject({ do: 'refuse-login', number, when: ({ login }) => login === 'sa' });
    const numbers: number[] = [];
    const pool = new sql.ConnectionPool({
      server: 'localhost',
      port: server.port,
      ...administrator,
      options: { encrypt: false, maxRetriesOnTransientErrors: 0 },
      beforeConnect: (connection: {
        on(event: string, heard: (token: { number: number; message: string }) => void): void;
      }) =>
        connection.on('errorMessage', (token) => {
          numbers.push(token.number);
          if (token.number === number) expect(token.message).toMatch(message);
        }),
    });
    pools.push(pool);

    const refused = await failureOf(pool.connect());
    const accepted = await failureOf(open(server.port));

    expect(refused).toBeDefined();
    expect(numbers).toContain(number);
    expect(accepted).toBeUndefined();
  });

  test('a fail-over closes what is open, refuses, and accepts again', async () => {
    const pool = await open(server.port);
    await pool.request().query('SELECT 1 AS one');

    const accept = await server.failOver();
    const refused = await failureOf(open(server.port));
    await accept();
    const { recordset } = await (await open(server.port)).request().query('SELECT 1 AS one');

    expect(refused?.message).toMatch(/connect/i);
    expect(recordset).toEqual([{ one: 1 }]);
  });

  test('slow rows arrive whole', async () => {
    const pool = await open(server.port, true);
    server.inject({ do: 'slow-rows', bytes: 50, milliseconds: 10, when: ({ text }) => text.includes('xxx') });

    const start = performance.now();
    const { recordset } = await pool.request().query(`SELECT N'${'x'.repeat(200)}' AS text`);

    expect(recordset).toEqual([{ text: 'x'.repeat(200) }]);
    expect(performance.now() - start).toBeGreaterThan(60);
  });

  test('a fault is scoped by session and happens as often as it says', async () => {
    const [first, second] = [await open(server.port), await open(server.port)];
    const spid = async (pool: sql.ConnectionPool): Promise<number> =>
      Number((await pool.request().query<{ id: number }>('SELECT @@SPID AS id')).recordset[0]?.id);
    const session = await spid(first);
    await spid(second);
    const fault = server.inject({
      do: 'drop',
      at: 'before-run',
      times: 2,
      when: (point) => point.session === session && point.text.includes('@@SPID'),
    });

    const failures = [await failureOf(spid(first)), await failureOf(spid(second))];

    expect(failures.map((failure) => failure !== undefined)).toEqual([true, false]);
    expect(fault.fired).toBe(1);
  });

  describe.each([false, true])('in the proxy, encrypted: %s', (encrypt) => {
    test.each(['to-server', 'to-client'] as const)(
      'a cut %s is a lost connection and the next one works',
      async (direction) => {
        const fault = proxy.inject({ do: 'cut', direction, offset: 700, connection: proxy.connections + 2 });
        const failure = await failureOf(
          open(proxy.port, encrypt).then((pool) =>
            pool.request().query(`SELECT N'${'x'.repeat(900)}' AS text`),
          ),
        );
        fault.remove();
        const next = await failureOf(
          open(proxy.port, encrypt).then((pool) => pool.request().query('SELECT 1 AS one')),
        );

        expect(fault.fired).toBe(1);
        expect([failure !== undefined, next]).toEqual([true, undefined]);
      },
    );

    test('a stall delays, and an answer that never comes is a time-out', async () => {
      const fault = proxy.inject({
        do: 'stall',
        direction: 'to-client',
        offset: 10,
        milliseconds: 200,
        connection: proxy.connections + 1,
      });
      const start = performance.now();
      await open(proxy.port, encrypt);

      expect(fault.fired).toBe(1);
      expect(performance.now() - start).toBeGreaterThan(190);
    });
  });

  test('a corrupted byte inside TLS never passes for an answer', async () => {
    const pool = await open(proxy.port, true);
    // Its own connection: the pool would try another one.
    const transaction = new sql.Transaction(pool);
    transaction.on('rollback', () => undefined);
    await transaction.begin();
    const at = proxy.seen
      .filter(({ connection, direction }) => connection === proxy.connections && direction === 'to-client')
      .reduce((sum, { bytes }) => sum + bytes.length, 0);
    const fault = proxy.inject({
      do: 'corrupt',
      direction: 'to-client',
      offset: at + 20,
      connection: proxy.connections,
    });

    const failure = await failureOf(new sql.Request(transaction).query('SELECT 2 AS two'));
    await transaction.rollback().catch(() => undefined);

    expect(fault.fired).toBe(1);
    expect(failure).toBeDefined();
  });
});

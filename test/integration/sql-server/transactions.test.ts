// Transactions, locks and cancelling on real concurrent sessions.
import sql from 'mssql';
import { type TestServer, failureOf, isEmbedded, openTestServer } from './connect.ts';

const onlyEmbedded = isEmbedded ? describe : describe.skip;

let server: TestServer;
let database: string;
let pool: sql.ConnectionPool;
beforeAll(async () => {
  server = await openTestServer();
  database = await server.newDatabase();
  pool = await server.connect({ database });
  await pool.batch(
    'CREATE TABLE dbo.Account (Id int NOT NULL CONSTRAINT PK_Account PRIMARY KEY, Amount int NOT NULL CONSTRAINT CK_Account_Amount CHECK (Amount >= 0));',
  );
}, 60_000);
beforeEach(() => pool.batch('DELETE FROM dbo.Account; INSERT INTO dbo.Account VALUES (1, 10), (2, 20);'));
afterAll(() => server.stop());

const begin = async (): Promise<sql.Transaction> => {
  const transaction = new sql.Transaction(pool);
  transaction.on('rollback', () => undefined);
  await transaction.begin(sql.ISOLATION_LEVEL.READ_COMMITTED);
  return transaction;
};
const ask = async (on: sql.Transaction | sql.ConnectionPool, text: string) =>
  on instanceof sql.Transaction ? new sql.Request(on).query(text) : on.request().query(text);
const amounts = async (on: sql.Transaction | sql.ConnectionPool = pool): Promise<number[]> =>
  (await ask(on, 'SELECT [Amount] FROM [dbo].[Account] ORDER BY [Id]')).recordset.map(
    (row: { Amount: number }) => row.Amount,
  );

test('what is committed is seen by others, what is rolled back is not', async () => {
  const kept = await begin();
  await ask(kept, 'UPDATE dbo.Account SET Amount = 11 WHERE Id = 1');
  const unseen = await amounts();
  await kept.commit();
  const undone = await begin();
  await ask(undone, 'UPDATE dbo.Account SET Amount = 99 WHERE Id = 1');
  await undone.rollback();

  const seen = await amounts();

  expect(unseen).toEqual([10, 20]);
  expect(seen).toEqual([11, 20]);
});

test('without XACT_ABORT a failed statement is undone alone and the transaction can be committed', async () => {
  const transaction = await begin();
  await ask(transaction, 'UPDATE dbo.Account SET Amount = 11 WHERE Id = 1');

  const failure = await failureOf(
    ask(
      transaction,
      'UPDATE dbo.Account SET Amount = Amount - 20; UPDATE dbo.Account SET Amount = 21 WHERE Id = 2;',
    ),
  );
  const { recordset } = await ask(transaction, 'SELECT @@TRANCOUNT AS [open]');
  await transaction.commit();

  expect(failure).toMatchObject({ number: 547 });
  expect(recordset).toEqual([{ open: 1 }]);
  expect(await amounts()).toEqual([11, 21]);
});

test('with XACT_ABORT the first error rolls everything back and ends the batch', async () => {
  const transaction = await begin();
  await ask(transaction, 'UPDATE dbo.Account SET Amount = 11 WHERE Id = 1');

  const failure = await failureOf(
    ask(
      transaction,
      'SET XACT_ABORT ON; UPDATE dbo.Account SET Amount = Amount - 20; UPDATE dbo.Account SET Amount = 21 WHERE Id = 2;',
    ),
  );
  const commit = await failureOf(transaction.commit());

  expect(failure).toMatchObject({ number: 547 });
  expect(commit).toBeDefined();
  expect(await amounts()).toEqual([10, 20]);
});

test('outside a transaction every statement stands for itself', async () => {
  const failure = await failureOf(
    ask(
      pool,
      'UPDATE dbo.Account SET Amount = 11 WHERE Id = 1; UPDATE dbo.Account SET Amount = -1 WHERE Id = 2; UPDATE dbo.Account SET Amount = 12 WHERE Id = 1;',
    ),
  );

  expect(failure).toMatchObject({ number: 547 });
  expect(await amounts()).toEqual([12, 20]);
});

const lock = async (
  on: sql.Transaction,
  resource: string,
  timeoutMs: number,
): Promise<number | undefined> => {
  const { recordset } = await new sql.Request(on)
    .input('resource', sql.NVarChar(255), resource)
    .input('timeout', sql.Int, timeoutMs)
    .query<{ result: number }>(
      `DECLARE @result int; EXEC @result = sp_getapplock @Resource = @resource, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = @timeout; SELECT @result AS [result];`,
    );
  return recordset[0]?.result;
};

test('an application lock keeps others out until the transaction ends', async () => {
  const [first, second] = [await begin(), await begin()];
  const taken = await lock(first, 'r', 0);

  const atOnce = await lock(second, 'r', 0);
  const afterTime = await lock(second, 'r', 50);
  const other = await lock(second, 'R', 0);
  const waiting = lock(second, 'r', -1);
  await first.commit();
  const granted = await waiting;
  await second.rollback();

  expect([taken, atOnce, afterTime, other]).toEqual([0, -1, -1, 0]);
  // 1 after a wait; 0 when the commit got there first.
  expect([0, 1]).toContain(granted);
});

test('of two crossing transactions exactly one is the deadlock victim', async () => {
  const [first, second] = [await begin(), await begin()];
  await ask(first, 'UPDATE dbo.Account SET Amount = 11 WHERE Id = 1');
  await ask(second, 'UPDATE dbo.Account SET Amount = 22 WHERE Id = 2');

  const failures = await Promise.all([
    failureOf(ask(first, 'UPDATE dbo.Account SET Amount = 21 WHERE Id = 2')),
    failureOf(ask(second, 'UPDATE dbo.Account SET Amount = 12 WHERE Id = 1')),
  ]);
  const ends = await Promise.all([failureOf(first.commit()), failureOf(second.commit())]);

  expect(failures.filter((failure) => failure?.number === 1205)).toHaveLength(1);
  expect(failures.filter((failure) => failure === undefined)).toHaveLength(1);
  expect(ends.map((end) => end === undefined)).toEqual(failures.map((failure) => failure === undefined));
  expect([
    [11, 21],
    [12, 22],
  ]).toContainEqual(await amounts());
});

test('a request that the client gives up is cancelled and its connection works on', async () => {
  const impatient = await server.connect({ database, requestTimeout: 100 });
  const holder = await begin();
  await ask(holder, 'UPDATE dbo.Account SET Amount = 11 WHERE Id = 1');

  const failure = await failureOf(
    impatient.request().query('UPDATE dbo.Account SET Amount = 12 WHERE Id = 1'),
  );
  const spid = await ask(impatient, 'SELECT @@TRANCOUNT AS [open]');
  await holder.rollback();

  expect(failure?.message).toMatch(/Timeout/);
  expect(spid.recordset).toEqual([{ open: 0 }]);
  expect(await amounts()).toEqual([10, 20]);
});

test('a connection that goes away leaves no lock behind', async () => {
  const leaving = await server.connect({ database });
  const transaction = new sql.Transaction(leaving);
  await transaction.begin();
  await new sql.Request(transaction).query('UPDATE dbo.Account SET Amount = 11 WHERE Id = 1');
  const connection = (transaction as unknown as { _acquiredConnection: { close(): void } })
    ._acquiredConnection;

  connection.close();
  await transaction.rollback().catch(() => undefined);
  await ask(pool, 'UPDATE dbo.Account SET Amount = 12 WHERE Id = 1');

  expect(await amounts()).toEqual([12, 20]);
});

onlyEmbedded('what the endpoint does not do', () => {
  test.each([
    ['a snapshot', (transaction: sql.Transaction) => transaction.begin(sql.ISOLATION_LEVEL.SNAPSHOT)],
    ['SERIALIZABLE', (transaction: sql.Transaction) => transaction.begin(sql.ISOLATION_LEVEL.SERIALIZABLE)],
  ])('%s is refused by name', async (_, start) => {
    const failure = await failureOf(start(new sql.Transaction(pool)));

    expect(failure).toMatchObject({
      message: expect.stringMatching(/is not supported by the embedded endpoint/) as unknown,
    });
  });

  test.each([
    ['Shared', 'Transaction'],
    ['Exclusive', 'Session'],
  ])('an application lock %s of the %s is refused by name', async (mode, owner) => {
    const failure = await failureOf(
      ask(
        pool,
        `DECLARE @r int; EXEC @r = sp_getapplock @Resource = N'r', @LockMode = '${mode}', @LockOwner = '${owner}';`,
      ),
    );

    expect(failure).toMatchObject({ number: 50000 });
  });
});

// A batch that was run before, in a transaction with XACT_ABORT: its statements are on their way together, and what comes of them is what comes of
// them one by one. Without one of these they go one by one.
import sql from 'mssql';
import { type TestServer, failureOf, openTestServer } from './connect.ts';

let server: TestServer;
let pool: sql.ConnectionPool;
beforeAll(async () => {
  server = await openTestServer();
  pool = await server.connect({ database: await server.newDatabase() });
  await pool.batch(
    'CREATE TABLE dbo.Entry (Id int NOT NULL CONSTRAINT PK_Entry PRIMARY KEY, Amount int NOT NULL, Note nvarchar(20) NULL);',
  );
}, 60_000);
beforeEach(() => pool.batch('DELETE FROM dbo.Entry;'));
afterAll(() => server.stop());

type Rows = readonly Record<string, unknown>[];

/** In a transaction of its own, twice: the second time the batch is known. */
const runTwice = async (
  text: string,
  first: Record<string, number | string>,
  second: Record<string, number | string>,
  { cancelAfterMs, isKept = false }: { readonly cancelAfterMs?: number; readonly isKept?: boolean } = {},
): Promise<{ readonly sets: readonly Rows[] }> => {
  const run = async (values: Record<string, number | string>, isCancelled: boolean) => {
    const transaction = new sql.Transaction(pool);
    transaction.on('rollback', () => undefined);
    await transaction.begin();
    const request = new sql.Request(transaction);
    for (const [name, value] of Object.entries(values)) request.input(name, value);
    const coming = request.query(`SET XACT_ABORT ON; ${text}`);
    if (isCancelled) setTimeout(() => request.cancel(), cancelAfterMs);
    try {
      const { recordsets } = await coming;
      await transaction.commit();
      return { sets: recordsets as unknown as readonly Rows[] };
    } catch (error) {
      await (isKept ? transaction.commit() : transaction.rollback().catch(() => undefined));
      throw error;
    }
  };
  await run(first, false);
  await pool.batch('DELETE FROM dbo.Entry;');
  return run(second, cancelAfterMs !== undefined);
};

const ids = async (): Promise<unknown[]> =>
  (await pool.request().query('SELECT Id FROM dbo.Entry ORDER BY Id')).recordset.map(
    ({ Id }: { Id: unknown }) => Id,
  );

const insertThree =
  'INSERT INTO dbo.Entry VALUES (@a, 1, NULL); INSERT INTO dbo.Entry VALUES (@b, 2, NULL); INSERT INTO dbo.Entry VALUES (@c, 3, NULL);';

it('is done as a whole', async () => {
  const values = { a: 1, b: 2, c: 3 };
  const { sets } = await runTwice(
    `${insertThree} SELECT Id FROM dbo.Entry ORDER BY Id; UPDATE dbo.Entry SET Amount = Amount + 1; SELECT Amount FROM dbo.Entry ORDER BY Id;`,
    values,
    values,
  );

  expect(sets).toEqual([
    [{ Id: 1 }, { Id: 2 }, { Id: 3 }],
    [{ Amount: 2 }, { Amount: 3 }, { Amount: 4 }],
  ]);
  expect(await ids()).toEqual([1, 2, 3]);
});

it.each([
  ['first', { a: 2, b: 2, c: 3 }],
  ['last', { a: 1, b: 2, c: 2 }],
])('the error of the %s that breaks a rule is told, alone, and nothing is left', async (_, values) => {
  const failure = await failureOf(runTwice(insertThree, { a: 1, b: 2, c: 3 }, values));

  expect(failure).toMatchObject({ number: 2627 });
  expect(await ids()).toEqual([]);
  // The session goes on.
  await runTwice(insertThree, { a: 4, b: 5, c: 6 }, { a: 7, b: 8, c: 9 });
  expect(await ids()).toEqual([7, 8, 9]);
});

it('what one statement sets, the next one has', async () => {
  const { sets } = await runTwice(
    'DECLARE @most int, @rows int; INSERT INTO dbo.Entry VALUES (@a, 5, NULL); SELECT @most = MAX(Amount) FROM dbo.Entry; ' +
      'INSERT INTO dbo.Entry VALUES (@b, @most * 2, NULL); UPDATE dbo.Entry SET Note = @note; SET @rows = @@ROWCOUNT; ' +
      'SELECT Amount, Note, @rows AS Seen FROM dbo.Entry ORDER BY Id;',
    { a: 1, b: 2, note: 'one' },
    { a: 1, b: 2, note: 'two' },
  );

  expect(sets).toEqual([
    [
      { Amount: 5, Note: 'two', Seen: 2 },
      { Amount: 10, Note: 'two', Seen: 2 },
    ],
  ]);
});

it('a value that cannot be kept is refused in its turn', async () => {
  const text =
    'INSERT INTO dbo.Entry VALUES (@a, 1, NULL); INSERT INTO dbo.Entry VALUES (@b, 2, @note); INSERT INTO dbo.Entry VALUES (@c, 3, NULL);';
  const failure = await failureOf(
    runTwice(text, { a: 1, b: 2, c: 3, note: 'short' }, { a: 1, b: 2, c: 3, note: 'x'.repeat(21) }),
  );

  expect(failure).toMatchObject({ number: 2628 });
  expect(await ids()).toEqual([]);
});

it('is given up as a whole', async () => {
  const held = new sql.Transaction(pool);
  await held.begin();
  await new sql.Request(held).query('INSERT INTO dbo.Entry VALUES (20, 0, NULL)');
  // The second one waits for the other transaction.
  const failure = await failureOf(
    runTwice(insertThree, { a: 1, b: 2, c: 3 }, { a: 10, b: 20, c: 30 }, { cancelAfterMs: 200 }),
  );
  await held.rollback();

  expect(failure).toMatchObject({ message: 'Canceled.' });
  expect(await ids()).toEqual([]);
});

it('without XACT_ABORT the one that fails is undone alone', async () => {
  const failure = await failureOf(
    runTwice(
      `SET XACT_ABORT OFF; ${insertThree}`,
      { a: 1, b: 2, c: 3 },
      { a: 1, b: 1, c: 3 },
      { isKept: true },
    ),
  );

  expect(failure).toMatchObject({ number: 2627 });
  expect(await ids()).toEqual([1, 3]);
});

it('outside a transaction what was done before an error stays, and what is behind it is not done', async () => {
  const text =
    'SET XACT_ABORT ON; INSERT INTO dbo.Entry VALUES (@a, 1, NULL); INSERT INTO dbo.Entry VALUES (@b, 2, NULL); INSERT INTO dbo.Entry VALUES (@c, 3, NULL);';
  const insert = (a: number, b: number, c: number) =>
    pool.request().input('a', a).input('b', b).input('c', c).query(text);
  await insert(1, 2, 3);
  const failure = await failureOf(insert(4, 4, 5));

  expect(failure).toMatchObject({ number: 2627 });
  expect(await ids()).toEqual([1, 2, 3, 4]);
});

// Where a stand-in is most easily wrong without anyone noticing: values, types and errors as SQL Server's documentation gives
// them, and batches after an error.
import sql from 'mssql';
import { type TestServer, failureOf, isEmbedded, openTestServer } from './connect.ts';

let server: TestServer;
let pool: sql.ConnectionPool;
beforeAll(async () => {
  server = await openTestServer();
  pool = await server.connect({ database: await server.newDatabase() });
  await pool.batch(`CREATE TABLE dbo.Word (Id int NOT NULL CONSTRAINT PK_Word PRIMARY KEY, Text varchar(20) NULL,
    Wide nvarchar(20) NULL, Fixed char(6) NULL, Code varchar(20) COLLATE Latin1_General_BIN2 NULL, Number int NULL);
    INSERT INTO dbo.Word VALUES (1, 'abc', N'abc', 'abc', 'abc', 3), (2, 'ABC', N'abc  ', 'abd', 'ABC', NULL),
    (3, NULL, NULL, NULL, NULL, 1), (4, 'b', N'B', 'b', 'b', 2);
    CREATE TABLE dbo.Counter (Id int IDENTITY(1,1) NOT NULL CONSTRAINT PK_Counter PRIMARY KEY, Value int NOT NULL CONSTRAINT CK_Counter CHECK (Value >= 0));`);
}, 60_000);
afterAll(() => server.stop());

const values: [string, unknown][] = [
  // Whole numbers and overflow.
  ['2147483647', 2147483647],
  ["CAST('' AS int)", 0],
  ["CAST(' +7 ' AS int)", 7],
  // Numbers as strings.
  ['CAST(12345 AS varchar(3))', '*'],
  ['CAST(CAST(300 AS smallint) AS char(2))', '* '],
  // Strings.
  ["'\u4e2d'", '?'],
  ["N'\u4e2d'", '\u4e2d'],
  ["CONCAT('a', NULL, 1, N'b')", 'a1b'],
  // Comparison.
  ["CASE WHEN 'a' = 'a   ' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'abc  ' LIKE 'abc' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'abc  ' LIKE 'abc ' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'abc' LIKE 'abc ' THEN 1 ELSE 0 END", 0],
  ["CASE WHEN N'abc ' LIKE N'abc' THEN 1 ELSE 0 END", 0],
  ["CASE WHEN '50%' LIKE '50!%' ESCAPE '!' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'a\\b' LIKE 'a\\b' COLLATE Latin1_General_BIN2 THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'a\\b' LIKE 'A\\b' COLLATE Latin1_General_BIN2 THEN 1 ELSE 0 END", 0],
  ["CASE WHEN NULL = NULL THEN 'same' ELSE 'unknown' END", 'unknown'],
  ["CASE WHEN 1 NOT IN (2, NULL) THEN 'out' ELSE 'unknown' END", 'unknown'],
  ['CASE WHEN NOT (1 = NULL) THEN 1 ELSE 0 END', 0],
  // Moments.
  ["CAST('2024-01-01T00:00:00.125' AS datetime2(2))", new Date('2024-01-01T00:00:00.130Z')],
  ["DATEADD(millisecond, 6, CAST('2024-01-01' AS datetime2(2)))", new Date('2024-01-01T00:00:00.010Z')],
];
test.each(values)('%s is what SQL Server says', async (expression, expected) => {
  const { recordset } = await pool.request().query<{ value: unknown }>(`SELECT ${expression} AS [value]`);

  expect(recordset[0]?.value).toEqual(expected);
});

const declared: [string, string][] = [
  ['COUNT(*)', 'int'],
  ['COUNT_BIG(*)', 'bigint'],
  ['MAX(Text)', 'varchar'],
  ['MIN(Wide)', 'nvarchar'],
];
test.each(declared)('%s is declared as %s', async (expression, type) => {
  const { recordset } = await pool.request().query(`SELECT ${expression} AS [value] FROM dbo.Word`);

  const column = recordset.columns['value']?.type as unknown as { declaration: string } | undefined;
  expect(column?.declaration).toBe(type);
});

const queries: [string, string, unknown[]][] = [
  ['NULLs come first', 'SELECT Id AS v FROM dbo.Word ORDER BY Number', [2, 3, 4, 1]],
  ['and last when descending', 'SELECT Id AS v FROM dbo.Word ORDER BY Number DESC', [1, 4, 3, 2]],
  ['by a position', 'SELECT Id AS v, Number AS n FROM dbo.Word ORDER BY 2, 1', [2, 3, 4, 1]],
  ['GROUP BY ignores case', 'SELECT COUNT(*) AS v FROM dbo.Word GROUP BY Text ORDER BY v DESC', [2, 1, 1]],
  [
    'GROUP BY of an expression',
    "SELECT COUNT(*) AS v FROM dbo.Word GROUP BY CONCAT(Text, 'x') ORDER BY v DESC",
    [2, 1, 1],
  ],
  ['but not in BIN2', 'SELECT COUNT(*) AS v FROM dbo.Word GROUP BY Code', [1, 1, 1, 1]],
  ['COUNT of a column leaves NULL out', 'SELECT COUNT(Text) AS v FROM dbo.Word', [3]],
  ['a fixed column and LIKE', "SELECT Id AS v FROM dbo.Word WHERE Fixed LIKE 'ab_' ORDER BY Id", [1, 2]],
  ['UNION ALL keeps what is twice', 'SELECT 1 AS v UNION ALL SELECT 1', [1, 1]],
  ['TOP (0)', 'SELECT TOP (0) Id AS v FROM dbo.Word', []],
  [
    'an outer join',
    'SELECT b.Number AS v FROM dbo.Word a LEFT JOIN dbo.Word b ON b.Id = a.Id + 3 ORDER BY b.Number',
    [null, null, null, 2],
  ],
  [
    'values as a table, sorted without case',
    "SELECT x.v FROM (VALUES ('b'), ('A'), ('a'), (NULL)) AS x(v) GROUP BY x.v ORDER BY x.v",
    [null, expect.stringMatching(/^a$/i), 'b'],
  ],
];
test.each(queries)('%s', async (_, query, expected) => {
  const { recordset } = await pool.request().query<{ v: unknown }>(query);

  const found = recordset.map(({ v }) => v);
  expect(query.includes('ORDER BY') ? found : [...found].sort()).toEqual(expected);
});

const errors: [string, string, number][] = [
  ['int overflow', 'SELECT 2147483647 + 1', 8115],
  ['smallint overflow', 'SELECT CAST(30000 AS smallint) + CAST(30000 AS smallint)', 8115],
  ['tinyint underflow', 'SELECT CAST(1 AS tinyint) - CAST(2 AS tinyint)', 8115],
  ['a string beyond smallint', "SELECT CAST('99999' AS smallint)", 244],
  ['a string beyond int', "SELECT CAST('9999999999' AS int)", 248],
  ['an ORDER BY position out of range', 'SELECT Id FROM dbo.Word ORDER BY 2', 108],
  ['ORDER BY in a derived table', 'SELECT * FROM (SELECT Id FROM dbo.Word ORDER BY Id) AS w', 1033],
  ['deleted in an INSERT', 'INSERT INTO dbo.Counter (Value) OUTPUT deleted.Id VALUES (1)', 4104],
  ['inserted in a DELETE', 'DELETE FROM dbo.Counter OUTPUT inserted.Id', 4104],
  ['ROW_NUMBER without an order', 'SELECT ROW_NUMBER() OVER (PARTITION BY Id) FROM dbo.Word', 4112],
  ['DATEADD beyond the calendar', "SELECT DATEADD(day, 9000000, CAST('2024-01-01' AS datetime2))", 517],
  ['a subquery with two values', 'SELECT (SELECT Id FROM dbo.Word)', 512],
  ['two collations', 'SELECT 1 FROM dbo.Word WHERE Text = Code', 468],
];
test.each(errors)('%s is error %3$i', async (_, statement, number) => {
  const failure = await failureOf(pool.batch(statement));

  expect(failure?.number).toBe(number);
});

describe('a batch after an error', () => {
  beforeEach(() => pool.batch('DELETE FROM dbo.Counter'));
  const count = async (): Promise<number | undefined> =>
    (await pool.request().query<{ n: number }>('SELECT COUNT(*) AS n FROM dbo.Counter')).recordset[0]?.n;

  const goingOn: [string, string][] = [
    ['a broken check', 'INSERT INTO dbo.Counter (Value) VALUES (-1)'],
    ['NULL', 'INSERT INTO dbo.Counter (Value) VALUES (NULL)'],
    ['an overflow', 'INSERT INTO dbo.Counter (Value) SELECT 2147483647 + Id FROM dbo.Word'],
    ['two values where one may be', 'INSERT INTO dbo.Counter (Value) VALUES ((SELECT Id FROM dbo.Word))'],
    ['a table that is there already', 'CREATE TABLE dbo.Word (Id int)'],
  ];
  test.each(goingOn)('goes on after %s', async (_, statement) => {
    const failure = await failureOf(
      pool.batch(
        `INSERT INTO dbo.Counter (Value) VALUES (1); ${statement}; INSERT INTO dbo.Counter (Value) VALUES (2);`,
      ),
    );

    expect(failure).toBeDefined();
    expect(await count()).toBe(2);
  });

  const ending: [string, string][] = [
    ['a string that is no number', 'INSERT INTO dbo.Counter (Value) SELECT CAST(Text AS int) FROM dbo.Word'],
    ['a table that is not there', 'INSERT INTO dbo.Nothing VALUES (1)'],
  ];
  test.each(ending)('ends with %s', async (_, statement) => {
    await failureOf(
      pool.batch(
        `INSERT INTO dbo.Counter (Value) VALUES (1); ${statement}; INSERT INTO dbo.Counter (Value) VALUES (2);`,
      ),
    );

    expect(await count()).toBe(1);
  });

  const compiling: [string, string][] = [
    ['an unknown column', 'SELECT Nothing FROM dbo.Word'],
    ['an unknown variable', 'SELECT @nothing'],
    ['an unknown function', 'SELECT NOTHING(1)'],
    ['broken syntax', 'SELECT FROM'],
  ];
  test.each(compiling)('does not begin with %s in it', async (_, statement) => {
    await failureOf(pool.batch(`INSERT INTO dbo.Counter (Value) VALUES (1); ${statement};`));

    expect(await count()).toBe(0);
  });

  test('a conversion error takes the transaction with it', async () => {
    const transaction = new sql.Transaction(pool);
    transaction.on('rollback', () => undefined);
    await transaction.begin();
    await new sql.Request(transaction).query('INSERT INTO dbo.Counter (Value) VALUES (1)');

    await failureOf(new sql.Request(transaction).query('SELECT CAST(Text AS int) FROM dbo.Word'));
    const commit = await failureOf(transaction.commit());

    expect(commit).toBeDefined();
    expect(await count()).toBe(0);
  });

  test('@@ROWCOUNT tells of the statement before', async () => {
    const { recordsets } = await pool.request().batch(`DELETE FROM dbo.Counter;
      INSERT INTO dbo.Counter (Value) VALUES (5), (6); SELECT @@ROWCOUNT AS v;
      UPDATE dbo.Counter SET Value = 1 WHERE Value > 100; SELECT @@ROWCOUNT AS v;`);

    expect(recordsets).toEqual([[{ v: 2 }], [{ v: 0 }]]);
  });
});

test('a value sent for a narrower type is refused or fitted, never kept as it came', async () => {
  const { recordset } = await pool
    .request()
    .input('flag', sql.Bit, true)
    .input('text', sql.VarChar(3), 'abcdef')
    .query<{ flag: boolean; text: string }>('SELECT @flag AS flag, @text AS text');

  expect(recordset).toEqual([{ flag: true, text: 'abc' }]);
});

const onEndpoint = isEmbedded ? describe : describe.skip;
onEndpoint('what would be a different answer is refused', () => {
  test.each([
    ['a function that SQL Server has', 'SELECT ROUND(1.5, 0)'],
    ['a variable set and read in one SELECT', 'DECLARE @a int = 1, @b int = 2; SELECT @a = 2, @b = @a'],
    [
      'a string gathered row by row',
      "DECLARE @s varchar(100) = ''; SELECT @s = CONCAT(@s, Text) FROM dbo.Word",
    ],
    ['a variable declared from its neighbour', 'DECLARE @a int = 1, @b int = @a'],
    ['a cut of UTF-16 units', "SELECT CAST(N'\u{1f600}x' AS nvarchar(2))"],
    ['a comma and a JOIN', 'SELECT 1 FROM dbo.Word a, dbo.Word b LEFT JOIN dbo.Word c ON c.Id = b.Id'],
    ['a number that is no int', 'SELECT 2147483648'],
    ['a sum of strings', "SELECT 'a' + 'b'"],
    ['an offset in a moment', "SELECT CAST('2024-01-01T00:00:00+01:00' AS datetimeoffset)"],
    ['OBJECT_ID of another database', "SELECT OBJECT_ID(N'master.dbo.Word')"],
    ['OBJECT_ID of a key', "SELECT OBJECT_ID(N'dbo.PK_Word', N'PK')"],
    ['a backslash in LIKE without case', "SELECT 1 WHERE 'a\\b' LIKE 'a\\b'"],
    ['IDENTITY_INSERT', 'SET IDENTITY_INSERT dbo.Counter ON'],
  ])('%s', async (_, statement) => {
    const failure = await failureOf(pool.batch(statement));

    expect(failure).toMatchObject({
      number: 50000,
      message: expect.stringMatching(/ is not supported by the embedded endpoint\.$/) as unknown,
    });
  });

  test('an error of PostgreSQL that has no counterpart says its code and nothing of its text', async () => {
    const failure = await failureOf(pool.batch('SELECT CAST(0x0102030405 AS int) AS [canary-value]'));

    expect(failure?.message).not.toMatch(/canary|bytea|out of range/);
  });

  test('text that nests or grows without end is an error, not the end of the server', async () => {
    const deep = await failureOf(pool.batch(`SELECT ${'('.repeat(50_000)}1${')'.repeat(50_000)}`));
    const signs = await failureOf(pool.batch(`SELECT ${'-'.repeat(1)}${' -'.repeat(50_000)}1`));
    const long = await failureOf(pool.batch(`SELECT 1${'+1'.repeat(50_000)}`));
    const cases = await failureOf(
      pool.batch(`SELECT ${'CASE WHEN 1=1 THEN '.repeat(5000)}1${' END'.repeat(5000)}`),
    );

    expect([deep, signs, long, cases].map((failure) => failure?.number)).toEqual([191, 191, 191, 191]);
  });
});

// Every parameter and column type through the unmodified driver: values as SQL Server's documentation gives them.
import sql from 'mssql';
import { type TestServer, openTestServer } from './connect.ts';
import { typeCases, uuid } from './type-cases.ts';

let server: TestServer;
let pool: sql.ConnectionPool;
beforeAll(async () => {
  server = await openTestServer();
  pool = await server.connect({ database: await server.newDatabase() });
}, 60_000);
afterAll(() => server.stop());

const cases = typeCases(sql);

describe('a parameter comes back as it went', () => {
  test.each(cases)('%s', async (_, type, value, expected = value) => {
    const request = pool.request().input('value', type, value);

    const { recordset } = await request.query<{ value: unknown }>('SELECT @value AS [value]');

    expect(recordset[0]?.value).toEqual(expected);
  });

  test.each(cases)('NULL as %s', async (_, type) => {
    const request = pool.request().input('value', type, null);

    const { recordset } = await request.query<{ value: unknown }>('SELECT @value AS [value]');

    expect(recordset[0]?.value).toBeNull();
  });
});

const table = `CREATE TABLE [dbo].[Everything] (
  [Id] int IDENTITY(1,1) NOT NULL CONSTRAINT [PK_Everything] PRIMARY KEY,
  [Flag] bit NULL, [Tiny] tinyint NULL, [Small] smallint NOT NULL, [Big] bigint NULL, [Amount] decimal(9,2) NULL, [Ratio] float NULL,
  [Fixed] char(4) NULL, [Name] nvarchar(50) NULL, [Code] varchar(20) COLLATE Latin1_General_BIN2 NULL, [Text] nvarchar(max) NULL,
  [Bytes] varbinary(16) NULL, [Hash] binary(4) NULL, [Blob] varbinary(max) NULL, [Guid] uniqueidentifier NULL,
  [Day] date NULL, [At] datetime2(3) NULL, [Version] rowversion NOT NULL
);`;

test('columns are declared to the client with the types of the table', async () => {
  await pool.batch(table);

  const { recordset } = await pool.request().query('SELECT * FROM [dbo].[Everything]');

  const declared = Object.fromEntries(
    Object.entries(recordset.columns).map(([name, { type, length, precision, scale, nullable }]) => {
      const { declaration } =
        typeof type === 'function' ? (type as unknown as { declaration: string }) : { declaration: '' };
      return [name, { declaration, length, precision, scale, nullable }];
    }),
  );
  expect(declared).toMatchObject({
    Id: { declaration: 'int', nullable: false },
    Flag: { declaration: 'bit', nullable: true },
    Tiny: { declaration: 'tinyint', nullable: true },
    Small: { declaration: 'smallint', nullable: false },
    Big: { declaration: 'bigint', nullable: true },
    Amount: { declaration: 'decimal', precision: 9, scale: 2 },
    Ratio: { declaration: 'float' },
    Fixed: { declaration: 'char', length: 4 },
    // In bytes, as the protocol says it.
    Name: { declaration: 'nvarchar', length: 100 },
    Code: { declaration: 'varchar', length: 20 },
    Text: { declaration: 'nvarchar', length: 65535 },
    Bytes: { declaration: 'varbinary', length: 16 },
    Hash: { declaration: 'binary', length: 4 },
    Blob: { declaration: 'varbinary', length: 65535 },
    Guid: { declaration: 'uniqueidentifier' },
    Day: { declaration: 'date' },
    At: { declaration: 'datetime2', scale: 3 },
    Version: { declaration: 'binary', length: 8, nullable: false },
  });
});

const scalars: [string, unknown][] = [
  ['7 / 2', 3],
  ['-7 / 2', -3],
  ['-7 % 3', -1],
  ['7 / 2.0', 3.5],
  ["N'a' + N'b '", 'ab '],
  ["'1' + 1", 2],
  ["LEN(N'ab  ')", 2],
  ["LEN(N'\u{1f600}')", 2],
  ["DATALENGTH(N'ab ')", 6],
  ["DATALENGTH('ab ')", 3],
  ["ISNULL(NULL, 'x')", 'x'],
  ['COALESCE(NULL, 2)', 2],
  ["CASE WHEN 'abc' = 'ABC  ' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'abc' COLLATE Latin1_General_BIN2 = 'ABC' THEN 1 ELSE 0 END", 0],
  ["CASE WHEN N'Abc' LIKE N'aB%' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 1 IN (2, NULL) THEN 'in' ELSE 'out' END", 'out'],
  ["CONVERT(varchar(10), CAST('2024-02-29' AS date), 120)", '2024-02-29'],
  [
    "CONVERT(varchar(33), CAST('2024-02-29T01:02:03.1234567' AS datetime2(7)), 126)",
    '2024-02-29T01:02:03.1234567',
  ],
  ["CAST('0e984725-c51c-4bf4-9960-e1c80e27aba0' AS uniqueidentifier)", uuid],
  ['CAST(3.99 AS int)', 3],
  ["CAST('abcdef' AS varchar(3))", 'abc'],
  ['CONVERT(varchar(10), 0x0aff, 2)', '0AFF'],
  ['CAST(258 AS binary(4))', Buffer.from('00000102', 'hex')],
  ["DATEDIFF(day, '2024-02-28T23:59:59', '2024-03-01T00:00:00')", 2],
  [
    "CONVERT(varchar(30), DATEADD(second, -90, CAST('2024-03-01' AS datetime2(0))), 126)",
    '2024-02-29T23:58:30',
  ],
  ["CONVERT(varchar(30), DATEADD(month, 1, CAST('2024-01-31' AS datetime2(0))), 126)", '2024-02-29T00:00:00'],
  ["SUBSTRING(N'abcdef', 2, 3)", 'bcd'],
  ["UPPER(N'\u00e4b')", '\u00c4B'],
  ['0x01 + 0x02', Buffer.from('0102', 'hex')],
];

test.each(scalars)('%s is computed as SQL Server does', async (expression, expected) => {
  const { recordset } = await pool.request().query<{ value: unknown }>(`SELECT ${expression} AS [value]`);

  expect(recordset[0]?.value).toEqual(expected);
});

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
  [Flag] bit NULL, [Tiny] tinyint NULL, [Small] smallint NOT NULL, [Big] bigint NULL, 
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
  ["'1' + 1", 2],
  ['7 - 2 * 3', 1],
  ['COALESCE(NULL, 2)', 2],
  ["CONCAT(N'a', 'b ')", 'ab '],
  ["CASE WHEN 'abc' = 'ABC  ' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 'abc' COLLATE Latin1_General_BIN2 = 'ABC' THEN 1 ELSE 0 END", 0],
  ["CASE WHEN N'Abc' LIKE N'aB%' THEN 1 ELSE 0 END", 1],
  ["CASE WHEN 1 IN (2, NULL) THEN 'in' ELSE 'out' END", 'out'],
  ["CAST('2024-02-29' AS date)", new Date('2024-02-29T00:00:00Z')],
  ["CAST('2024-02-29T01:02:03.1234567' AS datetime2(3))", new Date('2024-02-29T01:02:03.123Z')],
  ["CAST('0e984725-c51c-4bf4-9960-e1c80e27aba0' AS uniqueidentifier)", uuid],
  ["CAST('abcdef' AS varchar(3))", 'abc'],
  ["DATEADD(second, -90, CAST('2024-03-01' AS datetime2(0)))", new Date('2024-02-29T23:58:30Z')],
];

test.each(scalars)('%s is computed as SQL Server does', async (expression, expected) => {
  const { recordset } = await pool.request().query<{ value: unknown }>(`SELECT ${expression} AS [value]`);

  expect(recordset[0]?.value).toEqual(expected);
});

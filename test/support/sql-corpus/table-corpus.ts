// Tables, writes, locks, transactions and errors: what the project's statements are made of. Sources: the pages of the
// statements in SQL Server's Transact-SQL reference, "Database Engine events and errors" for the numbers.

import { oneRow, type CorpusEntry } from './corpus-entry.ts';

const fails = (construct: string, sql: string, error: number): CorpusEntry => ({
  construct,
  sql,
  expected: { error },
});

export const tableCorpus: readonly CorpusEntry[] = [
  {
    construct: 'CREATE TABLE: named constraints, rowversion, identity',
    sql: `CREATE TABLE [dbo].[Corpus] (
      [Id] int IDENTITY(1,1) NOT NULL CONSTRAINT [PK_Corpus] PRIMARY KEY,
      [Code] varchar(8) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT [UX_Corpus_Code] UNIQUE,
      [Amount] int NULL CONSTRAINT [CK_Corpus_Amount] CHECK ([Amount] >= 0),
      [At] datetime2(3) NOT NULL CONSTRAINT [DF_Corpus_At] DEFAULT ('2026-01-05T12:00:00.1234'),
      [Version] rowversion NOT NULL);
    CREATE TABLE [dbo].[CorpusChild] ([CorpusId] int NOT NULL
      CONSTRAINT [FK_CorpusChild_Corpus] FOREIGN KEY REFERENCES [dbo].[Corpus] ([Id]));`,
    expected: { affected: [] },
  },
  {
    construct: 'INSERT with OUTPUT: rows and count',
    sql: `INSERT INTO [dbo].[Corpus] ([Code], [Amount]) OUTPUT inserted.[Id] AS [id], inserted.[At] AS [at]
      VALUES ('b', 1), ('a', NULL);`,
    expected: {
      columns: [['id int', 'at datetime2(3)']],
      rows: [
        [
          [1, '2026-01-05T12:00:00.123Z'],
          [2, '2026-01-05T12:00:00.123Z'],
        ],
      ],
      affected: [2],
    },
  },
  {
    construct: 'SELECT: column types of a table',
    sql: 'SELECT [Id], [Code], [Amount], [At], [Version] FROM [dbo].[Corpus] WHERE 1 = 0;',
    expected: {
      columns: [['Id int', 'Code varchar(8)', 'Amount int', 'At datetime2(3)', 'Version binary(8)']],
      rows: [[]],
      affected: [0],
    },
  },
  {
    construct: 'ORDER BY: NULL comes first',
    sql: 'SELECT [Amount] FROM [dbo].[Corpus] ORDER BY [Amount];',
    expected: { rows: [[[null], [1]]], affected: [2] },
  },
  {
    construct: 'UPDATE with OUTPUT of both images',
    sql: `UPDATE [dbo].[Corpus] SET [Amount] = 2 OUTPUT deleted.[Amount] AS [old], inserted.[Amount] AS [new] WHERE [Code] = 'b';`,
    expected: { columns: [['old int', 'new int']], rows: [[[1, 2]]], affected: [1] },
  },
  {
    construct: 'rowversion: a new value at each update',
    sql: `DECLARE @before binary(8) = (SELECT [Version] FROM [dbo].[Corpus] WHERE [Id] = 1);
      UPDATE [dbo].[Corpus] SET [Amount] = 2 WHERE [Id] = 1;
      SELECT CASE WHEN [Version] > @before THEN 1 ELSE 0 END AS [v] FROM [dbo].[Corpus] WHERE [Id] = 1;`,
    expected: { rows: [[[1]]], affected: [1, 1] },
  },
  {
    construct: '@@ROWCOUNT',
    sql: 'UPDATE [dbo].[Corpus] SET [Amount] = 2 WHERE 1 = 0; SELECT @@ROWCOUNT AS [v];',
    expected: { columns: [['v int']], rows: [[[0]]], affected: [0, 1] },
  },
  {
    construct: 'COUNT: types',
    sql: 'SELECT COUNT(*) AS [n], COUNT_BIG(*) AS [b] FROM [dbo].[Corpus];',
    expected: oneRow(['n int', 'b bigint'], 2, '2'),
  },
  {
    construct: 'ROW_NUMBER(): bigint',
    sql: 'SELECT ROW_NUMBER() OVER (ORDER BY [Code]) AS [n], [Code] FROM [dbo].[Corpus] ORDER BY [n];',
    expected: {
      columns: [['n bigint', 'Code varchar(8)']],
      rows: [
        [
          ['1', 'a'],
          ['2', 'b'],
        ],
      ],
    },
  },
  {
    construct: 'TOP with parameter',
    sql: 'SELECT TOP (@most) [Code] FROM [dbo].[Corpus] ORDER BY [Code];',
    inputs: { most: 1 },
    expected: { rows: [[['a']]], affected: [1] },
  },
  {
    construct: 'NOCOUNT: no row counts',
    sql: 'SET NOCOUNT ON; UPDATE [dbo].[Corpus] SET [Amount] = 2 WHERE [Id] = 1; SET NOCOUNT OFF;',
    expected: { affected: [] },
  },
  fails('2627: primary or unique key', `INSERT INTO [dbo].[Corpus] ([Code]) VALUES ('a');`, 2627),
  fails('547: CHECK', `INSERT INTO [dbo].[Corpus] ([Code], [Amount]) VALUES ('c', -1);`, 547),
  fails('547: FOREIGN KEY', 'INSERT INTO [dbo].[CorpusChild] ([CorpusId]) VALUES (99);', 547),
  fails(
    '547: DELETE of a referenced row',
    'INSERT INTO [dbo].[CorpusChild] ([CorpusId]) VALUES (1); DELETE FROM [dbo].[Corpus] WHERE [Id] = 1;',
    547,
  ),
  fails('515: NULL into NOT NULL', 'INSERT INTO [dbo].[Corpus] ([Code]) VALUES (NULL);', 515),
  fails('2628: text too long', `INSERT INTO [dbo].[Corpus] ([Code]) VALUES ('123456789');`, 2628),
  fails('544: IDENTITY_INSERT is off', `INSERT INTO [dbo].[Corpus] ([Id], [Code]) VALUES (9, 'x');`, 544),
  fails(
    '273: rowversion set by hand',
    `INSERT INTO [dbo].[Corpus] ([Code], [Version]) VALUES ('x', 0x01);`,
    273,
  ),
  fails('272: rowversion updated by hand', 'UPDATE [dbo].[Corpus] SET [Version] = 0x01;', 272),
  fails('208: no such table', 'SELECT 1 FROM [dbo].[Nothing];', 208),
  fails('207: no such column', 'SELECT [Nothing] FROM [dbo].[Corpus];', 207),
  fails('137: no such variable', 'SELECT @nothing;', 137),
  fails('102: syntax', 'SELECT 1 + ;', 102),
  fails('245: text that is no number', `SELECT CAST('x' AS int);`, 245),
  fails('220: too large for tinyint', 'SELECT CAST(300 AS tinyint);', 220),
  fails('8115: overflow of int', 'SELECT 2147483647 + 1;', 8115),
  fails('512: subquery with several rows', 'SELECT (SELECT [Id] FROM [dbo].[Corpus]);', 512),
  fails('2714: table exists', 'CREATE TABLE [dbo].[Corpus] ([Id] int NULL);', 2714),
  fails('2812: no such procedure', 'EXEC [dbo].[Nothing];', 2812),
  {
    construct: 'DELETE with OUTPUT',
    sql: `DELETE FROM [dbo].[Corpus] OUTPUT deleted.[Code] AS [code] WHERE [Code] = 'a';`,
    expected: { columns: [['code varchar(8)']], rows: [[['a']]], affected: [1] },
  },
  {
    construct: 'sys.databases: READ_COMMITTED_SNAPSHOT',
    sql: 'SELECT [is_read_committed_snapshot_on] AS [v] FROM [sys].[databases] WHERE [name] = DB_NAME();',
    expected: oneRow(['v bit'], true),
  },
];

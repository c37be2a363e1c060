// Batches into statements: what is read, and that what is not read is refused by name.
import { parseBatch, parseParameters } from '#local/sql-server/sql/parse';

test.each([
  ['SELECT 1; SELECT 2', ['select', 'select']],
  ['SELECT 1 SELECT 2', ['select', 'select']],
  [';;', []],
  ['DECLARE @a int = 1; SET @a = 2', ['declare', 'set']],
  ["EXEC @r = sp_getapplock @Resource = N'a', @LockMode = 'Exclusive'", ['execute']],
  ['BEGIN TRAN; COMMIT TRANSACTION; ROLLBACK', ['begin', 'commit', 'rollback']],
  ['GRANT SELECT, INSERT ON dbo.t TO r; DENY DELETE ON dbo.t TO r', ['permission', 'permission']],
  ['SET XACT_ABORT, NOCOUNT ON', ['option']],
  ["WAITFOR DELAY '00:00:01.5'", ['waitFor']],
])('%s', (text, kinds) => {
  expect(parseBatch(text).map(({ kind }) => kind)).toEqual(kinds);
});

test('a statement knows the line it begins on', () => {
  expect(parseBatch('SELECT 1;\n\nSELECT 2').map(({ line }) => line)).toEqual([1, 3]);
});

test('AND binds stronger than OR, and a parenthesis stronger than both', () => {
  const [statement] = parseBatch('SELECT 1 WHERE 1 = 1 OR 2 = 2 AND (3 = 3 OR 4 = 4)');

  expect(statement).toMatchObject({
    select: {
      first: {
        where: { kind: 'or', left: { kind: 'compare' }, right: { kind: 'and', right: { kind: 'or' } } },
      },
    },
  });
});

const refused: [string, string][] = [
  ['IF', 'IF 1 = 1 SELECT 1'],
  ['WHILE', 'WHILE 1 = 1 SELECT 1'],
  ['BEGIN … END and TRY', 'BEGIN TRY SELECT 1 END TRY'],
  ['A temporary table', 'SELECT * FROM #t'],
  ['A name with a database in front', 'SELECT * FROM a.dbo.t'],
  ['A table hint', 'SELECT * FROM dbo.t WITH (NOLOCK)'],
  ['SELECT INTO', 'SELECT 1 AS a INTO dbo.t'],
  ['APPLY', 'SELECT 1 FROM dbo.a CROSS APPLY dbo.b'],
  ['TOP with PERCENT or TIES', 'SELECT TOP 10 PERCENT a FROM dbo.t'],
  ['A query option', 'SELECT 1 OPTION (RECOMPILE)'],
  ['FOR XML, JSON or BROWSE', 'SELECT 1 FOR XML AUTO'],
  ['OUTPUT INTO', 'DELETE dbo.t OUTPUT deleted.a INTO dbo.u'],
  ['UPDATE or DELETE with a second FROM', 'UPDATE dbo.t SET a = 1 FROM dbo.u'],
  ['The type money', 'DECLARE @a money'],
  ['A table variable', 'DECLARE @a TABLE (b int)'],
  ['EXEC of a string', "EXEC ('SELECT 1')"],
  ['A computed column', 'CREATE TABLE dbo.t (a AS 1)'],
  ['The collation Turkish_CI_AS', "SELECT 'a' COLLATE Turkish_CI_AS"],
  ['A comma and a JOIN after it in one FROM', 'SELECT 1 FROM a, b JOIN c ON 1 = 1'],
  ['A permission on columns', 'GRANT SELECT (a) ON dbo.t TO r'],
  ['CREATE VIEW', 'CREATE VIEW dbo.v AS SELECT 1'],
];
test.each(refused)('%s is refused by name', (what, text) => {
  expect(() => parseBatch(text)).toThrow(`${what} is not supported by the embedded endpoint.`);
});

test('the declaration of parameters', () => {
  expect(parseParameters('@a int, @B nvarchar(max), @c decimal(9,2)')).toMatchObject([
    { name: '@a', type: { name: 'int' } },
    { name: '@b', type: { name: 'nvarchar', length: -1 } },
    { name: '@c', type: { name: 'decimal', precision: 9, scale: 2 } },
  ]);
  expect(() => parseParameters('@a int OUTPUT')).toThrow('An output parameter is not supported');
});

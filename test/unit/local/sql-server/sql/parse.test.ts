// Batches into statements: what is read, and that what is not read is refused by name.
import { parseBatch, parseParameters } from '#local/sql-server/sql/parse';

test.each([
  ['SELECT 1; SELECT 2', ['select', 'select']],
  ['SELECT 1 SELECT 2', ['select', 'select']],
  [';;', []],
  ['DECLARE @a int = 1; SET @a = 2', ['declare', 'set']],
  ["EXEC @r = sp_getapplock @Resource = N'a', @LockMode = 'Exclusive'", ['execute']],
  ['GRANT SELECT, INSERT ON dbo.t TO r; GRANT DELETE ON dbo.t TO r', ['permission', 'permission']],
  ['SET XACT_ABORT, NOCOUNT ON', ['option']],
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
  ['BEGIN', 'BEGIN TRY SELECT 1 END TRY'],
  ['BEGIN', 'BEGIN TRAN'],
  ['COMMIT', 'COMMIT TRANSACTION'],
  ['ROLLBACK', 'ROLLBACK'],
  ['WAITFOR', "WAITFOR DELAY '00:00:01.5'"],
  ['USE', 'USE master'],
  ['DENY', 'DENY DELETE ON dbo.t TO r'],
  ['REVOKE of anything but ALTER ANY LOGIN', 'REVOKE DELETE ON dbo.t FROM r'],
  ['DROP TABLE', 'DROP TABLE dbo.t'],
  ['ALTER TABLE … ALTER', 'ALTER TABLE dbo.t ALTER COLUMN a int NULL'],
  ['ALTER LOGIN … DISABLE', 'ALTER LOGIN a DISABLE'],
  ['An isolation level other than READ COMMITTED', 'SET TRANSACTION ISOLATION LEVEL SNAPSHOT'],
  ['DISTINCT', 'SELECT DISTINCT a FROM dbo.t'],
  ['HAVING', 'SELECT a FROM dbo.t GROUP BY a HAVING COUNT(*) > 1'],
  ['UNION without ALL', 'SELECT 1 UNION SELECT 2'],
  ['EXCEPT after SELECT', 'SELECT 1 EXCEPT SELECT 2'],
  ['OFFSET after SELECT', 'SELECT a FROM dbo.t ORDER BY a OFFSET 1 ROWS'],
  ['A common table expression', 'WITH c AS (SELECT 1 AS a) SELECT a FROM c'],
  ['A right or full join', 'SELECT 1 FROM dbo.a FULL JOIN dbo.b ON 1 = 1'],
  ['The operator /', 'SELECT 7 / 2'],
  ['The function CONVERT', 'SELECT CONVERT(varchar(10), 1)'],
  ['The type decimal', 'SELECT CAST(1 AS decimal(9,2))'],
  ['A temporary table', 'SELECT * FROM #t'],
  ['A name with a database in front', 'SELECT * FROM a.dbo.t'],
  ['A table hint', 'SELECT * FROM dbo.t WITH (NOLOCK)'],
  ['SELECT INTO', 'SELECT 1 AS a INTO dbo.t'],
  ['APPLY', 'SELECT 1 FROM dbo.a CROSS APPLY dbo.b'],
  ['TOP with PERCENT or TIES', 'SELECT TOP 10 PERCENT a FROM dbo.t'],
  ['OPTION after SELECT', 'SELECT 1 OPTION (RECOMPILE)'],
  ['FOR after SELECT', 'SELECT 1 FOR XML AUTO'],
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
  expect(parseParameters('@a int, @B nvarchar(max), @c datetime2(3)')).toMatchObject([
    { name: '@a', type: { name: 'int' } },
    { name: '@b', type: { name: 'nvarchar', length: -1 } },
    { name: '@c', type: { name: 'datetime2', scale: 3 } },
  ]);
  expect(() => parseParameters('@a int OUTPUT')).toThrow('An output parameter is not supported');
});

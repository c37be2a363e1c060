// Types and values. Sources: "Data types", "Precision, scale, and length", "Data type precedence" and the pages of the
// functions in SQL Server's Transact-SQL reference.

import { oneRow, type CorpusEntry } from './corpus-entry.ts';

const value = (construct: string, expression: string, type: string, result: unknown): CorpusEntry => ({
  construct,
  sql: `SELECT ${expression} AS [v];`,
  expected: oneRow([`v ${type}`], result),
});

export const valueCorpus: readonly CorpusEntry[] = [
  value('literal: whole number', '1', 'int', 1),
  value('literal: text', "'ab'", 'varchar(2)', 'ab'),
  value('literal: national text', "N'ab'", 'nvarchar(2)', 'ab'),
  value('literal: binary', '0x00FF', 'varbinary(2)', '0x00ff'),
  value('precedence: text with int is int', "'1' + 1", 'int', 2),
  value('CAST: text is cut', "CAST('abcdef' AS varchar(3))", 'varchar(3)', 'abc'),
  value('CAST: char is filled', "CAST('ab' AS char(4))", 'char(4)', 'ab  '),
  value('CAST: int to a short varchar is *', 'CAST(12345 AS varchar(3))', 'varchar(3)', '*'),
  value('CAST: empty text to int is 0', "CAST('' AS int)", 'int', 0),
  value('COALESCE: type by precedence', 'COALESCE(NULL, 2)', 'int', 2),
  value('comparison: blanks at the end', "CASE WHEN 'a' = 'a  ' THEN 1 ELSE 0 END", 'int', 1),
  value('comparison: case of the default collation', "CASE WHEN 'a' = 'A' THEN 1 ELSE 0 END", 'int', 1),
  value('comparison: BIN2', "CASE WHEN 'a' COLLATE Latin1_General_BIN2 = 'A' THEN 1 ELSE 0 END", 'int', 0),
  value('IN with NULL is unknown', 'CASE WHEN 1 NOT IN (2, NULL) THEN 1 ELSE 0 END', 'int', 0),
  value('DB_NAME()', "CASE WHEN DB_NAME() = 'master' THEN 1 ELSE 0 END", 'int', 0),
  value(
    'SUSER_SNAME() and ORIGINAL_LOGIN()',
    'CASE WHEN SUSER_SNAME() = ORIGINAL_LOGIN() THEN 1 ELSE 0 END',
    'int',
    1,
  ),
  value('@@TRANCOUNT', '@@TRANCOUNT', 'int', 0),
  {
    construct: 'type of DB_NAME()',
    sql: 'SELECT DB_NAME() AS [v] WHERE 1 = 0;',
    expected: { columns: [['v nvarchar(128)']], rows: [[]] },
  },
  {
    construct: 'type of SYSUTCDATETIME()',
    sql: 'SELECT SYSUTCDATETIME() AS [v] WHERE 1 = 0;',
    expected: { columns: [['v datetime2(7)']], rows: [[]] },
  },
  {
    construct: 'type of NEWID()',
    sql: 'SELECT NEWID() AS [v] WHERE 1 = 0;',
    expected: { columns: [['v uniqueidentifier']], rows: [[]] },
  },
  {
    construct: 'type of @@SPID',
    sql: 'SELECT @@SPID AS [v] WHERE 1 = 0;',
    expected: { columns: [['v smallint']], rows: [[]] },
  },
];

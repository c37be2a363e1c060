// Expressions and their T-SQL types. The PostgreSQL text is judged by running it, in the integration tests; here the types,
// which no result shows in full, and where NULLs go.
import { type Catalogue } from '#local/sql-server/sql/catalogue';
import { compile, variablesOf } from '#local/sql-server/sql/compile';
import { parseBatch } from '#local/sql-server/sql/parse';
import { printType, sqlType } from '#local/sql-server/values/types';

const column = (name: string, type: ReturnType<typeof sqlType>, nullable: boolean) => ({
  name,
  type,
  nullable,
  isIdentity: false,
  hasDefault: false,
  defaultName: undefined,
});
const catalogue: Catalogue = {
  tables: new Map([
    [
      't',
      {
        id: 1,
        name: 'T',
        columns: [
          column('Id', sqlType('int'), false),
          column('Small', sqlType('smallint'), true),
          column('Big', sqlType('bigint'), false),
          column('Name', sqlType('nvarchar', { length: 50 }), true),
          column('Code', sqlType('varchar', { length: 10, collation: 'bin2' }), false),
        ],
        foreignKeysTo: [],
      },
    ],
  ]),
  keys: [],
  principals: new Map(),
  memberships: [],
  permissions: [],
};

const plan = (text: string) => {
  const statements = parseBatch(text);
  const [statement] = statements;
  if (statement === undefined) throw new Error('No statement');
  const made = compile(statement, catalogue, 'db', variablesOf(statements, []));
  if (made?.kind !== 'query') throw new Error('No query');
  return made;
};

const types: [string, string, boolean][] = [
  ['Id', 'int', false],
  ['Small', 'smallint', true],
  ['Id + Small', 'int', true],
  ['Big - Small', 'bigint', true],
  ['COALESCE(Small, Id)', 'int', false],
  ['CASE WHEN Id = 1 THEN Small ELSE Big END', 'bigint', true],
  ['CASE WHEN Id = 1 THEN Name ELSE Code END', 'nvarchar(50)', true],
  ['COUNT(*)', 'int', false],
  ['COUNT_BIG(*)', 'bigint', false],
  ['MAX(Small)', 'smallint', true],
  ['CAST(Id AS varchar)', 'varchar(30)', false],
  ['CONCAT(Name, Id)', 'nvarchar(90)', false],
  ['0x0102', 'varbinary(2)', false],
  ['-CAST(1 AS tinyint)', 'smallint', false],
];
test.each(types)('%s is %s, NULL: %s', (expression, type, nullable) => {
  const [found] = plan(`SELECT ${expression} AS v FROM dbo.T`).columns ?? [];

  expect(found && { type: printType(found.type), nullable: found.nullable }).toEqual({ type, nullable });
});

test.each([
  ['Id', 'ASC', false],
  ['Small', 'NULLS FIRST', true],
  ['Small DESC', 'NULLS LAST', true],
])('ORDER BY %s: %s', (order, nulls, isSaid) => {
  expect(plan(`SELECT Id FROM dbo.T ORDER BY ${order}`).sql.includes(nulls)).toBe(isSaid);
});

test('the missing side of an outer join can be NULL', () => {
  const { columns } = plan('SELECT a.Id AS x, b.Id AS y FROM dbo.T a LEFT JOIN dbo.T b ON a.Id = b.Id');

  expect(columns?.map(({ nullable }) => nullable)).toEqual([false, true]);
});

test('text never reaches PostgreSQL as anything but a literal', () => {
  const { sql } = plan("SELECT 'it''s \\ $1; --' AS v");

  expect(sql).toContain(String.raw`E'it''s \\ $1; --'`);
});

test.each([
  ['SELECT Nothing FROM dbo.T', 207],
  ['SELECT x.Id FROM dbo.T', 4104],
  ['SELECT Id FROM dbo.T a, dbo.T b', 209],
  ['SELECT 1 FROM dbo.Nothing', 208],
  ['SELECT 1 FROM dbo.T WHERE Name = Code', 468],
  ['SELECT MAX(CAST(1 AS bit)) FROM dbo.T', 8117],
  ['SELECT NOTHING()', 195],
  ['SELECT COALESCE(1)', 174],
  ['INSERT INTO dbo.T (Id, Id) VALUES (1, 1)', 264],
  ['INSERT INTO dbo.T (Id) VALUES (1, 2)', 110],
])('%s is error %i', (text, number) => {
  expect(() => plan(text)).toThrow(expect.objectContaining({ number }) as Error);
});

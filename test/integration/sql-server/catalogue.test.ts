// The catalogue that sessions share, around the moment when a definition is committed.
import { type Postgres, startPostgres } from '#local/sql-server/postgres/start-postgres';
import { type Database, openServerState } from '#local/sql-server/server-state';
import type { Catalogue } from '#local/sql-server/sql/catalogue';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres({ projectFolder: process.cwd() });
}, 60_000);
afterAll(() => postgres.stop());

const tablesIn = ({ tables }: Catalogue): string[] => [...tables.keys()];

test('a session that looks before the commit of a table is answered sees the table, and so do all after it', async () => {
  const state = await openServerState(postgres, { user: 'sa', password: 'P@s5-catalogue' });
  await state.createDatabase('deposits');
  const database: Database | undefined = state.databases.get('deposits');
  if (database === undefined) throw new Error('The database was not made');
  const creator = await state.openDatabase(database);
  const other = await state.openDatabase(database);
  const before = await state.catalogueOf(database, other);
  await creator.query('BEGIN');
  await creator.query('CREATE TABLE dbo.made (id int)');
  await creator.query(`COMMENT ON COLUMN dbo.made.id IS '{"type":"int"}'`);

  let during: Catalogue | undefined;
  const after = await state.commitDefinitions(database, creator, async () => {
    await creator.query('COMMIT');
    during = await state.catalogueOf(database, other);
  });
  await Promise.all([creator.close(), other.close()]);

  expect(tablesIn(before)).toEqual([]);
  expect(during && tablesIn(during)).toEqual(['made']);
  expect(tablesIn(after)).toEqual(['made']);
});

// The driver as the layer carries it, with stand-ins for what it does not need: every type goes and comes as through the
// unmodified one, and so do the errors that the product tells apart.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import sql from 'mssql';
import { bundleOptions } from '../../../esbuild.config.ts';
import { toSqlFailure } from '#shared/sql/sql-failure';
import { openTestServer, type TestServer } from './connect.ts';
import { typeCases } from './type-cases.ts';

const projectDirectory = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'bundled-driver-'));

let driver: typeof sql;
let server: TestServer;
let plain: sql.ConnectionPool;
let bundled: sql.ConnectionPool;
let inputs: readonly string[];

beforeAll(async () => {
  const entry = join(folder, 'entry.cjs');
  const from = JSON.stringify(join(projectDirectory, 'node_modules/mssql/index.js'));
  writeFileSync(entry, `module.exports = require(${from});`);
  const outfile = join(folder, 'driver.cjs');
  const options = bundleOptions(projectDirectory, {});
  const { metafile } = await build({ ...options, entryPoints: [entry], outfile, metafile: true });
  inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  driver = jest.requireActual(outfile);
  server = await openTestServer();
  const database = await server.newDatabase();
  plain = await server.connect({ database });
  bundled = await server.connect({ database, driver });
}, 60_000);

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the driver is bundled without what stands in for it', () => {
  expect(inputs.join('\n')).toContain('module-stubs/iconv-lite.cjs');
  expect(inputs.join('\n')).toContain('node_modules/tedious/lib/connection.js');
  expect(inputs.filter((file) => /node_modules\/(iconv-lite|@js-joda|@azure|js-md4)\//.test(file))).toEqual(
    [],
  );
});

const names = typeCases(sql).map(([name], index) => [name, index] as const);
const select = 'SELECT @value AS [value]';

test.each(names)('%s goes and comes as through the unmodified driver', async (_, index) => {
  const [[, type, value], [, plainType]] = [typeCases(driver)[index]!, typeCases(sql)[index]!];

  const [ours, theirs] = await Promise.all([
    bundled.request().input('value', type, value).query<{ value: unknown }>(select),
    plain.request().input('value', plainType, value).query<{ value: unknown }>(select),
  ]);

  expect(ours.recordset[0]?.value).toEqual(theirs.recordset[0]?.value);
});

test.each(names)('NULL as %s comes back', async (_, index) => {
  const [, type] = typeCases(driver)[index]!;

  const { recordset } = await bundled.request().input('value', type, null).query<{ value: unknown }>(select);

  expect(recordset[0]?.value).toBeNull();
});

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

const setUp = `CREATE TABLE [dbo].[Small] (
  [Id] int NOT NULL CONSTRAINT [PK_Small] PRIMARY KEY,
  [Size] int NOT NULL CONSTRAINT [CK_Small_Size] CHECK ([Size] BETWEEN 1 AND 9)
);`;

test.each([
  ['a row twice', 'INSERT INTO [dbo].[Small] ([Id], [Size]) VALUES (1, 1)', 'duplicate'],
  ['a value out of range', 'INSERT INTO [dbo].[Small] ([Id], [Size]) VALUES (2, 10)', 'check'],
  ['a table that is not there', 'SELECT [Id] AS [Id] FROM [dbo].[Nowhere]', 'not-ready'],
])('%s is told apart as through the unmodified driver', async (_, text, kind) => {
  await thrownBy(plain.batch(setUp));
  await thrownBy(plain.query('INSERT INTO [dbo].[Small] ([Id], [Size]) VALUES (1, 1)'));

  const ours = toSqlFailure(await thrownBy(bundled.request().query(text)));
  const theirs = toSqlFailure(await thrownBy(plain.request().query(text)));

  expect(ours.kind).toBe(kind);
  expect(ours).toEqual(theirs);
});

test('a login that is refused is told apart', async () => {
  const wrong = { password: 'P@s5-wrong', driver };

  expect(toSqlFailure(await thrownBy(server.connect(wrong))).kind).toBe('login-refused');
});

test('what was left out says so when it is used', async () => {
  const table = new driver.Table('Small');
  table.columns.add('Id', driver.Int, { nullable: false });
  table.rows.add(1);

  expect(String(await thrownBy(bundled.request().bulk(table)))).toMatch(/is not part of this bundle/);
});

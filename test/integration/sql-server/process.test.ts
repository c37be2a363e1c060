// The endpoint as a process: what it keeps, what it leaves, and that several live side by side.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rm, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'mssql';
import { type SqlServer, startSqlServer } from '#local/sql-server/start-sql-server';
import { until } from '#local/until';
import { failureOf, isEmbedded } from './connect.ts';

const administrator = { user: 'sa', password: 'P@ss-w0rd' };
const connect = (
  server: Pick<SqlServer, 'port'>,
  account = administrator,
  database = 'master',
): Promise<sql.ConnectionPool> =>
  new sql.ConnectionPool({
    server: '127.0.0.1',
    port: server.port,
    ...account,
    database,
    options: { encrypt: false },
  }).connect();

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
const program = `
import { startSqlServer } from './local/sql-server/start-sql-server.ts';
const server = await startSqlServer({ port: 0, administrator: { user: 'sa', password: 'P@ss-w0rd' } });
console.log(JSON.stringify({ port: server.port, pid: server.postgresPid }));
`;
const startChild = async (
  temporary: string,
  options: { uid?: number; gid?: number; umask?: string } = {},
): Promise<{ child: ChildProcess; port: number; pid: number }> => {
  const { umask = '022', ...account } = options;
  const command = `umask ${umask}; exec "$0" --input-type=module-typescript -e "$1"`;
  const child = spawn('/bin/sh', ['-c', command, process.execPath, program], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...account,
  });
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
  );
  const { port, pid } = JSON.parse(line) as { port: number; pid: number };
  return { child, port, pid };
};

const onEndpoint = isEmbedded ? describe : describe.skip;
onEndpoint('the process behind the endpoint', () => {
  test('a killed parent leaves no PostgreSQL and no folder', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'endpoint-test-'));
    await chmod(temporary, 0o755);
    const { child, port, pid } = await startChild(temporary);
    const pool = await connect({ port });
    pool.on('error', () => undefined);
    await pool.request().query('SELECT 1 AS [one]');
    const wasRunning = isRunning(pid);

    child.kill('SIGKILL');
    const isGone = await until(() => !isRunning(pid));
    // The guard removes what it was told to and nothing else: the folder above is empty then.
    const isEmpty = await until(() =>
      rmdir(temporary).then(
        () => true,
        () => false,
      ),
    );
    await pool.close();

    expect({ wasRunning, isGone, isEmpty, isLeft: await exists(temporary) }).toEqual({
      wasRunning: true,
      isGone: true,
      isEmpty: true,
      isLeft: false,
    });
  }, 30_000);

  test('a kept folder brings databases, rows, logins and grants back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'endpoint-kept-'));
    const first = await startSqlServer({ port: 0, administrator, dataDirectory: folder });
    const master = await connect(first);
    await master.batch('CREATE DATABASE [kept];');
    await master.batch("CREATE LOGIN [reader] WITH PASSWORD = N'R3ader-pass';");
    const before = await connect(first, administrator, 'kept');
    await before.batch(`CREATE TABLE dbo.T (a int NOT NULL, v rowversion NOT NULL); INSERT INTO dbo.T (a) VALUES (7);
      CREATE USER [reader] FOR LOGIN [reader]; GRANT SELECT ON dbo.T TO [reader];`);
    await Promise.all([master.close(), before.close()]);
    await first.stop();

    const second = await startSqlServer({ port: 0, administrator, dataDirectory: folder });
    const reader = await connect(second, { user: 'reader', password: 'R3ader-pass' }, 'kept');
    const { recordset } = await reader.request().query('SELECT a FROM dbo.T');
    const denied = await failureOf(reader.request().query('DELETE FROM dbo.T'));
    await reader.close();
    await second.stop();
    await rm(folder, { recursive: true });

    expect(recordset).toEqual([{ a: 7 }]);
    expect(denied).toMatchObject({ number: 229 });
  }, 30_000);

  test('two servers side by side know nothing of each other, and stop with connections open', async () => {
    const servers = await Promise.all([
      startSqlServer({ port: 0, administrator }),
      startSqlServer({ port: 0, administrator }),
    ]);
    const pools = await Promise.all(servers.map((server) => connect(server)));
    for (const pool of pools) pool.on('error', () => undefined);
    await pools[0]?.batch('CREATE DATABASE [mine];');

    const { recordset } = (await pools[1]?.request().query("SELECT DB_ID(N'mine') AS [id]")) ?? {
      recordset: [],
    };
    await Promise.all(servers.map((server) => server.stop()));
    await Promise.all(servers.map((server) => server.stop()));

    expect(recordset).toEqual([{ id: null }]);
    expect(servers.map((server) => isRunning(server.postgresPid))).toEqual([false, false]);
    await Promise.all(pools.map((pool) => pool.close()));
  }, 30_000);
});

const ask = async (port: number): Promise<unknown> => {
  const pool = await connect({ port });
  pool.on('error', () => undefined);
  const { recordset } = await pool.request().query('SELECT 1 AS [one]');
  await pool.close();
  return recordset;
};

const nobody = { uid: 65534, gid: 65534 };
// Only root can become somebody else, and only somebody else cannot get to root's folders.
const asRoot = isEmbedded && process.getuid?.() === 0 ? describe : describe.skip;
asRoot('accounts and folders', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'endpoint-account-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('an ordinary account runs the server', async () => {
    const temporary = join(folder, 'temporary');
    await chmod(folder, 0o755);
    await mkdir(temporary);
    await chown(temporary, nobody.uid, nobody.gid);

    const { child, port } = await startChild(temporary, nobody);
    const rows = await ask(port);
    child.kill('SIGTERM');

    expect(rows).toEqual([{ one: 1 }]);
    expect(
      await until(() =>
        rmdir(temporary).then(
          () => true,
          () => false,
        ),
      ),
    ).toBe(true);
  }, 30_000);

  test("root runs it with a umask of 077 and a temporary folder of root's own", async () => {
    const { child, port } = await startChild(folder, { umask: '077' });

    const rows = await ask(port);
    child.kill('SIGTERM');

    expect(rows).toEqual([{ one: 1 }]);
  }, 30_000);

  test("a folder that PostgreSQL's account cannot get to is kept all the same", async () => {
    const kept = join(folder, 'kept');
    const first = await startSqlServer({ port: 0, administrator, dataDirectory: kept });
    const before = await connect(first);
    await before.batch('CREATE DATABASE [kept];');
    await before.close();
    await first.stop();

    const second = await startSqlServer({ port: 0, administrator, dataDirectory: kept });
    const after = await connect(second);
    const { recordset } = await after.request().query('SELECT [name] FROM sys.databases ORDER BY [name]');
    await after.close();
    await second.stop();

    expect(recordset).toEqual([{ name: 'kept' }, { name: 'master' }]);
    expect((await stat(join(kept, 'PG_VERSION'))).isFile()).toBe(true);
  }, 30_000);
});

// A client that shares no code with the driver: FreeTDS's tsql and bsqldb (Debian's freetds-bin) read back what the driver
// wrote. Skipped, and counted as skipped, where they are not installed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'mssql';
import { type SqlServer, startSqlServer } from '#local/sql-server/start-sql-server';
import { isEmbedded } from './connect.ts';

const administrator = { user: 'sa', password: 'P@ss-w0rd' };
const isInstalled = ['tsql', 'bsqldb'].every(
  (program) => spawnSync(program, ['-C'], { stdio: 'ignore' }).error === undefined,
);
if (!isInstalled) console.warn('SKIPPED: FreeTDS is not installed (apt-get install freetds-bin).');

const withFreeTds = isEmbedded && isInstalled ? describe : describe.skip;
withFreeTds('FreeTDS', () => {
  let server: SqlServer;
  let folder: string;
  beforeAll(async () => {
    server = await startSqlServer({ port: 0, administrator });
    folder = await mkdtemp(join(tmpdir(), 'freetds-'));
    await writeFile(join(folder, 'server.pem'), server.certificatePem);
    const pool = await new sql.ConnectionPool({
      server: 'localhost',
      port: server.port,
      ...administrator,
      options: { encrypt: true, cryptoCredentialsDetails: { ca: server.certificatePem } },
    }).connect();
    await pool.batch(`CREATE TABLE dbo.Written (Id int NOT NULL, Name nvarchar(20) NULL, Amount decimal(9,2) NULL, Bytes varbinary(4) NULL);
      INSERT INTO dbo.Written VALUES (1, N'Zo\u00eb', -12.34, 0x00FF), (2, NULL, NULL, NULL);`);
    await pool.close();
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const run = async (
    program: string,
    args: readonly string[],
    encryption: string,
    input: string,
  ): Promise<string> => {
    const file = join(folder, `${encryption}.conf`);
    await writeFile(
      file,
      `[endpoint]\nhost = 127.0.0.1\nport = ${server.port}\ntds version = 7.4\nclient charset = UTF-8\nencryption = ${encryption}\nca file = ${join(folder, 'server.pem')}\n`,
    );
    const child = spawn(
      program,
      ['-S', 'endpoint', '-U', administrator.user, '-P', administrator.password, ...args],
      {
        env: { ...process.env, FREETDSCONF: file, LC_ALL: 'C.UTF-8' },
      },
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stdin.end(input);
    await new Promise((resolve) => child.once('close', resolve));
    return output;
  };

  // off: nothing encrypted; request: the login only; require: everything.
  test.each(['off', 'request', 'require'])('tsql reads and writes with encryption %s', async (encryption) => {
    const output = await run(
      'tsql',
      [],
      encryption,
      `UPDATE dbo.Written SET Name = N'${encryption}' WHERE Id = 2\nGO\nSELECT * FROM dbo.Written ORDER BY Id\nGO\nSELECT Nothing FROM dbo.Written\nGO\n`,
    );

    expect(output).toContain('1\tZo\u00eb\t-12.34\t00ff');
    expect(output).toContain(`2\t${encryption}\tNULL\tNULL`);
    expect(output).toContain("Invalid column name 'Nothing'.");
  });

  test('bsqldb reads what the driver wrote', async () => {
    const output = await run(
      'bsqldb',
      ['-t', '|'],
      'request',
      'SELECT Id, Name, Amount FROM dbo.Written WHERE Id = 1\ngo\n',
    );

    expect(output).toContain('1|Zo\u00eb|-12.34');
  });

  test('a wrong password is refused', async () => {
    const output = await run('tsql', ['-P', 'wrong'], 'request', 'SELECT 1\nGO\n');

    expect(output).toContain("Login failed for user 'sa'.");
  });
});

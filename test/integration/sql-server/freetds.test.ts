// A client that shares no code with the driver: FreeTDS's tsql and bsqldb (Debian's freetds-bin) read back what the driver
// wrote. Skipped, and counted as skipped, where they are not installed.
import sql from 'mssql';
import { type SqlServer, startSqlServer } from '#local/sql-server/start-sql-server';
import { askFreeTds, isFreeTdsInstalled, type FreeTdsQuery } from '#test/support/freetds';
import { isEmbedded } from './connect.ts';

const administrator = { user: 'sa', password: 'P@ss-w0rd' };
const withFreeTds = isEmbedded && isFreeTdsInstalled ? describe : describe.skip;
withFreeTds('FreeTDS', () => {
  let server: SqlServer;
  beforeAll(async () => {
    server = await startSqlServer({ port: 0, administrator });
    const pool = await new sql.ConnectionPool({
      server: 'localhost',
      port: server.port,
      ...administrator,
      options: { encrypt: true, cryptoCredentialsDetails: { ca: server.certificatePem } },
    }).connect();
    await pool.batch(`CREATE TABLE dbo.Written (Id int NOT NULL, Name nvarchar(20) NULL, Amount int NULL, Bytes varbinary(4) NULL);
      INSERT INTO dbo.Written VALUES (1, N'Zo\u00eb', -1234, 0x00FF), (2, NULL, NULL, NULL);`);
    await pool.close();
  }, 60_000);
  afterAll(async () => {
    await server.stop();
  });

  const ask = (query: FreeTdsQuery): Promise<string> =>
    askFreeTds({ port: server.port, ...administrator, certificatePem: server.certificatePem }, query);

  // off: nothing encrypted; request: the login only; require: everything.
  test.each(['off', 'request', 'require'])('tsql reads and writes with encryption %s', async (encryption) => {
    const output = await ask({
      program: 'tsql',
      encryption,
      input: `UPDATE dbo.Written SET Name = N'${encryption}' WHERE Id = 2\nGO\nSELECT * FROM dbo.Written ORDER BY Id\nGO\nSELECT Nothing FROM dbo.Written\nGO\n`,
    });

    expect(output).toContain('1\tZo\u00eb\t-1234\t00ff');
    expect(output).toContain(`2\t${encryption}\tNULL\tNULL`);
    expect(output).toContain("Invalid column name 'Nothing'.");
  });

  test('bsqldb reads what the driver wrote', async () => {
    const output = await ask({
      program: 'bsqldb',
      args: ['-t', '|'],
      encryption: 'request',
      input: 'SELECT Id, Name, Amount FROM dbo.Written WHERE Id = 1\ngo\n',
    });

    expect(output).toContain('1|Zo\u00eb|-1234');
  });

  test('a wrong password is refused', async () => {
    const output = await ask({
      program: 'tsql',
      args: ['-P', 'wrong'],
      encryption: 'request',
      input: 'SELECT 1\nGO\n',
    });

    expect(output).toContain("Login failed for user 'sa'.");
  });
});

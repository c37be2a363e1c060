// Logins, users, roles and permissions.
import type sql from 'mssql';
import { type Account, type TestServer, failureOf, isEmbedded, openTestServer } from './connect.ts';

let server: TestServer;
let database: string;
let owner: sql.ConnectionPool;
let member: Account;
let pool: sql.ConnectionPool;
beforeAll(async () => {
  server = await openTestServer();
  database = await server.newDatabase();
  owner = await server.connect({ database });
  member = await server.newLogin();
  await owner.batch(
    'CREATE TABLE dbo.Note (Id int IDENTITY(1,1) NOT NULL CONSTRAINT PK_Note PRIMARY KEY, Text nvarchar(50) NOT NULL, Version rowversion NOT NULL);',
  );
  await owner.batch(
    'CREATE ROLE [Readers]; CREATE ROLE [Writers]; GRANT SELECT ON [dbo].[Note] TO [Readers]; GRANT INSERT, UPDATE, DELETE ON [dbo].[Note] TO [Writers];',
  );
  await owner.batch(
    `CREATE USER [${member.user}] FOR LOGIN [${member.user}]; ALTER ROLE [Readers] ADD MEMBER [${member.user}];`,
  );
  pool = await server.connect({ ...member, database });
}, 60_000);
afterAll(() => server.stop());

test('a wrong password, an unknown login and a database that is not open to the login are refused', async () => {
  const outcomes = [
    await failureOf(server.connect({ ...member, password: 'wrong' })),
    await failureOf(server.connect({ user: 'nobody', password: 'x' })),
    await failureOf(server.connect({ ...(await server.newLogin()), database })),
    await failureOf(server.connect({ ...member, database: 'no_such_database' })),
  ];

  expect(outcomes.map((outcome) => outcome?.message)).toEqual([
    `Login failed for user '${member.user}'.`,
    "Login failed for user 'nobody'.",
    expect.stringContaining('Login failed for user'),
    expect.stringContaining('Login failed for user'),
  ]);
  if (isEmbedded) {
    expect(
      server.events
        .filter((event) => event.kind === 'login' && !event.ok)
        .map((event) => (event.kind === 'login' ? event.number : 0)),
    ).toEqual(expect.arrayContaining([18456, 4060]));
  }
});

test('a new password is for new logins: open sessions go on', async () => {
  const account = await server.newLogin();
  const before = await server.connect({ ...account, database: 'master' });
  await before.request().query('SELECT 1 AS [one]');
  await (await server.connect()).batch(`ALTER LOGIN [${account.user}] WITH PASSWORD = N'An0ther-Passw0rd';`);

  const old = await failureOf(server.connect(account));
  const fresh = await failureOf(server.connect({ ...account, password: 'An0ther-Passw0rd' }));
  const { recordset } = await before.request().query('SELECT 1 AS [one]');

  expect(old?.message).toContain('Login failed');
  expect(fresh).toBeUndefined();
  expect(recordset).toEqual([{ one: 1 }]);
});

test('a role gives what it was granted and nothing else', async () => {
  const read = await failureOf(pool.request().query('SELECT * FROM dbo.Note'));
  const write = await failureOf(pool.request().query("INSERT INTO dbo.Note (Text) VALUES (N'x')"));
  const create = await failureOf(pool.batch('CREATE TABLE dbo.Mine (a int)'));
  const grant = await failureOf(pool.batch(`ALTER ROLE [Writers] ADD MEMBER [${member.user}]`));
  const login = await failureOf(pool.batch("CREATE LOGIN [x] WITH PASSWORD = N'x'"));

  expect(read).toBeUndefined();
  expect(write).toEqual({
    number: 229,
    message: `The INSERT permission was denied on the object 'Note', database '${database}', schema 'dbo'.`,
  });
  expect(create).toMatchObject({ number: 262 });
  expect([grant?.number, login?.number]).toEqual(isEmbedded ? [15247, 15247] : [15151, 15247]);
});

test('who was granted ALTER ANY LOGIN may give others a password, and can ask whether they may', async () => {
  const administrator = await server.connect({ database: 'master' });
  const keeper = await server.newLogin();
  const other = await server.newLogin();
  const connection = await server.connect({ ...keeper, database: 'master' });
  const ask = async (from: sql.ConnectionPool) =>
    (
      await from
        .request()
        .query(
          "SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'ALTER ANY LOGIN') AS [login], HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'ALTER ANY USER') AS [user];",
        )
    ).recordset;
  const give = () =>
    failureOf(connection.batch(`ALTER LOGIN [${other.user}] WITH PASSWORD = N'Th1rd-Passw0rd';`));

  const before = [await ask(connection), await give()];
  await administrator.batch(`GRANT ALTER ANY LOGIN TO [${keeper.user}];`);
  const granted = [await ask(connection), await give()];
  const above = await failureOf(
    connection.batch(`ALTER LOGIN [${server.administrator.user}] WITH PASSWORD = N'x';`),
  );
  await administrator.batch(`REVOKE ALTER ANY LOGIN FROM [${keeper.user}];`);
  const revoked = [await ask(connection), await give()];
  const elsewhere = await failureOf(owner.batch(`GRANT ALTER ANY LOGIN TO [${keeper.user}];`));

  const refused = [[{ login: 0, user: 0 }], expect.objectContaining({ number: isEmbedded ? 15247 : 15151 })];
  expect(before).toEqual(refused);
  expect(granted).toEqual([[{ login: 1, user: 0 }], undefined]);
  expect(above?.number).toBe(15151);
  expect(revoked).toEqual(refused);
  expect(elsewhere?.number).toBe(4621);
  expect(await ask(administrator)).toEqual([{ login: 1, user: 1 }]);
  expect(await failureOf(server.connect({ ...other, password: 'Th1rd-Passw0rd' }))).toBeUndefined();
});

test('a member of db_owner changes the database, and only that one', async () => {
  const account = await server.newLogin();
  await owner.batch(
    `CREATE USER [${account.user}] FOR LOGIN [${account.user}]; ALTER ROLE [db_owner] ADD MEMBER [${account.user}];`,
  );
  const mine = await server.connect({ ...account, database });

  await mine.batch(
    "CREATE TABLE dbo.Owned (a int NOT NULL, Text nvarchar(10) NULL); INSERT INTO dbo.Owned VALUES (1, N'x'); GRANT SELECT ON dbo.Owned TO [Readers];",
  );
  const { recordset } = await pool.request().query('SELECT a FROM dbo.Owned');
  const other = await failureOf(mine.batch('CREATE DATABASE [not_mine]'));
  const { recordset: asked } = await mine
    .request()
    .query(
      "SELECT HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'ALTER ANY USER') AS [owner], SUSER_SNAME() AS [login]",
    );

  expect(recordset).toEqual([{ a: 1 }]);
  expect(other).toMatchObject({ number: 262 });
  expect(asked[0]).toMatchObject({ owner: 1, login: account.user });
});

test('a database in use is not dropped', async () => {
  const failure = await failureOf((await server.connect()).batch(`DROP DATABASE [${database}]`));

  expect(failure).toMatchObject({ number: 3702 });
});

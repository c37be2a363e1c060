import type { ChildProcess } from 'node:child_process';
import { asAdministrator } from '#local/seed/provision-database';
import { rotateAccountNumberKeyset } from '#operators/credentials/new-account-number-keyset';
import { resealAccountNumbers } from '#operators/credentials/reseal-account-numbers';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { succeed } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import { lockAndGatherRequest } from '#shared/direct-deposits/sql/direct-deposit-statements';
import type { SqlDatabase } from '#shared/sql/sql-session';
import { openAccountNumber } from '#shared/crypto/account-number-seal';
import { parseCredential } from '#shared/credentials/credential-shape';
import { openCredentials } from '#shared/credentials/open-credentials';
import {
  acme,
  startDepositsWorld,
  type Container,
  type DepositsWorld,
} from '../../../support/deposits-world.ts';
import { caller, soon } from '../../../support/aws-credential-world.ts';
import { credentialsCli, type CredentialsCli } from '../../../support/credentials-cli.ts';
import { findCanaries } from '../../../support/find-canaries.ts';

// Each command is a process of its own, and the world holds databases.
jest.setTimeout(120_000);

type Row = {
  readonly id: string;
  readonly employeeId: string;
  readonly sealed: Buffer;
  readonly keyVersion: number;
};

describe('credentials rotate --purpose account-number-key --reseal', () => {
  let world: DepositsWorld;
  let cli: CredentialsCli;
  let container: Container;
  const numbers = new Map<string, string>();
  let count = 0;

  beforeAll(async () => {
    world = await startDepositsWorld();
    cli = credentialsCli(world);
    container = world.newContainer();
  });
  afterAll(() => world.stop());

  const accountBody = () => {
    count += 1;
    return {
      accountType: 'checking',
      routingNumber: '021000021',
      accountNumber: `7340${String(count).padStart(8, '0')}`,
      allocation: { kind: 'remainder' },
    };
  };
  const addDeposit = async (): Promise<{ employee: string; id: string; etag: string }> => {
    const employee = await world.newEmployee();
    const body = accountBody();
    const created = await container.create({ employee, body });
    if (created.status !== 201) throw new Error(`creating answered ${created.status}`);
    numbers.set(created.body.id, body.accountNumber);
    return { employee, id: created.body.id, etag: created.headers['etag'] ?? '' };
  };
  const rows = async (): Promise<readonly Row[]> => {
    const found = await world.query(
      acme,
      `SELECT [DirectDepositId] AS [id], [EmployeeId] AS [employeeId], [SealedAccountNumber] AS [sealed],
         [KeyVersion] AS [keyVersion] FROM [dbo].[DirectDeposit] ORDER BY [EmployeeId];`,
    );
    return (found as readonly Row[]).map((row) => ({ ...row, id: row.id.toLowerCase() }));
  };
  const keyset = async () => {
    const request = {
      tenantId: acme,
      purposes: ['account-number-key'] as const,
      refresh: true,
      previous: false,
      caller,
    };
    const answer = await openCredentials(world.deps, request, soon());
    const opened = answer.ok ? answer.value.credentials['account-number-key'] : undefined;
    if (opened === undefined) throw new Error(`the keyset cannot be opened: ${JSON.stringify(answer)}`);
    const parsed = parseCredential('account-number-key', opened.value.expose());
    if (!parsed.ok) throw new Error('the keyset cannot be read');
    return parsed.value;
  };
  const expectEveryNumberToOpen = async (): Promise<readonly Row[]> => {
    const [keys, stored] = [await keyset(), await rows()];
    for (const { id, employeeId, sealed, keyVersion } of stored) {
      const binding = { tenantId: acme, employeeId, directDepositId: id };
      const opened = openAccountNumber(keys, binding, keyVersion, sealed);
      expect(opened.ok && opened.value.expose()).toBe(numbers.get(id));
    }
    return stored;
  };
  const reseal = (more: readonly string[] = [], onStart: (child: ChildProcess) => void = () => undefined) =>
    cli(['rotate', '--tenant', 'acme', '--purpose', 'account-number-key', '--reseal', '--json', ...more], {
      onStart,
    });

  const open = (): SqlDatabase =>
    world.openDatabase(
      { tenantId: acme },
      { value: new Secret(world.loginOf(acme)), version: 1, format: 'jwe1' },
      { deadline: deadlineIn(systemClock, 30_000) } as Parameters<DepositsWorld['openDatabase']>[2],
    );
  /** A writer that has the employee's lock until it is told to end. */
  const hold = async (employee: string): Promise<() => Promise<unknown>> => {
    const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const writer = open().transaction(async (session) => {
      const { statement, values } = lockAndGatherRequest(employee, { accountFingerprints: [] });
      await session.run(statement, values);
      held.resolve();
      await release.promise;
      return succeed(undefined);
    });
    await held.promise;
    return () => {
      release.resolve();
      return writer;
    };
  };

  test('seals every stored number anew, changes nothing that the API shows but its tag', async () => {
    const deposit = await addDeposit();
    await addDeposit();
    const before = await container.get(deposit);

    const planned = await reseal(['--dry-run']);
    const untouched = await rows();
    const done = await reseal();
    const after = await container.get(deposit);
    const stored = await expectEveryNumberToOpen();

    expect(JSON.parse(planned.stdout)).toMatchObject({ keyVersion: 2, isNewKey: true, toReseal: 2 });
    expect(untouched.map(({ keyVersion }) => keyVersion)).toEqual([1, 1]);
    expect([done.code, JSON.parse(done.stdout)]).toMatchObject([
      0,
      { keyVersion: 2, isNewKey: true, resealed: 2, busy: 0, unreadable: [], isInterrupted: false },
    ]);
    expect(stored.map(({ keyVersion }) => keyVersion)).toEqual([2, 2]);
    expect(after.body).toEqual(before.body);
    expect(after.headers['etag']).not.toBe(before.headers['etag']);
    const passwords = [...world.databases.values()].map(({ owner }) => owner.password);
    expect(findCanaries(done.output, [...passwords, ...numbers.values()])).toEqual([]);
  });

  test('is stopped, goes on with the same key, and meets writers that lose nothing', async () => {
    const deposits = [];
    for (let n = 0; n < 60; n += 1) deposits.push(await addDeposit());
    const current = (await keyset()).current;
    const employees = (await rows()).map(({ employeeId }) => employeeId);
    const doneOf = async () => (await rows()).filter(({ keyVersion }) => keyVersion > current).length;
    const waitForDone = async (count: number) => {
      while ((await doneOf()) < count) await new Promise((resolve) => setTimeout(resolve, 5));
    };

    // The job waits for this employee when it is told to stop.
    const releaseFirst = await hold(employees[20] ?? '');
    let child: ChildProcess | undefined;
    const running = reseal(['--new-key'], (it) => (child = it));
    await waitForDone(20);
    child?.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await releaseFirst();
    const stopped = await running;

    const releaseSecond = await hold(employees[40] ?? '');
    const resuming = reseal();
    await waitForDone(40);
    setTimeout(() => void releaseSecond(), 100);
    const answers = await Promise.all(
      deposits.map(async ({ employee, id }) => {
        const { headers } = await container.get({ employee, id });
        const { accountNumber, ...rest } = accountBody();
        const answer = await container.update({
          employee,
          id,
          ifMatch: headers['etag'],
          body: { ...rest, accountNumber },
        });
        if (answer.status === 200) numbers.set(id, accountNumber);
        return answer.status;
      }),
    );
    const resumed = await resuming;
    // The container still seals with the keyset that it opened before: another run takes what it wrote meanwhile.
    const last = await reseal();
    const stored = await expectEveryNumberToOpen();

    expect(stopped.code).toBe(1);
    expect(JSON.parse(stopped.stdout)).toMatchObject({ keyVersion: current + 1, isInterrupted: true });
    expect(resumed.code).toBe(0);
    expect(JSON.parse(resumed.stdout)).toMatchObject({ keyVersion: current + 1, isNewKey: false });
    expect(answers.filter((status) => status !== 200 && status !== 412)).toEqual([]);
    expect(last.code).toBe(0);
    expect(new Set(stored.map(({ keyVersion }) => keyVersion)).size).toBe(1);
  });

  test('reports a number that does not open by its row, and does the rest', async () => {
    const damaged = await addDeposit();
    await addDeposit();
    await world.query(
      acme,
      `UPDATE [dbo].[DirectDeposit] SET [SealedAccountNumber] = 0x00, [KeyVersion] = 1 WHERE [DirectDepositId] = @id;`,
      { id: damaged.id },
    );

    const run = await reseal();

    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ unreadable: [damaged.id], busy: 0 });
    numbers.delete(damaged.id);
  });

  describe('row by row', () => {
    const run = async (database: SqlDatabase) =>
      resealAccountNumbers(database, {
        tenantId: acme,
        keyset: rotateAccountNumberKeyset(await keyset()),
        signal: new AbortController().signal,
      });
    /** Leaves the employee's row as the only one of the table. */
    const onlyOne = async () => {
      await world.query(acme, 'DELETE FROM [dbo].[DirectDeposit];');
      return addDeposit();
    };

    test('waits for a writer that holds the employee', async () => {
      const { employee } = await onlyOne();
      const order: string[] = [];
      const release = await hold(employee);
      setTimeout(() => {
        order.push('writer');
        void release();
      }, 400);

      const resealed = await run(open());
      order.push('reseal');

      expect(order).toEqual(['writer', 'reseal']);
      expect(resealed).toMatchObject({ ok: true, value: { resealed: 1, busy: 0 } });
    });

    test('leaves a row alone that somebody changed without the lock, and takes it as it is then', async () => {
      const { id } = await onlyOne();
      const database = open();
      let changes = 0;
      /** Changes the row once, after it was read and before it is written. */
      const disturbed: SqlDatabase = {
        run: (...parameters) => database.run(...parameters),
        transaction: (work) =>
          database.transaction((session) =>
            work({
              run: async (statement, values) => {
                if (statement.name === 'reseal.replace' && changes === 0) {
                  changes += 1;
                  await world.query(
                    acme,
                    `UPDATE [dbo].[DirectDeposit] SET [Nickname] = N'changed' WHERE [DirectDepositId] = @id;`,
                    { id },
                  );
                }
                return session.run(statement, values);
              },
            }),
          ),
      };

      const resealed = await run(disturbed);
      const [row] = await world.query(acme, 'SELECT [Nickname] AS [nickname] FROM [dbo].[DirectDeposit];');

      expect(changes).toBe(1);
      expect(resealed).toMatchObject({ ok: true, value: { resealed: 1, busy: 0 } });
      expect(row).toEqual({ nickname: 'changed' });
    });
  });

  test('makes no key when the administrator may not write the numbers', async () => {
    const before = await keyset();
    const { database = '' } = world.databases.get(acme) ?? {};
    const reader = { user: `${database}_reader`, password: 'Read-0nly-canary' };
    await asAdministrator(world.sql.server, database, async (pool) => {
      await pool.batch(`CREATE LOGIN [${reader.user}] WITH PASSWORD = N'${reader.password}';`);
      await pool.batch(`CREATE USER [${reader.user}] FOR LOGIN [${reader.user}];`);
      await pool.batch(`ALTER ROLE [db_datareader] ADD MEMBER [${reader.user}];`);
    });
    await world.seal(acme, 'sql-server-admin', { ...world.loginOf(acme), ...reader });

    for (const more of [['--dry-run'], []]) {
      const run = await reseal(['--new-key', ...more]);
      expect([run.code, JSON.parse(run.stdout)]).toEqual([
        1,
        expect.objectContaining({ failure: 'permission-missing' }),
      ]);
      expect(run.stderr).toContain('lacks UPDATE ON dbo.DirectDeposit; nothing was changed');
    }
    expect(await keyset()).toEqual(before);
  });
});

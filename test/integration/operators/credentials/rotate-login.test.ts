import { acme, startDepositsWorld, type DepositsWorld } from '../../../support/deposits-world.ts';
import { soon } from '../../../support/aws-credential-world.ts';
import { credentialsCli, type CredentialsCli, type CliRun } from '../../../support/credentials-cli.ts';
import { findCanaries } from '../../../support/find-canaries.ts';
import { asAdministrator as asAdministratorOf } from '#local/seed/provision-database';
import { parseCredential } from '#shared/credentials/credential-shape';
import { openAnyCredential } from '#operators/credentials/open-any-credential';
import { caller } from '../../../support/aws-credential-world.ts';

// Each command is a process of its own, and the world holds databases.
jest.setTimeout(120_000);

describe('credentials rotate-login', () => {
  let world: DepositsWorld;
  let cli: CredentialsCli;
  beforeAll(async () => {
    world = await startDepositsWorld();
    cli = credentialsCli(world);
  });
  afterAll(() => world.stop());

  const asAdministrator = () => {
    const { server, port, database } = world.loginOf(acme);
    const { user, password } = world.sql.server;
    return { server, port, database, user, password };
  };
  beforeEach(() => world.seal(acme, 'sql-server-admin', asAdministrator()));

  const stored = async () => {
    const record = await world.deps.tenantStore.load(acme, { isConsistent: true, deadline: soon() });
    if (!record.ok) throw new Error(record.failure);
    const use = { caller, deadline: soon() };
    const what = { purpose: 'sql-server', isPrevious: false };
    const opened = await openAnyCredential(world.deps, record.value, what, use);
    const parsed = opened.ok
      ? parseCredential('sql-server', opened.value.value.expose())
      : { ok: false as const };
    if (!parsed.ok) throw new Error('the login cannot be read');
    return { ...parsed.value, version: record.value.credentials.get('sql-server')?.current.version };
  };
  const read = async (container = world.newContainer()) =>
    (await container.list({ employee: 'e-nobody' })).status;
  const rotate = (...more: readonly string[]) =>
    cli(['rotate-login', '--tenant', 'acme', '--json', ...more], { env: { DEPOSITS_SQL_ENCRYPT: 'off' } });
  const told = (run: CliRun): unknown => JSON.parse(run.stdout);
  const failNext = (text: string) => {
    if (!world.sql.isEmbedded) return undefined;
    return world.sql.inject({
      do: 'answer-error',
      number: 50000,
      when: (point) => point.text.includes(text) && point.login !== '',
    });
  };
  const becomeOwner = async (mayAlterLogins: boolean) => {
    const { database, owner } = world.databases.get(acme) ?? {};
    if (owner === undefined) throw new Error('acme has no database');
    await world.seal(acme, 'sql-server-admin', { ...world.loginOf(acme), ...owner, database });
    const verb = mayAlterLogins ? 'GRANT ALTER ANY LOGIN TO' : 'REVOKE ALTER ANY LOGIN FROM';
    await asAdministratorOf(world.sql.server, 'master', (pool) => pool.batch(`${verb} [${owner.user}];`));
  };

  test('hands over to the other login, which it makes, and back; the one before stays valid', async () => {
    const before = await stored();
    const warm = world.newContainer();
    expect(await read(warm)).toBe(404);

    const first = await rotate();
    expect([first.code, first.stderr.includes('"level":"error"')]).toEqual([0, false]);
    expect(told(first)).toMatchObject({ user: `${before.user}_clone`, before: before.user });
    const clone = await stored();
    expect(clone).toMatchObject({ user: `${before.user}_clone`, version: Number(before.version) + 1 });
    expect([await read(), await read(warm)]).toEqual([404, 404]);

    const soonAgain = await rotate();
    expect([soonAgain.code, told(soonAgain)]).toEqual([1, expect.objectContaining({ failure: 'in-use' })]);

    const second = await rotate('--now');
    expect([second.code, told(second)]).toEqual([
      0,
      expect.objectContaining({ user: before.user, before: `${before.user}_clone` }),
    ]);
    const again = await stored();
    expect(again.password).not.toBe(before.password);
    expect([await read(), await read(warm)]).toEqual([404, 404]);
    const canaries = [before, clone, again, asAdministrator()].map(({ password }) => password);
    expect(findCanaries([first, soonAgain, second].map(({ output }) => output).join('\n'), canaries)).toEqual(
      [],
    );
  });

  test('that fails between password and store changes nothing for who uses it, and can be run again', async () => {
    const before = await stored();
    const fault = failNext('[TenantId] AS [tenantId] FROM [dbo].[TenantMarker]');
    if (fault === undefined) return;
    const interrupted = await rotate('--now');
    expect(interrupted.code).toBe(1);
    expect(await stored()).toEqual(before);
    expect(await read()).toBe(404);
    fault.remove();
    expect((await rotate('--now')).code).toBe(0);
    expect((await stored()).user).not.toBe(before.user);
    expect(await read()).toBe(404);
  });

  test('in place: one login, a new password, and an interrupted one is finished with what was stored', async () => {
    const before = await stored();
    const done = await rotate('--in-place');
    expect([done.code, told(done)]).toEqual([
      0,
      expect.objectContaining({ user: before.user, before: null, isResumed: false }),
    ]);
    expect(await read()).toBe(404);

    if (!world.sql.isEmbedded) return;
    // The change is lost on its way, and so is every attempt to find out: the database’s state is unknown.
    let isSent = false;
    const lost = [
      world.sql.inject({
        do: 'drop',
        at: 'before-run',
        times: 100,
        when: ({ text }) => {
          if (!text.includes('ALTER LOGIN')) return false;
          isSent = true;
          return true;
        },
      }),
      world.sql.inject({
        do: 'drop',
        at: 'before-answer',
        times: 100,
        when: ({ login, text }) => isSent && login === before.user && text.includes('[TenantMarker]'),
      }),
    ];
    const interrupted = await rotate('--in-place');
    expect([interrupted.code, interrupted.stderr]).toEqual([1, expect.stringContaining('run it again')]);
    for (const fault of lost) fault.remove();
    const half = await stored();
    expect(half.version).toBe(Number(before.version) + 2);
    // The functions go on with the version before.
    expect(await read()).toBe(404);
    const planned = await cli(['rotate-login', '--tenant', 'acme', '--in-place', '--dry-run'], {
      env: { DEPOSITS_SQL_ENCRYPT: 'off' },
    });
    expect([planned.code, planned.stdout]).toEqual([0, expect.stringContaining('would be finished')]);
    expect(await stored()).toEqual(half);
    const finished = await rotate('--in-place');
    expect([finished.code, told(finished)]).toEqual([
      0,
      expect.objectContaining({ isResumed: true, version: half.version }),
    ]);
    expect(await stored()).toEqual(half);
    expect(await read()).toBe(404);
  });

  test('in place: what the database refuses is taken back', async () => {
    const before = await stored();
    const fault = failNext('ALTER LOGIN');
    if (fault === undefined) return;
    const refused = await rotate('--in-place');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('stored again, as version')]);
    expect(await stored()).toEqual({ ...before, version: Number(before.version) + 2 });
    expect(await read()).toBe(404);
    const again = await rotate('--in-place');
    expect([again.code, told(again)]).toEqual([0, expect.objectContaining({ isResumed: false })]);
    expect(await read()).toBe(404);
  });

  test('in place: a change whose answer was lost is found to be done', async () => {
    if (!world.sql.isEmbedded) return;
    const before = await stored();
    const fault = world.sql.inject({
      do: 'drop',
      at: 'before-answer',
      times: 100,
      when: ({ text }) => text.includes('ALTER LOGIN'),
    });
    const done = await rotate('--in-place');
    fault.remove();
    expect([done.code, told(done)]).toEqual([
      0,
      expect.objectContaining({ version: Number(before.version) + 1 }),
    ]);
    expect(await read()).toBe(404);
  });

  test('says what it would do and does nothing', async () => {
    const before = await stored();
    const dry = await rotate('--now', '--dry-run');
    expect([dry.code, told(dry)]).toEqual([0, expect.objectContaining({ isDryRun: true })]);
    expect(await stored()).toEqual(before);
  });

  test.each([[['--now']], [['--in-place']], [['--now', '--dry-run']], [['--in-place', '--dry-run']]])(
    'by an administrator who may not alter logins is refused, and nothing changes: %p',
    async (options) => {
      await becomeOwner(false);
      const before = await stored();
      const run = await rotate(...options);
      expect([run.code, told(run)]).toEqual([1, expect.objectContaining({ failure: 'permission-missing' })]);
      expect(run.stderr).toContain('lacks ALTER ANY LOGIN; nothing was changed');
      expect(await stored()).toEqual(before);
      expect(await read()).toBe(404);
    },
  );

  test('needs no more than the owner of the database with ALTER ANY LOGIN', async () => {
    await becomeOwner(true);
    expect((await rotate('--now')).code).toBe(0);
    expect((await rotate('--in-place')).code).toBe(0);
    expect(await read()).toBe(404);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealAsMd5TripleDes, sealAsMedvedevPdb } from '#local/seed/legacy-application';
import { openCredentials } from '#shared/credentials/open-credentials';
import type { TenantId } from '#shared/domain/tenant-id';
import {
  caller,
  soon,
  startCredentialWorld,
  valuesOf,
  type CredentialWorld,
} from '../../../support/aws-credential-world.ts';
import { credentialsCli, type CredentialsCli } from '../../../support/credentials-cli.ts';
import { findCanaries } from '../../../support/find-canaries.ts';
import {
  connectionStringOf,
  legacyFloor,
  pdbParameters,
  tripleDesParameters,
} from '../../../support/legacy-values.ts';

// Each command is a process of its own.
jest.setTimeout(60_000);

const initech = 'initech' as TenantId;
const login = valuesOf('initech')['sql-server'];
const secrets = [pdbParameters.passphrase, tripleDesParameters.key, login.password, login.user];

const whole = {
  purpose: 'sql-server',
  scheme: 'medvedev-pdb',
  legacyKey: 'old',
  column: 'Connection, sealed',
};
const apart = {
  purpose: 'sql-server',
  scheme: 'md5-tripledes-ecb',
  legacyKey: 'older',
  members: {
    server: { column: 'Server' },
    database: { column: 'Database' },
    user: { column: 'Login' },
    password: { column: 'Pwd', sealed: true },
  },
};

describe('credentials import', () => {
  let world: CredentialWorld;
  let cli: CredentialsCli;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'credentials-import-'));
    world = await startCredentialWorld();
    await world.writer.putPolicy(initech, legacyFloor);
    cli = credentialsCli(world);
    await cli(['rotate', '--tenant', 'initech', '--data-key']);
    await world.seal(initech, 'legacy-key#old', pdbParameters);
    await world.seal(initech, 'legacy-key#older', tripleDesParameters);
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await world.stop();
  });

  const connection = sealAsMedvedevPdb(pdbParameters, connectionStringOf('initech'));
  const password = sealAsMd5TripleDes(tripleDesParameters, login.password);
  const csv = (cells: Readonly<Record<string, string>> = {}): string => {
    const columns = ['Company', 'Connection, sealed', 'Server', 'Database', 'Login', 'Pwd'];
    const own: Record<string, string> = {
      Company: 'INI-01',
      'Connection, sealed': connection,
      Server: `tcp:${login.server},1433`,
      Database: login.database,
      Login: login.user,
      Pwd: password,
      ...cells,
    };
    const rows = [columns, columns.map((column) => own[column] ?? ''), columns.map(() => 'another "tenant"')];
    return rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
  };
  const run = (credentials: readonly object[], text = csv(), ...more: readonly string[]) => {
    const [map, file] = [join(folder, 'map.json'), join(folder, 'export.csv')];
    writeFileSync(map, JSON.stringify({ tenantColumn: 'Company', tenantValue: 'INI-01', credentials }));
    writeFileSync(file, text);
    return cli(['import', '--tenant', 'initech', '--map', map, file, ...more]);
  };
  const opened = async () => {
    const request = {
      tenantId: initech,
      purposes: ['sql-server'] as const,
      refresh: true,
      previous: false,
      caller,
    };
    const answer = await openCredentials(world.deps, request, soon());
    return answer.ok ? answer.value.credentials['sql-server']?.value.expose() : answer.failure;
  };

  test('stores one column as it is, once, and leaves it alone after it was moved', async () => {
    const planned = await run([whole], csv(), '--dry-run');
    const before = await world.envelopeOf(initech, 'sql-server');
    const first = await run([whole]);
    const envelope = await world.envelopeOf(initech, 'sql-server');
    const again = await run([whole]);
    await cli(['rewrap', '--tenant', 'initech']);
    const afterwards = await run([whole]);

    const runs = [planned, first, again, afterwards];
    expect(runs.map(({ code, stdout }) => [code, stdout])).toEqual([
      [0, 'initech sql-server: would store version 1 as dotnet-medvedev-pdb\n'],
      [0, 'initech sql-server: stored version 1 as dotnet-medvedev-pdb\n'],
      [0, 'initech sql-server: stored already, version 1\n'],
      [0, 'initech sql-server: stored already, version 1\n'],
    ]);
    expect(before).toBe('');
    expect(envelope).toBe(`dotnet-medvedev-pdb:old:${connection}`);
    expect(await world.envelopeOf(initech, 'sql-server')).toMatch(/^jwe1:/);
    expect(await opened()).toEqual(login);
    const everything = runs.map(({ output }) => output).join('');
    expect(findCanaries(everything, secrets)).toEqual([]);
  });

  test('puts columns apart together and seals them in the current format', async () => {
    await world.writer.putPolicy(initech, { status: 'active', formatFloor: 'jwe1' });

    const first = await run([apart]);
    const again = await run([apart]);

    expect([first.stdout, again.stdout]).toEqual([
      'initech sql-server: stored version 1 as jwe1\n',
      'initech sql-server: stored already, version 1\n',
    ]);
    expect(await opened()).toEqual(login);
    expect(findCanaries(first.output + again.output, secrets)).toEqual([]);
  });

  test('does not put an old value over a newer one unless told to', async () => {
    await world.seal(initech, 'sql-server', { ...login, password: 'canary-newer' });

    const kept = await run([apart]);
    const isNewer = (await opened()) as { password: string };
    const replaced = await run([apart], csv(), '--replace', '--json');

    expect([kept.code, kept.stderr]).toEqual([1, expect.stringContaining('already-stored')]);
    expect(isNewer.password).toBe('canary-newer');
    expect(JSON.parse(replaced.stdout)).toMatchObject({ imported: [{ version: 2, isUnchanged: false }] });
    expect(await opened()).toEqual(login);
  });

  test.each([
    ['a value that does not open', [whole], { 'Connection, sealed': 'AAAA' }, 'DECRYPTION_FAILED'],
    ['an empty cell', [whole], { 'Connection, sealed': '' }, 'value-empty'],
    ['an unknown scheme', [{ ...whole, scheme: 'rot13' }], {}, 'scheme-unknown'],
    ['a legacy key that is not there', [{ ...whole, legacyKey: 'none' }], {}, 'legacy-key-missing'],
    ['a column that is not there', [{ ...whole, column: 'Nowhere' }], {}, 'no column "Nowhere"'],
    ['a sealed member that does not open', [apart], { Pwd: 'AAAA' }, 'password: it does not open'],
    ['members of the wrong shape', [apart], { Server: 'a b' }, 'server is wrong, port is missing'],
    ['no row of the tenant', [whole], { Company: 'other' }, 'no row for the tenant'],
    ['a map of another shape', [{ ...whole, column: 7 }], {}, 'not understood at credentials.0'],
  ])('refuses %s and stores nothing', async (_, credentials, cells, complaint) => {
    const refused = await run(credentials, csv(cells));

    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain(complaint);
    expect(findCanaries(refused.output, secrets)).toEqual([]);
    expect(await world.envelopeOf(initech, 'sql-server')).toBe('');
  });

  test('keeps to the floor: what would be refused is not stored', async () => {
    await world.writer.putPolicy(initech, { status: 'active', formatFloor: 'jwe1' });

    const refused = await run([whole]);

    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('FORMAT_BELOW_FLOOR')]);
  });

  test('says that the export is no CSV without quoting it', async () => {
    const refused = await run([whole], `a,b\r\n"canary-cell`);

    expect([refused.code, refused.output]).toEqual([1, expect.stringContaining('not CSV')]);
    expect(findCanaries(refused.output, ['canary-cell'])).toEqual([]);
  });
});

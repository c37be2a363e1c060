import type { ChildProcess } from 'node:child_process';
import type { TenantId } from '#shared/domain/tenant-id';
import type { StoredCredential } from '#shared/tenants/tenant-record';
import {
  acme,
  caller,
  globex,
  soon,
  startCredentialWorld,
  valuesOf,
  type CredentialWorld,
} from '../../../support/aws-credential-world.ts';
import { credentialsCli, type CredentialsCli } from '../../../support/credentials-cli.ts';
import { findCanaries } from '../../../support/find-canaries.ts';
import {
  legacyFloor,
  pdbEnvelope,
  pdbParameters,
  tripleDesEnvelope,
  tripleDesParameters,
} from '../../../support/legacy-values.ts';
import { openCredentials } from '#shared/credentials/open-credentials';

// Each command is a process of its own.
jest.setTimeout(60_000);

const secrets = [
  pdbParameters.passphrase,
  tripleDesParameters.key,
  ...['acme', 'globex'].flatMap((tenant) => [
    valuesOf(tenant)['sql-server'].password,
    valuesOf(tenant)['payroll-api'].key,
  ]),
];

describe('credentials rewrap, census, floor and rotate --data-key', () => {
  let world: CredentialWorld;
  let cli: CredentialsCli;

  beforeEach(async () => {
    world = await startCredentialWorld();
    await world.addTenant(acme);
    await world.addTenant(globex);
    await world.writer.putPolicy(acme, legacyFloor);
    await world.seal(acme, 'legacy-key#old', pdbParameters);
    await world.seal(acme, 'legacy-key#older', tripleDesParameters);
    await plantLegacy();
    cli = credentialsCli(world);
  });
  afterEach(() => world.stop());

  /** A connection string is current, JSON in another scheme is previous; the payroll key is legacy too. */
  const plantLegacy = async () => {
    await world.putItem({
      tenantId: { S: 'acme' },
      itemKey: { S: 'credential#sql-server' },
      envelope: { S: pdbEnvelope('acme') },
      version: { N: '7' },
      previousEnvelope: { S: tripleDesEnvelope({ ...valuesOf('acme')['sql-server'], user: 'before' }) },
      previousVersion: { N: '6' },
      updatedAt: { S: '2019-03-01T00:00:00.000Z' },
    });
    await world.plant(acme, 'payroll-api', tripleDesEnvelope(valuesOf('acme')['payroll-api']));
  };

  const stored = async (tenantId: TenantId, purpose: string): Promise<StoredCredential | undefined> => {
    const record = await world.deps.tenantStore.load(tenantId, { isConsistent: true, deadline: soon() });
    return record.ok ? record.value.credentials.get(purpose) : undefined;
  };
  const open = async (purpose: 'sql-server' | 'payroll-api', previous = false) => {
    const request = { tenantId: acme, purposes: [purpose], refresh: true, previous, caller };
    const answer = await openCredentials(world.deps, request, soon());
    return answer.ok ? answer.value.credentials[purpose]?.value.expose() : answer.failure;
  };
  const json = async (...args: readonly string[]): Promise<Record<string, unknown>> =>
    JSON.parse((await cli([...args, '--json'])).stdout) as Record<string, unknown>;

  test('moves everything to the current format, once, and says nothing of any value', async () => {
    const before = await cli(['census', '--all']);
    const dryRun = await cli(['rewrap', '--all', '--dry-run']);
    const untouched = await stored(acme, 'sql-server');
    const first = await cli(['rewrap', '--all', '--concurrency', '2']);
    const second = await cli(['rewrap', '--all']);
    const after = await cli(['census']);

    const runs = [before, dryRun, first, second, after];
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(before.stdout).toMatch(/dotnet-medvedev-pdb +legacy-key#old +1 +0/);
    expect(before.stdout).toContain('dotnet-md5-tripledes-ecb: 1 current, 1 previous');
    expect(dryRun.stdout).toBe('3 would be rewrapped, 6 already current, 0 failed\n');
    expect(untouched?.current.envelope).toMatch(/^dotnet-/);
    expect(first.stdout).toBe('3 rewrapped, 6 already current, 0 failed\n');
    expect(second.stdout).toBe('0 rewrapped, 9 already current, 0 failed\n');
    expect(after.stdout).toMatch(/acme +dotnet-medvedev-pdb +jwe1 +key#1 +5 +1 +may raise its floor/);
    expect(after.stdout).not.toContain('dotnet-md5');

    const moved = await stored(acme, 'sql-server');
    expect([moved?.current.version, moved?.previous?.version]).toEqual([7, 6]);
    expect(moved?.updatedAt).toBe('2019-03-01T00:00:00.000Z');
    expect(await open('sql-server')).toEqual(valuesOf('acme')['sql-server']);
    expect(await open('sql-server', true)).toMatchObject({ user: 'before' });
    expect(await open('payroll-api')).toEqual(valuesOf('acme')['payroll-api']);
    const everything = runs.map(({ output }) => output).join('');
    expect(findCanaries(everything, secrets)).toEqual([]);
    // The control: a secret in that output would be found.
    expect(findCanaries(`${everything}${secrets[0]}`, secrets)).toEqual([secrets[0]]);
  });

  test('takes only the formats that it is told', async () => {
    const only = await json('rewrap', '--tenant', 'acme', '--from', 'dotnet-medvedev-*');

    expect(only).toMatchObject({ rewrapped: 1, other: 2, alreadyCurrent: 3, failures: [] });
    expect((await stored(acme, 'payroll-api'))?.current.envelope).toMatch(/^dotnet-md5/);
  });

  test('reports what cannot be opened by tenant and purpose, and moves the rest', async () => {
    const damaged = pdbEnvelope('acme').replace(/.{4}$/, 'AAAA');
    await world.plant(acme, 'sql-server', damaged);
    await world.putItem({
      tenantId: { S: 'globex' },
      itemKey: { S: 'credential#payroll-api' },
      version: { N: '1' },
    });
    await world.plant(globex, 'sql-server', 'rot13:canary');

    const run = await cli(['rewrap', '--all', '--json']);
    const again = await json('rewrap', '--all');
    const text = await cli(['rewrap', '--all']);

    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({
      rewrapped: 1,
      failures: expect.arrayContaining([
        { tenantId: 'acme', purpose: 'sql-server', place: 'current', code: 'DECRYPTION_FAILED' },
        { tenantId: 'globex', purpose: 'payroll-api', code: 'ENVELOPE_MALFORMED' },
        { tenantId: 'globex', purpose: 'sql-server', place: 'current', code: 'ENVELOPE_MALFORMED' },
      ]),
    });
    expect(again).toMatchObject({ rewrapped: 0 });
    expect(text.stdout).toContain('failed: acme sql-server: it does not open');
    expect(await world.envelopeOf(acme, 'sql-server')).toBe(damaged);
  });

  test('says so when the floor keeps old envelopes from being opened', async () => {
    await world.writer.putPolicy(acme, { status: 'active', formatFloor: 'jwe1' });

    expect(await json('rewrap', '--tenant', 'acme')).toMatchObject({
      rewrapped: 0,
      failures: [
        { code: 'FORMAT_BELOW_FLOOR' },
        { code: 'FORMAT_BELOW_FLOOR' },
        { code: 'FORMAT_BELOW_FLOOR' },
      ],
    });
  });

  test('goes on after it was stopped in the middle', async () => {
    const tenants = Array.from({ length: 40 }, (_, n) => `tenant-${n}` as TenantId);
    for (const tenantId of tenants) await world.addTenant(tenantId, legacyFloor);
    for (const tenantId of tenants) {
      await world.seal(tenantId, 'legacy-key#old', pdbParameters);
      await world.plant(tenantId, 'sql-server', pdbEnvelope(tenantId));
    }
    let child: ChildProcess | undefined;
    const running = cli(['rewrap', '--all', '--concurrency', '1', '--json'], {
      onStart: (it) => (child = it),
    });
    const isBegun = async () =>
      (await world.envelopeOf(tenants[0] as TenantId, 'sql-server')).startsWith('jwe1');
    while (!(await isBegun())) await new Promise((resolve) => setTimeout(resolve, 5));
    child?.kill('SIGINT');
    const stopped = await running;
    const rest = await json('rewrap', '--all');

    expect([stopped.code, JSON.parse(stopped.stdout)]).toMatchObject([1, { isInterrupted: true }]);
    const { rewrapped } = JSON.parse(stopped.stdout) as { rewrapped: number };
    expect(rest).toMatchObject({ rewrapped: 43 - rewrapped, failures: [], isInterrupted: false });
    for (const tenantId of tenants) expect(await world.envelopeOf(tenantId, 'sql-server')).toMatch(/^jwe1:/);
  });

  test('raises the floor when nothing older is stored, not before, and lowers it only when confirmed', async () => {
    const floor = (format: string, input = '') =>
      cli(['floor', '--tenant', 'acme', '--format', format], { input });

    const early = await floor('jwe1');
    await cli(['rewrap', '--tenant', 'acme']);
    const raised = await floor('jwe1');
    const again = await floor('jwe1');
    const unconfirmed = await floor('dotnet-medvedev-pdb');
    const lowered = await floor('dotnet-medvedev-pdb', 'acme dotnet-medvedev-pdb\n');
    const unknown = await floor('jwe9');

    expect([early, raised, again, unconfirmed, lowered, unknown].map(({ code }) => code)).toEqual([
      1, 0, 0, 1, 0, 1,
    ]);
    expect(early.stderr).toContain('older-envelopes');
    expect(raised.stdout).toBe('acme: raised from dotnet-medvedev-pdb to jwe1\n');
    expect(again.stdout).toBe('acme: the floor is jwe1 already\n');
    expect(unconfirmed.stderr).toContain('Not confirmed');
    expect(lowered.stdout).toContain('lowered');
  });

  test('gives a tenant a new data key, seals its envelopes anew, and finishes an interrupted rotation', async () => {
    await cli(['rewrap', '--tenant', 'acme']);
    const planned = await json('rotate', '--tenant', 'acme', '--data-key', '--dry-run');
    const rotated = await json('rotate', '--tenant', 'acme', '--data-key');
    // As an interruption leaves it: the key is there, envelopes are not under it yet.
    await world.seal(acme, 'payroll-api', valuesOf('acme')['payroll-api']);
    const provisioned = await world.writer.putKey(acme, 3, (await wrappedKey()) ?? Buffer.alloc(0));
    const resumed = await json('rotate', '--tenant', 'acme', '--data-key');
    const census = await json('census', '--tenant', 'acme');

    expect(provisioned.ok).toBe(true);
    expect(planned).toMatchObject({ keyVersion: 2, isNewKey: true, isDryRun: true, rewrapped: 6 });
    expect(rotated).toMatchObject({ keyVersion: 2, isNewKey: true, rewrapped: 6, failures: [] });
    expect(resumed).toMatchObject({ keyVersion: 3, isNewKey: false, rewrapped: 7, failures: [] });
    expect(census['tenants']).toMatchObject([
      { envelopes: [{ format: 'jwe1', key: 'key#3', current: 5, previous: 2 }], mayRaiseFloor: true },
    ]);
    expect(await open('sql-server')).toEqual(valuesOf('acme')['sql-server']);
  });

  /** A data key as the operators' code would have made the third one. */
  const wrappedKey = async (): Promise<Buffer | undefined> => {
    const context = { tenantId: 'acme', keyVersion: '3' };
    const made = await world.sealDeps.keySealer.generateDataKey(context);
    return made.ok ? made.value.wrapped : undefined;
  };
});

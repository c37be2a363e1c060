// T8 Envelopes of before commitments on their way: counted, served, rewrapped, and refused once the floor asks for the commitment.

import { CompactEncrypt } from 'jose';
import {
  acme,
  soon,
  startCredentialWorld,
  valuesOf,
  type CredentialWorld,
} from '../../../support/aws-credential-world.ts';
import { credentialsCli, type CredentialsCli } from '../../../support/credentials-cli.ts';

// Each command is a process of its own.
jest.setTimeout(60_000);

let world: CredentialWorld;
let cli: CredentialsCli;

beforeAll(async () => {
  world = await startCredentialWorld();
  await world.addTenant(acme);
  cli = credentialsCli(world);
});
afterAll(() => world.stop());

/** As any JOSE library writes it, with the six members of before. */
const sealWithoutCommitment = async (): Promise<string> => {
  const record = await world.deps.tenantStore.load(acme, { isConsistent: true, deadline: soon() });
  if (!record.ok) throw new Error('the tenant is not there');
  const wrappedKey = record.value.wrappedKeys.get(1)!;
  const request = { tenantId: acme, keyVersion: 1, wrappedKey, refresh: false, deadline: soon() };
  const key = await world.sealDeps.dataKeys.withKey(request, (bytes) => Buffer.from(bytes));
  if (!key.ok) throw new Error('the key is not there');
  const header = { alg: 'dir', enc: 'A256GCM', kid: 'key#1', tid: 'acme', pur: 'payroll-api', ver: 1 };
  const plaintext = Buffer.from(JSON.stringify(valuesOf('acme')['payroll-api']));
  return `jwe1:${await new CompactEncrypt(plaintext).setProtectedHeader(header).encrypt(key.value)}`;
};

const open = () => world.open(acme, 'payroll-api');
const payroll = { value: valuesOf('acme')['payroll-api'], format: 'jwe1' };

test('T8 a floor of committed envelopes is raised after rewrapping, and refuses what was there before', async () => {
  const before = await sealWithoutCommitment();
  await world.plant(acme, 'payroll-api', before);

  expect(await open()).toEqual(payroll);
  expect((await cli(['census', '--all'])).stdout).toContain('1 without key commitment');
  const early = await cli(['floor', '--tenant', 'acme', '--format', 'jwe1-committed']);
  expect([early.code, early.stderr]).toEqual([1, expect.stringContaining('rewrap')]);

  expect((await cli(['rewrap', '--all'])).stdout).toContain('1 rewrapped, 2 already current');
  expect((await cli(['rewrap', '--all'])).stdout).toContain('0 rewrapped, 3 already current');
  expect((await cli(['floor', '--tenant', 'acme', '--format', 'jwe1-committed'])).code).toBe(0);
  expect(await open()).toEqual(payroll);
  expect((await cli(['census', '--all'])).stdout).not.toContain('commitment');

  await world.plant(acme, 'payroll-api', before);
  expect(await open()).toBe('FORMAT_BELOW_FLOOR');
});

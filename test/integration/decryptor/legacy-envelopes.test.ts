// Legacy envelopes through the real handler, against DynamoDB and KMS on loopback: what opens, what the floor refuses, and
// the one answer for everything that is wrong.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHandler, type DecryptorHandler } from '../../../functions/decryptor/handler.ts';
import type { WireAnswer } from '#shared/credentials/contract';
import type { VectorFile } from '#operators/commands/vector-file';
import { sealers } from '../../unit/crypto/legacy-oracle/seal-schemes.ts';
import {
  acme,
  caller,
  globex,
  startCredentialWorld,
  type CredentialWorld,
} from '../../support/aws-credential-world.ts';

const vectors = (
  JSON.parse(readFileSync(join(process.cwd(), 'test/vectors/legacy/vectors.json'), 'utf8')) as VectorFile
).vectors;

const context = { getRemainingTimeInMillis: () => 10_000 };
const legacyFloor = { status: 'active', formatFloor: 'dotnet-custom' } as const;
const login = {
  server: 'sql.example.test',
  port: 1433,
  database: 'Hr',
  user: 'hr_app',
  password: 'canary;"=\' ü',
};
const connectionString = `Data Source=tcp:sql.example.test;Initial Catalog=Hr;User ID=hr_app;Password="canary;""=' ü"`;
const passphrase = { passphrase: 'canary-pass', iv: 'tu89geji340t89u2' };
const seal = (text: string): string => sealers['stringcipher-v1-pdb']!(passphrase, text);

describe('a legacy envelope', () => {
  let world: CredentialWorld;
  let handler: DecryptorHandler;

  beforeAll(async () => {
    world = await startCredentialWorld();
    await world.addTenant(acme, legacyFloor);
    await world.addTenant(globex, legacyFloor);
    await world.seal(acme, 'legacy-key#main', passphrase);
  });
  beforeEach(async () => {
    handler = createHandler(() => world.deps);
    await world.writer.putPolicy(acme, legacyFloor);
    world.logLines.length = 0;
  });
  afterAll(() => world.stop());

  const ask = (tenantId: string = acme, purpose = 'sql-server'): Promise<WireAnswer> =>
    handler({ version: 1, tenantId, purposes: [purpose], refresh: true, previous: false, caller }, context);
  const askFor = async (envelope: string): Promise<WireAnswer> => {
    await world.plant(acme, 'sql-server', envelope);
    return ask();
  };
  const failed = (code: string) => ({ version: 1, credentials: {}, failures: { 'sql-server': { code } } });
  const opened = (value: object, format = 'dotnet-stringcipher-v1-pdb') => ({
    version: 1,
    credentials: { 'sql-server': { value, version: 1, format } },
    failures: {},
  });

  test('opens to the login in its connection string', async () => {
    expect(await askFor(`dotnet-stringcipher-v1-pdb:main:${seal(connectionString)}`)).toEqual(opened(login));
  });

  test('opens to a login that was stored as JSON', async () => {
    const value = seal(JSON.stringify(login));
    expect(await askFor(`dotnet-stringcipher-v1-pdb:main:${value}`)).toEqual(opened(login));
  });

  test('opens a second time with the keys that it derived, and with none once the tenant is suspended', async () => {
    const envelope = `dotnet-stringcipher-v1-pdb:main:${seal(connectionString)}`;
    await askFor(envelope);
    const held = world.deps.legacyOpeners?.size ?? 0;
    expect(await askFor(envelope)).toEqual(opened(login));
    const heldAfter = world.deps.legacyOpeners?.size;
    await world.writer.putPolicy(acme, { ...legacyFloor, status: 'suspended' });
    await ask();

    expect(held).toBeGreaterThan(0);
    expect(heldAfter).toBe(held);
    expect(world.deps.legacyOpeners?.size).toBe(0);
  });

  test('is refused by a floor of a current format', async () => {
    await world.writer.putPolicy(acme, { status: 'active', formatFloor: 'jwe1' });

    expect(await askFor(`dotnet-stringcipher-v1-pdb:main:${seal(connectionString)}`)).toEqual(
      failed('FORMAT_BELOW_FLOOR'),
    );
  });

  test('opens with changed parameters at once', async () => {
    await world.seal(globex, 'legacy-key#main', { ...passphrase, passphrase: 'other' });
    await world.plant(globex, 'sql-server', `dotnet-stringcipher-v1-pdb:main:${seal(connectionString)}`);
    const before = await ask(globex);
    await world.seal(globex, 'legacy-key#main', passphrase);

    expect([before, await ask(globex)]).toEqual([failed('DECRYPTION_FAILED'), opened(login)]);
  });

  test.each([
    ['no legacy key id', () => seal(connectionString)],
    ['a legacy key that is not there', () => `other:${seal(connectionString)}`],
    ['a legacy key id that none can have', () => `../policy:${seal(connectionString)}`],
    ['another purpose for a legacy key id', () => `main#sql-server:${seal(connectionString)}`],
    ['an empty value', () => 'main:'],
    ['no base64', () => 'main:????'],
    ['half a block', () => 'main:AAAA'],
    [
      'a value under another key',
      () => `main:${sealers['stringcipher-v1-pdb']!({ ...passphrase, passphrase: 'x' }, connectionString)}`,
    ],
    ['a text that is no login', () => `main:${seal('hello')}`],
    ['a login without a password', () => `main:${seal('Server=a;Database=b;User ID=c')}`],
    ['a named instance', () => `main:${seal('Server=a\\HR;Database=b;User ID=c;Password=d')}`],
    ['JSON of another shape', () => `main:${seal('{"server":"a"}')}`],
    ['a nested legacy envelope', () => `main:${seal('dotnet-custom:main:AAAA')}`],
    ['an error message that was stored', () => 'main:Length of the data to decrypt is invalid.'],
    ['a value of Windows data protection', () => 'main:AQAAANCMnd8BFdERjHoAwE/Cl+s='],
  ])('answers %s like every other failure', async (_, payload) => {
    const answer = await askFor(`dotnet-stringcipher-v1-pdb:${payload()}`);

    expect(JSON.stringify(answer)).toBe(JSON.stringify(failed('DECRYPTION_FAILED')));
    expect(world.logLines.join('')).not.toContain('canary');
  });

  test('names a wrong parameter in the log, without what it holds, and nowhere else', async () => {
    await world.seal(acme, 'legacy-key#wrong', { ...passphrase, iv: 'canary' });

    expect(await askFor(`dotnet-stringcipher-v1-pdb:wrong:${seal(connectionString)}`)).toEqual(
      failed('DECRYPTION_FAILED'),
    );
    const log = world.logLines.join('');
    expect(log).toContain('"problem":"iv: must have 16 bytes, has 6"');
    expect(log).toContain('"legacyKeyId":"wrong"');
    expect(log).not.toContain('canary');
  });

  const logins = vectors.filter(({ plaintext }) => plaintext.includes('Data Source='));

  test('of every scheme with a published connection string opens to the same login', async () => {
    const values = new Set<string>();
    for (const { scheme, params, ciphertext } of logins) {
      await world.plant(acme, 'legacy-key#vector', await sealedParameters(params));
      values.add(
        JSON.stringify(await askFor(`dotnet-${scheme}:vector:${ciphertext}`)).replaceAll(
          `dotnet-${scheme}`,
          '',
        ),
      );
    }

    expect(new Set(logins.map(({ scheme }) => scheme)).size).toBeGreaterThan(20);
    expect([...values]).toHaveLength(1);
    expect([...values][0]).toContain('"database":"Tenant_0042"');
  });

  const sealedParameters = async (parameters: object): Promise<string> => {
    const context = { tenantId: acme, purpose: 'legacy-key#vector' };
    const sealed = await world.sealDeps.keySealer.encrypt(Buffer.from(JSON.stringify(parameters)), context);
    if (!sealed.ok) throw new Error(sealed.failure);
    return `kms1:${sealed.value.toString('base64')}`;
  };
});

// Messages of the AWS Encryption SDK on their way to `jwe1`: imported, opened by the decryptor's own path, with KMS and with raw
// keys, and rewrapped. KMS is asked once for each at most.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KmsKeyringNode } from '@aws-crypto/client-node';
import { KMS } from '@aws-sdk/client-kms';
import {
  acme,
  startCredentialWorld,
  valuesOf,
  type CredentialWorld,
} from '../../../support/aws-credential-world.ts';
import { credentialsCli, type CredentialsCli } from '../../../support/credentials-cli.ts';
import { esdkSettings, rawKeyring, writeWithAws } from '../../../support/esdk-messages.ts';

// Each command is a process of its own.
jest.setTimeout(60_000);

const payroll = valuesOf('acme')['payroll-api'];
const plaintext = Buffer.from(JSON.stringify(payroll));
const context = { tenantId: 'acme', purpose: 'payroll-api' };
const floor = { status: 'active', formatFloor: 'esdk1' } as const;

describe('esdk1 envelopes', () => {
  let world: CredentialWorld;
  let cli: CredentialsCli;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'esdk-'));
    world = await startCredentialWorld();
    await world.addTenant(acme, floor);
    cli = credentialsCli(world);
  });
  afterEach(async () => {
    await world.stop();
    rmSync(folder, { recursive: true });
  });

  const kmsKeyring = (): KmsKeyringNode =>
    new KmsKeyringNode({
      generatorKeyId: world.keyId,
      clientProvider: () =>
        new KMS({
          region: 'us-east-1',
          endpoint: world.kms.url,
          credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
          // Its types are of before exactOptionalPropertyTypes.
        }) as never,
    });
  const open = () => world.open(acme, 'payroll-api');

  test('wrapped by KMS: signed, opened with one call, moved by rewrap', async () => {
    const message = await writeWithAws(kmsKeyring(), plaintext, { suite: 'committing and signed', context });
    await world.plant(acme, 'payroll-api', `esdk1:${message.toString('base64')}`);
    let calls = 0;
    world.kms.setFault(() => {
      calls += 1;
      return undefined;
    });

    expect(await open()).toEqual({ value: payroll, format: 'esdk1' });
    expect(calls).toBe(1);

    const census = await cli(['census', '--all']);
    const rewrapped = await cli(['rewrap', '--all']);
    expect(census.stdout).toMatch(/esdk1 +.*1/);
    expect(rewrapped.stdout).toContain('1 rewrapped');
    expect(await open()).toEqual({ value: payroll, format: 'jwe1' });
  });

  test('of another tenant’s context are KMS’s to refuse', async () => {
    const foreign = { ...context, tenantId: 'globex' };
    const message = await writeWithAws(kmsKeyring(), plaintext, { suite: 'committing', context: foreign });
    await world.plant(acme, 'payroll-api', `esdk1:${message.toString('base64')}`);

    expect(await open()).toBe('DECRYPTION_FAILED');
  });

  test('under a raw key: the settings are put, the column is imported, rewrap moves it', async () => {
    const message = await writeWithAws(rawKeyring(), plaintext, { suite: 'signed', context });
    const settings = join(folder, 'settings.json');
    const map = join(folder, 'map.json');
    const csv = join(folder, 'export.csv');
    writeFileSync(settings, JSON.stringify({ ...esdkSettings, allowNonCommitting: true }), { mode: 0o600 });
    writeFileSync(
      map,
      JSON.stringify({
        tenantColumn: 'Tenant',
        credentials: [{ purpose: 'payroll-api', scheme: 'esdk1', column: 'Sealed' }],
      }),
    );
    writeFileSync(csv, `Tenant,Sealed\nacme,${message.toString('base64')}\n`, { mode: 0o600 });

    const put = await cli(['put', '--tenant', 'acme', '--purpose', 'legacy-key#esdk1', '--file', settings]);
    const imported = await cli(['import', '--tenant', 'acme', '--map', map, csv, '--replace']);
    expect([put.stderr, imported.stderr]).toEqual(['', '']);
    // The value is what was stored before; importing tells so and leaves it.
    expect(imported.stdout).toContain('stored already');

    await world.plant(acme, 'payroll-api', `esdk1:${message.toString('base64')}`);
    expect(await open()).toEqual({ value: payroll, format: 'esdk1' });
    const rewrapped = await cli(['rewrap', '--tenant', 'acme', '--from', 'esdk1']);
    expect(rewrapped.stdout).toContain('1 rewrapped');
    expect(await open()).toEqual({ value: payroll, format: 'jwe1' });
  });

  test('below the floor are refused', async () => {
    const message = await writeWithAws(rawKeyring(), plaintext, { suite: 'committing', context });
    await world.plant(acme, 'payroll-api', `esdk1:${message.toString('base64')}`);
    await world.writer.putPolicy(acme, { status: 'active', formatFloor: 'jwe1' });

    expect(await open()).toBe('FORMAT_BELOW_FLOOR');
  });
});

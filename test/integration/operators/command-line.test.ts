// What all operators' commands share: how they find the local stack, and where their audit lines go.

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteRunningStack } from '#local/running-stack';
import {
  acme,
  startCredentialWorld,
  valuesOf,
  type CredentialWorld,
} from '../../support/aws-credential-world.ts';
import { runScript } from '../../support/run-script.ts';

/** Of no stack that anything else here starts. */
const portBase = 64_000;
let world: CredentialWorld;
let folder: string;
let forget: () => void;

beforeAll(async () => {
  world = await startCredentialWorld();
  await world.addTenant(acme);
  await world.seal(acme, 'payroll-api', valuesOf('acme')['payroll-api']);
  folder = mkdtempSync(join(tmpdir(), 'command-line-'));
  forget = noteRunningStack(portBase, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: world.dynamoDbUrl,
    AWS_ENDPOINT_URL_KMS: world.kms.url,
    DEPOSITS_TENANT_TABLE: 'tenants',
    DEPOSITS_KMS_KEY_ID: world.keyId,
    DEPOSITS_OPERATOR_LOG: join(folder, 'logs/operators.log'),
  });
});
afterAll(async () => {
  forget();
  rmSync(folder, { recursive: true, force: true });
  await world.stop();
});

const run = (script: string, args: readonly string[], env: Readonly<Record<string, string>>, input = '') =>
  runScript(script, args, { env: { PATH: process.env['PATH'], HOME: folder, ...env }, input });

const PORT_BASE = String(portBase);

describe('the local stack', () => {
  test.each([
    [
      'with --local, whatever else is set',
      ['list', '--local'],
      { PORT_BASE, DEPOSITS_TENANT_TABLE: 'another', AWS_PROFILE: 'x' },
    ],
    ['with PORT_BASE alone', ['list'], { PORT_BASE }],
  ])('is found %s', async (_, args, env) => {
    const { code, stdout, stderr } = await run('credentials', args, env);

    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^acme /m);
  });

  test.each(['credentials list', 'credentials census', 'migrate', 'audit verify', 'audit held'])(
    'that does not run is said, and how to start it: %s',
    async (command) => {
      const [script = '', ...args] = command.split(' ');
      const { code, stdout, stderr } = await run(script, [...args, '--all', '--local'], {
        PORT_BASE: '64100',
      });

      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toBe(
        'No local stack runs on port 64100. Start one with npm start, or set PORT_BASE to the one that it was started with.\n',
      );
    },
  );

  test('or a deployment has to be named', async () => {
    const { code, stderr } = await run('credentials', ['list'], {});

    expect(code).toBe(1);
    expect(stderr).toMatch(/^DEPOSITS_TENANT_TABLE is not set\. .* or give --local for the local stack/);
  });

  test('is nothing for a command that works offline', async () => {
    const { code, stderr } = await run('credentials', ['verify', 'x.json', '--local'], { PORT_BASE });

    expect([code, stderr]).toEqual([2, expect.stringContaining("unknown option '--local'")]);
  });
});

describe('audit lines', () => {
  const reveal = ['get', '--tenant', 'acme', '--purpose', 'payroll-api', '--reveal', '--local'];

  test('go to a file that only the account may read, and not to the terminal', async () => {
    const { code, stdout, stderr } = await run('credentials', reveal, { PORT_BASE }, 'acme payroll-api\n');

    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain('credential.opened');
    const file = join(folder, 'logs/operators.log');
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      event: 'decryptor.credential.opened',
      tenantId: 'acme',
      callerFunction: 'credentials get --reveal',
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('that cannot be written keep a command from opening anything', async () => {
    const { code, stdout, stderr } = await run(
      'credentials',
      reveal.filter((argument) => argument !== '--local'),
      {
        AWS_REGION: 'us-east-1',
        AWS_ENDPOINT_URL_DYNAMODB: world.dynamoDbUrl,
        AWS_ENDPOINT_URL_KMS: world.kms.url,
        DEPOSITS_TENANT_TABLE: 'tenants',
        DEPOSITS_OPERATOR_LOG: folder,
      },
      'acme payroll-api\n',
    );

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      `The audit log ${folder} cannot be written (EISDIR); nothing was opened. Name another file in DEPOSITS_OPERATOR_LOG.\n`,
    );
  });
});

// `npm run webhook -- rotate-secret` against Secrets Manager on loopback.

import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { startSecretsManager, type SecretsManager } from '#local/secrets-manager/start-secrets-manager';
import { runScript, type ScriptRun } from '../../../support/run-script.ts';

let secretsManager: SecretsManager;
let client: SecretsManagerClient;
let folder: string;
const secretId = 'webhook/payroll-suite';

beforeEach(async () => {
  secretsManager = await startSecretsManager({ port: 0 });
  client = new SecretsManagerClient({
    endpoint: secretsManager.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await client.send(new CreateSecretCommand({ Name: secretId }));
  folder = mkdtempSync(join(tmpdir(), 'rotate-secret-'));
});
afterEach(async () => {
  client.destroy();
  await secretsManager.stop();
  rmSync(folder, { recursive: true, force: true });
});

const rotate = (...args: readonly string[]): Promise<ScriptRun> =>
  runScript('webhook', ['rotate-secret', '--scheme', 'standard-webhooks', ...args], {
    env: {
      PATH: process.env['PATH'],
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.url,
      AWS_MAX_ATTEMPTS: '1',
    },
  });

const stored = async (stage = 'AWSCURRENT'): Promise<string | undefined> => {
  try {
    const command = new GetSecretValueCommand({ SecretId: secretId, VersionStage: stage });
    return (await client.send(command)).SecretString;
  } catch {
    return undefined;
  }
};
const own = (...args: readonly string[]): Promise<ScriptRun> => rotate('--secret-id', secretId, ...args);

test('makes a secret, keeps it in a file of its owner, and stores it', async () => {
  const out = join(folder, 'secret');

  const run = await own('--out', out);

  const written = readFileSync(out, 'utf8');
  expect([run.code, run.stderr]).toEqual([0, '']);
  expect(run.stdout).toMatch(/stored a new secret\. It is the first one\.\nGive .* to the sender/);
  expect(written).toMatch(/^whsec_[A-Za-z0-9+/]{43}=\n$/);
  expect(statSync(out).mode & 0o777).toBe(0o600);
  expect(await stored()).toBe(written.trim());
  expect(run.stdout).not.toContain(written.trim());
});

test('keeps the one before as the previous one, and does so twice in a day only when forced', async () => {
  await own('--out', join(folder, '1'));
  const first = await stored();

  const second = await own('--out', join(folder, '2'));
  const forced = await own('--out', join(folder, '3'), '--force', '--json');

  expect([second.code, forced.code]).toEqual([1, 0]);
  expect(second.stderr).toMatch(/less than 24 hours ago/);
  expect(existsSync(join(folder, '2'))).toBe(false);
  expect(JSON.parse(forced.stdout)).toMatchObject({ secretId, out: join(folder, '3') });
  expect(await stored('AWSPREVIOUS')).toBe(first);
});

test('stores what the sender made, and refuses what cannot sign', async () => {
  writeFileSync(join(folder, 'given'), 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\n');
  writeFileSync(join(folder, 'wrong'), 'canary-without-prefix\n');

  const wrong = await own('--secret-file', join(folder, 'wrong'));
  const before = await stored();
  const given = await own('--secret-file', join(folder, 'given'));

  expect([wrong.code, given.code]).toEqual([1, 0]);
  expect(`${wrong.stdout}${wrong.stderr}`).not.toContain('canary');
  expect(before).toBeUndefined();
  expect(await stored()).toBe('whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX');
});

test('changes nothing in a dry run', async () => {
  const run = await own('--out', join(folder, 'secret'), '--dry-run');

  expect([run.code, existsSync(join(folder, 'secret')), await stored()]).toEqual([0, false, undefined]);
  expect(run.stdout).toMatch(/would store a new secret/);
});

test('writes over no file', async () => {
  writeFileSync(join(folder, 'mine'), 'mine');

  const run = await own('--out', join(folder, 'mine'));

  expect([run.code, readFileSync(join(folder, 'mine'), 'utf8'), await stored()]).toEqual([
    1,
    'mine',
    undefined,
  ]);
  expect(run.stderr).toMatch(/is there already: name a new file/);
});

test('takes the file back when it could not be stored, and says what Secrets Manager said', async () => {
  secretsManager.setFault((operation) =>
    operation === 'PutSecretValue' ? { name: 'AccessDeniedException', status: 400 } : undefined,
  );

  const run = await own('--out', join(folder, 'secret'));

  expect([run.code, existsSync(join(folder, 'secret'))]).toEqual([1, false]);
  expect(run.stderr).toMatch(
    /Secrets Manager said AccessDeniedException about the secret webhook\/payroll-suite in us-east-1 \(AWS_REGION\) at http:\S+ \(AWS_ENDPOINT_URL_SECRETS_MANAGER\).*webhook-operator/,
  );
});

test.each([
  [['--out', 'x', '--secret-file', 'y'], 2, /Give --out .* or --secret-file/],
  [[], 2, /Give --out .* or --secret-file/],
])('refuses %j', async (args, code, sentence) => {
  const run = await own(...args);

  expect(run.code).toBe(code);
  expect(run.stderr).toMatch(sentence);
});

test('says when there is no such secret', async () => {
  const run = await rotate('--secret-id', 'webhook/nobody', '--out', join(folder, 'secret'));

  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(
    /ResourceNotFoundException about the secret webhook\/nobody .*: there is no such secret there/,
  );
});

// The local Secrets Manager as AWS's own client sees it.

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { startSecretsManager, type SecretsManager } from '#local/secrets-manager/start-secrets-manager';
import { errorNameOf } from '#test/support/error-name';

const clientOf = ({ url }: SecretsManager): SecretsManagerClient =>
  new SecretsManagerClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

let secrets: SecretsManager;
let client: SecretsManagerClient;
beforeEach(async () => {
  secrets = await startSecretsManager({ port: 0 });
  client = clientOf(secrets);
});
afterEach(async () => {
  client.destroy();
  await secrets.stop();
});

const read = async (stage?: string): Promise<string | undefined> =>
  (
    await client.send(
      new GetSecretValueCommand({ SecretId: 'a/b', ...(stage === undefined ? {} : { VersionStage: stage }) }),
    )
  ).SecretString;
const put = (SecretString: string, ClientRequestToken?: string) =>
  client.send(
    new PutSecretValueCommand({
      SecretId: 'a/b',
      SecretString,
      ...(ClientRequestToken === undefined ? {} : { ClientRequestToken }),
    }),
  );

test('the version before the current one is the previous one, and no other is kept', async () => {
  await client.send(new CreateSecretCommand({ Name: 'a/b', SecretString: 'one' }));
  const first = [await read(), await errorNameOf(read('AWSPREVIOUS'))];
  await put('two');
  const second = [await read(), await read('AWSPREVIOUS')];
  await put('three');

  expect(first).toEqual(['one', 'ResourceNotFoundException']);
  expect(second).toEqual(['two', 'one']);
  expect([await read(), await read('AWSPREVIOUS')]).toEqual(['three', 'two']);
});

test('a value says when it was stored, and is found by its ARN', async () => {
  const before = Date.now();
  const { ARN } = await client.send(new CreateSecretCommand({ Name: 'a/b', SecretString: 'one' }));

  const { CreatedDate, Name } = await client.send(new GetSecretValueCommand({ SecretId: ARN! }));

  expect(Name).toBe('a/b');
  expect(CreatedDate!.getTime()).toBeGreaterThanOrEqual(before - 1);
  expect(CreatedDate!.getTime()).toBeLessThanOrEqual(Date.now() + 1);
});

test('the same token stores nothing twice, and another value under it nothing at all', async () => {
  await client.send(new CreateSecretCommand({ Name: 'a/b' }));
  const token = 'a'.repeat(32);

  await put('one', token);
  await put('one', token);

  expect(await errorNameOf(put('two', token))).toBe('ResourceExistsException');
  expect([await read(), await errorNameOf(read('AWSPREVIOUS'))]).toEqual([
    'one',
    'ResourceNotFoundException',
  ]);
  const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId: 'a/b' }));
  expect(VersionIdsToStages).toEqual({ [token]: ['AWSCURRENT'] });
});

test('what is not there, there already, named otherwise or not done here is said', async () => {
  await client.send(new CreateSecretCommand({ Name: 'a/b' }));

  expect([
    await errorNameOf(read()),
    await errorNameOf(client.send(new CreateSecretCommand({ Name: 'a/b' }))),
    await errorNameOf(client.send(new CreateSecretCommand({ Name: 'a b' }))),
    await errorNameOf(client.send(new DescribeSecretCommand({ SecretId: 'nobody' }))),
    await errorNameOf(put('x'.repeat(65_537))),
    await errorNameOf(client.send(new DeleteSecretCommand({ SecretId: 'a/b' }))),
  ]).toEqual([
    'ResourceNotFoundException',
    'ResourceExistsException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'InvalidParameterException',
    'UnknownOperationException',
  ]);
});

test('secrets outlive a restart in a file that only its owner may read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  const first = await startSecretsManager({ port: 0, dataDirectory: folder });
  const firstClient = clientOf(first);
  await firstClient.send(new CreateSecretCommand({ Name: 'a/b', SecretString: 'kept' }));
  firstClient.destroy();
  await first.stop();

  const second = await startSecretsManager({ port: 0, dataDirectory: folder });
  const secondClient = clientOf(second);
  const { SecretString } = await secondClient.send(new GetSecretValueCommand({ SecretId: 'a/b' }));
  secondClient.destroy();
  await second.stop();

  expect(SecretString).toBe('kept');
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true, force: true });
});

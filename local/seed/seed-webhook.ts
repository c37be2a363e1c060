// The webhook's part of the local stack: what it needs of AWS, and the signing secret of each source in a file of its own, from which
// `npm run webhook -- send` takes it.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveWebhookSources } from '../../infra/webhook-names.ts';
import type { Ports } from '../ports.ts';
import { localClaimTable, localRegion, localStackName } from '../stack-environment.ts';
import { provisionWebhook } from './provision-webhook.ts';

const localSources = ['payroll-suite:standard-webhooks', 'bank:standard-webhooks'];

export const seedWebhook = async (ports: Ports, secretFolder: string): Promise<void> => {
  const sources = resolveWebhookSources(localStackName, localSources);
  if (!sources.ok) throw new TypeError(sources.failure);
  const at = (port: number) => ({
    endpoint: `http://127.0.0.1:${port}`,
    region: localRegion,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const dynamoDb = new DynamoDBClient(at(ports.dynamodb));
  const secretsManager = new SecretsManagerClient(at(ports.secretsManager));
  const eventBridge = new EventBridgeClient(at(ports.eventBridge));
  try {
    await provisionWebhook({
      dynamoDb,
      secretsManager,
      eventBridge,
      stackName: localStackName,
      claimTable: localClaimTable,
      sources: sources.value,
    });
    mkdirSync(secretFolder, { recursive: true, mode: 0o700 });
    for (const { name, secretId } of sources.value) {
      const { SecretString: secret = '' } = await secretsManager.send(
        new GetSecretValueCommand({ SecretId: secretId }),
      );
      writeFileSync(join(secretFolder, name), `${secret}\n`, { mode: 0o600 });
    }
  } finally {
    for (const client of [dynamoDb, secretsManager, eventBridge]) client.destroy();
  }
};

/** By the name of the source. */
export const secretFilesIn = (secretFolder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(secretFolder).map((name) => [name, join(secretFolder, name)]));

// What the webhook talks to, in a process of its own: Secrets Manager, DynamoDB and EventBridge over TLS, with a bus and a queue of its own for each
// receiver, so that each one's events can be counted. Started by start-webhook-world.ts; goes when its channel does.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import dynalite from 'dynalite';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queueName, queueNames, resolveWebhookSources } from '../../infra/webhook-names.ts';
import { startEventBridge } from '../../local/eventbridge/start-eventbridge.ts';
import { closeServer, listen } from '../../local/process/http-server.ts';
import { provisionWebhook } from '../../local/seed/provision-webhook.ts';
import { startSecretsManager } from '../../local/secrets-manager/start-secrets-manager.ts';
import { createCertificateOfAuthority } from '../../local/sql-server/tls/certificate.ts';
import { createUnwinding } from '../../local/unwinding.ts';
import { formatWebhookSource, type WebhookSource } from '../../shared/webhook/webhook-source.ts';
import { benchSecret, receivers, stackOf } from './webhook-requests.ts';

const unwinding = createUnwinding();
const end = (): void => void unwinding.run().then(() => process.exit());
process.on('disconnect', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);

const folder = mkdtempSync(join(tmpdir(), 'bench-webhook-'));
unwinding.add(() => rmSync(folder, { recursive: true, force: true }));
const { authorityPem, certificatePem, keyPem } = createCertificateOfAuthority();
const certificateFile = join(folder, 'authority.pem');
writeFileSync(certificateFile, authorityPem);
const certificate = { cert: certificatePem, key: keyPem };

// As nearly always: no rotation is under way.
const aMonthAgo = (): number => Date.now() - 30 * 86_400_000;
const secretsManager = await startSecretsManager({ port: 0, certificate, nowMs: aMonthAgo });
unwinding.add(() => secretsManager.stop());
const dynamoServer = dynalite({ createTableMs: 0, ssl: true, ...certificate });
const dynamoPort = await listen(dynamoServer, 0);
unwinding.add(() => closeServer(dynamoServer));
const queues = receivers.flatMap((receiver) => queueNames(stackOf(receiver)));
const eventBridge = await startEventBridge({ port: 0, certificate, queues });
unwinding.add(() => eventBridge.stop());

const endpointOf = (port: number): string => `https://localhost:${port}`;
const client = (port: number) => ({
  endpoint: endpointOf(port),
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  requestHandler: { httpsAgent: new Agent({ ca: authorityPem }) },
});
const clients = {
  dynamoDb: new DynamoDBClient(client(dynamoPort)),
  secretsManager: new SecretsManagerClient(client(secretsManager.port)),
  eventBridge: new EventBridgeClient(client(eventBridge.port)),
};

const sourcesOf = (stackName: string): readonly WebhookSource[] => {
  const sources = resolveWebhookSources(stackName, ['bench:standard-webhooks']);
  if (!sources.ok) throw new TypeError(sources.failure);
  return sources.value;
};
for (const receiver of receivers) {
  const stackName = stackOf(receiver);
  const sources = sourcesOf(stackName);
  await provisionWebhook({ ...clients, stackName, claimTable: `${stackName}-claims`, sources });
  for (const { secretId } of sources) {
    await clients.secretsManager.send(
      new PutSecretValueCommand({ SecretId: secretId, SecretString: benchSecret }),
    );
  }
}
for (const each of Object.values(clients)) each.destroy();

process.on('message', (receiver: string) => {
  void eventBridge.settled().then(() => {
    const bodies = eventBridge.queue(queueName(stackOf(receiver), 'payroll-events')).map(({ body }) => body);
    process.send?.({ delivered: bodies });
  });
});

process.send?.({
  environments: Object.fromEntries(
    receivers.map((receiver) => {
      const stackName = stackOf(receiver);
      return [
        receiver,
        {
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: 'local',
          AWS_SECRET_ACCESS_KEY: 'local',
          AWS_ENDPOINT_URL_SECRETS_MANAGER: endpointOf(secretsManager.port),
          AWS_ENDPOINT_URL_DYNAMODB: endpointOf(dynamoPort),
          AWS_ENDPOINT_URL_EVENTBRIDGE: endpointOf(eventBridge.port),
          NODE_EXTRA_CA_CERTS: certificateFile,
          AWS_CA_BUNDLE: certificateFile,
          DEPOSITS_CLAIM_TABLE: `${stackName}-claims`,
          DEPOSITS_WEBHOOK_SOURCES: sourcesOf(stackName).map(formatWebhookSource).join(','),
        },
      ];
    }),
  ),
});

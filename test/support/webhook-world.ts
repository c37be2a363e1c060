// Secrets Manager, DynamoDB and EventBridge on loopback with what the webhook needs in them, and the webhook itself over signed requests,
// as a container of Lambda has it.

import { ConditionalCheckFailedException, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  PutSecretValueCommand,
  SecretsManagerClient,
  GetSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import { startDynamoDb } from '#local/dynamodb/start-dynamodb';
import { startEventBridge, type EventBridge } from '#local/eventbridge/start-eventbridge';
import { provisionWebhook } from '#local/seed/provision-webhook';
import { startSecretsManager, type SecretsManager } from '#local/secrets-manager/start-secrets-manager';
import type { EventCalls } from '#shared/aws/event-calls';
import { createSignedEventCalls } from '#shared/aws/signed/create-signed-event-calls';
import type { ApiAnswer } from '#shared/http/responses';
import { systemClock, type Clock } from '#shared/platform/clock';
import { webhookPorts } from '#shared/runtime/payroll-webhook-runtime';
import { createLog } from '#shared/platform/log';
import type { SignedRequest } from '#shared/webhook/signature-scheme';
import { parseWebhookSources, type WebhookSource } from '#shared/webhook/webhook-source';
import { queueNames } from '../../infra/webhook-names.ts';
import { createWebhook, type Webhook } from '../../functions/payroll-webhook/handler.ts';

const stackName = 'deposits-test';
export const busName = `${stackName}-payroll`;
export const claimTableName = `${stackName}-claims`;

const sourcesText = [
  `payroll-suite:standard-webhooks:webhook/payroll-suite:${busName}:PayrollEvent`,
  `bank:momento:webhook/bank:${busName}:BankEvent`,
].join(',');

export type WebhookWorld = {
  readonly secretsManager: SecretsManager;
  readonly eventBridge: EventBridge;
  /** As a function is told it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly source: (name: string) => WebhookSource;
  readonly secretOf: (source: WebhookSource) => Promise<string>;
  /** Stores a new secret, so that the one before becomes the previous. */
  readonly rotate: (source: WebhookSource, secret: string) => Promise<void>;
  /** A container of its own. */
  readonly container: (changes?: { readonly clock?: Clock; readonly calls?: Partial<EventCalls> }) => Webhook;
  /** Lets the lease of a claim run out. */
  readonly expireLease: (eventId: string) => Promise<void>;
  /** Every event that the queue holds, once for each id that a consumer has not seen. */
  readonly consumed: () => Promise<readonly ConsumedEvent[]>;
  /** Without dropping what is repeated. */
  readonly delivered: () => Promise<readonly ConsumedEvent[]>;
  readonly logLines: string[];
  readonly stop: () => Promise<void>;
};

export type ConsumedEvent = {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: {
    readonly version: number;
    readonly id: string;
    readonly senderId: string;
    readonly sentAt: string;
    readonly receivedAt: string;
    readonly traceId: string;
    readonly payload: unknown;
  };
};

export const startWebhookWorld = async (): Promise<WebhookWorld> => {
  const database = await startDynamoDb({ port: 0 });
  const secretsManager = await startSecretsManager({ port: 0 });
  const eventBridge = await startEventBridge({ port: 0, queues: queueNames(stackName), pauseMs: 2 });
  const environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${database.port}`,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: eventBridge.url,
    DEPOSITS_CLAIM_TABLE: claimTableName,
    DEPOSITS_WEBHOOK_SOURCES: sourcesText,
  };
  const keys = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const clients = {
    dynamoDb: new DynamoDBClient({ ...keys, endpoint: environment.AWS_ENDPOINT_URL_DYNAMODB }),
    secretsManager: new SecretsManagerClient({ ...keys, endpoint: secretsManager.url }),
    eventBridge: new EventBridgeClient({ ...keys, endpoint: eventBridge.url }),
  };
  const parsed = parseWebhookSources(sourcesText);
  if (!parsed.ok) throw new Error(parsed.failure);
  const sources = parsed.value;
  await provisionWebhook({ ...clients, stackName, claimTable: claimTableName, sources });

  const logLines: string[] = [];
  const calls = createSignedEventCalls(environment);
  const delivered = async (): Promise<readonly ConsumedEvent[]> => {
    await eventBridge.settled();
    return eventBridge
      .queue(`${stackName}-payroll-events`)
      .map(({ body }) => JSON.parse(body) as ConsumedEvent);
  };

  return {
    secretsManager,
    eventBridge,
    environment,
    source: (name) => sources.find((source) => source.name === name)!,
    secretOf: async ({ secretId }) =>
      (await clients.secretsManager.send(new GetSecretValueCommand({ SecretId: secretId }))).SecretString!,
    rotate: async ({ secretId }, secret) => {
      await clients.secretsManager.send(
        new PutSecretValueCommand({ SecretId: secretId, SecretString: secret }),
      );
    },
    container: ({ clock = systemClock, calls: changed = {} } = {}) => {
      const log = createLog(clock, (line) => logLines.push(line));
      const ports = webhookPorts({ ...calls, ...changed }, claimTableName, log);
      return createWebhook({ clock, log, sources, ...ports, traceHeader: () => undefined });
    },
    expireLease: async (eventId) => {
      try {
        await clients.dynamoDb.send(
          new UpdateItemCommand({
            TableName: claimTableName,
            Key: { claimKey: { S: eventId } },
            UpdateExpression: 'SET leaseUntilMs = :past',
            ConditionExpression: 'attribute_exists(claimKey)',
            ExpressionAttributeValues: { ':past': { N: '1' } },
          }),
        );
      } catch (error) {
        // Nothing was claimed: there is no lease to run out.
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
    consumed: async () => {
      const byId = new Map((await delivered()).map((event) => [event.detail.id, event]));
      return [...byId.values()];
    },
    delivered,
    logLines,
    stop: async () => {
      for (const client of Object.values(clients)) client.destroy();
      await Promise.all([secretsManager.stop(), eventBridge.stop(), database.stop()]);
    },
  };
};

/** A request as the URL hands it to the function. */
export const urlEvent = (
  sourceName: string,
  { headers, body }: SignedRequest,
  { method = 'POST', isBase64 = false, requestId = 'r-1' } = {},
) => ({
  rawPath: `/${sourceName}`,
  headers,
  body: Buffer.from(body).toString(isBase64 ? 'base64' : 'utf8'),
  isBase64Encoded: isBase64,
  requestContext: { requestId, http: { method } },
});

export const inLambda = (remainingMs = 10_000) => ({ getRemainingTimeInMillis: () => remainingMs });

export const codeOf = ({ body = '{}' }: ApiAnswer): unknown => {
  const { code, status } = JSON.parse(body) as { code?: unknown; status?: unknown };
  return code ?? status;
};

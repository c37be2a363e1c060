// What the webhook needs of AWS, made as the template makes it: the table of claims, the bus with its rules and targets, and a signing
// secret for each source. Run again it renews what is lost with a restart and keeps the rest.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateEventBusCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import {
  CreateSecretCommand,
  ResourceExistsException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { claimTable } from '#shared/aws/claim-table';
import { newSigningSecret } from '#operators/webhook/new-signing-secret';
import type { WebhookSource } from '#shared/webhook/webhook-source';
import { eventRules, retryPolicy, undeliveredQueue } from '../../infra/event-rules.ts';
import { queueName, ruleName } from '../../infra/webhook-names.ts';
import { ensureTable } from '../dynamodb/ensure-table.ts';

export type WebhookPlace = {
  readonly dynamoDb: Pick<DynamoDBClient, 'send'>;
  readonly secretsManager: Pick<SecretsManagerClient, 'send'>;
  readonly eventBridge: Pick<EventBridgeClient, 'send'>;
  /** Before the names of rules and queues. */
  readonly stackName: string;
  readonly claimTable: string;
  readonly sources: readonly WebhookSource[];
};

const queueArn = (stackName: string, queue: string): string =>
  `arn:aws:sqs:us-east-1:000000000000:${queueName(stackName, queue)}`;

const functionArn = (stackName: string, name: string): string =>
  `arn:aws:lambda:us-east-1:000000000000:function:${stackName}-${name}`;

const provisionBus = async ({ eventBridge, stackName }: WebhookPlace, busName: string): Promise<void> => {
  await eventBridge.send(new CreateEventBusCommand({ Name: busName }));
  for (const { id, pattern, target: to } of eventRules) {
    const rule = { EventBusName: busName, Name: ruleName(stackName, id) };
    await eventBridge.send(new PutRuleCommand({ ...rule, EventPattern: JSON.stringify(pattern) }));
    const target = {
      Id: 'queue' in to ? to.queue : to.function,
      Arn: 'queue' in to ? queueArn(stackName, to.queue) : functionArn(stackName, to.function),
      RetryPolicy: retryPolicy,
      DeadLetterConfig: { Arn: queueArn(stackName, undeliveredQueue) },
    };
    await eventBridge.send(
      new PutTargetsCommand({ Rule: rule.Name, EventBusName: busName, Targets: [target] }),
    );
  }
};

const provisionSecret = async (
  { secretsManager }: WebhookPlace,
  { secretId, scheme }: WebhookSource,
): Promise<void> => {
  try {
    await secretsManager.send(
      new CreateSecretCommand({ Name: secretId, SecretString: newSigningSecret(scheme) }),
    );
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
  }
};

export const provisionWebhook = async (place: WebhookPlace): Promise<void> => {
  await ensureTable(place.dynamoDb, place.claimTable, claimTable);
  for (const busName of new Set(place.sources.map((source) => source.busName)))
    await provisionBus(place, busName);
  for (const source of place.sources) await provisionSecret(place, source);
};

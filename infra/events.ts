// The bus of the payroll loop, its archive, the rules with their queues, and the secrets that the webhook's sources sign with.

import { eventRules, payrollBus, retryPolicy, undeliveredQueue } from './event-rules.ts';
import { getAtt, pascal, ref, type Json, type Resource, type Resources, type Stack } from './template.ts';

const archiveDays = 365;
/** The most that SQS keeps. */
const queueSeconds = 14 * 86_400;

export const busNameOf = ({ name }: Stack): string => `${name}-${payrollBus}`;

export const ownSecretName = ({ name }: Stack, source: string): string => `${name}/webhook/${source}`;

const queueId = (queue: string): string => `${pascal(queue)}Queue`;

const queueResource = (stack: Stack, queue: string): Resource => ({
  Type: 'AWS::SQS::Queue',
  Properties: {
    QueueName: queueNameOf(stack, queue),
    MessageRetentionPeriod: queueSeconds,
    SqsManagedSseEnabled: true,
  },
});

/** Only these rules may put anything into it, and only over TLS. */
const queuePolicy = (queue: string, ruleIds: readonly string[]): Resource => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [ref(queueId(queue))],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'EventsOfTheseRules',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: getAtt(queueId(queue), 'Arn'),
          Condition: { ArnEquals: { 'aws:SourceArn': ruleIds.map((id) => getAtt(id, 'Arn')) } },
        },
        {
          Sid: 'OverTlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: getAtt(queueId(queue), 'Arn'),
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
  },
});

const ruleId = (id: string): string => `${pascal(id)}Rule`;

const rules = (stack: Stack): Resources =>
  Object.fromEntries(
    eventRules.map(({ id, description, pattern, queue }) => [
      ruleId(id),
      {
        Type: 'AWS::Events::Rule',
        Properties: {
          Name: `${stack.name}-${id}`,
          Description: description,
          EventBusName: ref('PayrollEventBus'),
          EventPattern: pattern,
          State: 'ENABLED',
          Targets: [
            {
              Id: queue,
              Arn: getAtt(queueId(queue), 'Arn'),
              RetryPolicy: retryPolicy,
              DeadLetterConfig: { Arn: getAtt(queueId(undeliveredQueue), 'Arn') },
            },
          ],
        },
      },
    ]),
  );

const queues = (stack: Stack): Resources => {
  const targets = [...new Set(eventRules.map(({ queue }) => queue))];
  const rulesInto = (queue: string): readonly string[] =>
    eventRules
      .filter((rule) => queue === undeliveredQueue || rule.queue === queue)
      .map(({ id }) => ruleId(id));
  return Object.fromEntries(
    [...targets, undeliveredQueue].flatMap((queue) => [
      [queueId(queue), queueResource(stack, queue)],
      [`${queueId(queue)}Policy`, queuePolicy(queue, rulesInto(queue))],
    ]),
  );
};

/** Made without a value: `npm run webhook -- rotate-secret` stores the first one. */
const secrets = (stack: Stack): Resources =>
  Object.fromEntries(
    stack.webhookSources
      .filter(({ name, secretId }) => secretId === ownSecretName(stack, name))
      .map(({ name, secretId }) => [
        `${pascal(name)}WebhookSecret`,
        {
          Type: 'AWS::SecretsManager::Secret',
          // An attempt to deploy that fails takes them back: they hold nothing yet, and their names are wanted again.
          DeletionPolicy: 'RetainExceptOnCreate',
          UpdateReplacePolicy: 'Retain',
          Properties: { Name: secretId, Description: `Signs the webhooks of ${name}` },
        },
      ]),
  );

const bus = (stack: Stack): Record<string, Resource> => ({
  PayrollEventBus: {
    Type: 'AWS::Events::EventBus',
    Properties: { Name: busNameOf(stack), Description: 'What the payroll suite and the bank tell' },
  },
  // To be replayed: a consumer drops the ids that it has seen.
  PayrollEventArchive: {
    Type: 'AWS::Events::Archive',
    Properties: {
      ArchiveName: busNameOf(stack),
      SourceArn: getAtt('PayrollEventBus', 'Arn'),
      RetentionDays: archiveDays,
    },
  },
});

export const eventResources = (stack: Stack): Resources => ({
  ...bus(stack),
  ...rules(stack),
  ...queues(stack),
  ...secrets(stack),
});

/** Metrics of a queue are under its name. */
export const queueNameOf = ({ name }: Stack, queue: string): string => `${name}-${queue}`;

export const ruleDimensions = ({ name }: Stack, id: string): Readonly<Record<string, Json>> => ({
  EventBusName: `${name}-${payrollBus}`,
  RuleName: `${name}-${id}`,
});

// The bus of the payroll loop, its archive, the rules with their queues, and the secrets that the webhook's sources sign with.

import { eventQueues, eventRules, retryPolicy, undeliveredQueue, type EventTarget } from './event-rules.ts';
import {
  getAtt,
  overTlsOnly,
  pascal,
  ref,
  type DeployedFunction,
  type Json,
  type Resource,
  type Resources,
  type Stack,
} from './template.ts';
import { busName, ownSecretName, queueName, ruleName } from './webhook-names.ts';

const archiveDays = 365;
/** The most that SQS keeps. */
const queueSeconds = 14 * 86_400;

const queueId = (queue: string): string => `${pascal(queue)}Queue`;

const queueResource = ({ name }: Stack, queue: string): Resource => ({
  Type: 'AWS::SQS::Queue',
  Properties: {
    QueueName: queueName(name, queue),
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
        overTlsOnly('sqs', getAtt(queueId(queue), 'Arn')),
      ],
    },
  },
});

const ruleId = (id: string): string => `${pascal(id)}Rule`;

const targetName = (target: EventTarget): string => ('queue' in target ? target.queue : target.function);

const functionOf = (stack: Stack, key: string): DeployedFunction => {
  const found = stack.eventFunctions.find((it) => it.key === key);
  if (found === undefined) throw new Error(`A rule leads to ${key}, which serverless.yml does not declare`);
  return found;
};

const targetArn = (stack: Stack, target: EventTarget): Json =>
  getAtt('queue' in target ? queueId(target.queue) : functionOf(stack, target.function).lambdaId, 'Arn');

/** The functions that a rule leads to, each once. */
export const eventTargets = (stack: Stack): readonly DeployedFunction[] => [
  ...new Set(
    eventRules.flatMap(({ target }) => ('function' in target ? [functionOf(stack, target.function)] : [])),
  ),
];

export const undeliveredQueueArn = getAtt(queueId(undeliveredQueue), 'Arn');

/** A function that fails is called twice more by Lambda, which then keeps the event where EventBridge keeps what it cannot deliver. */
const invokeConfigs = (stack: Stack): Resources =>
  Object.fromEntries(
    eventTargets(stack).map(({ key, lambdaId, roleId }) => [
      `${pascal(key)}InvokeConfig`,
      {
        Type: 'AWS::Lambda::EventInvokeConfig',
        // Lambda looks whether the function's role may send to the queue.
        DependsOn: roleId,
        Properties: {
          FunctionName: ref(lambdaId),
          Qualifier: '$LATEST',
          MaximumRetryAttempts: 2,
          MaximumEventAgeInSeconds: 21_600,
          DestinationConfig: { OnFailure: { Destination: undeliveredQueueArn } },
        },
      },
    ]),
  );

/** Only its own rule may call a function. */
const permissions = (stack: Stack): Resources =>
  Object.fromEntries(
    eventRules.flatMap(({ id, target }) =>
      'queue' in target
        ? []
        : [
            [
              `${pascal(id)}Permission`,
              {
                Type: 'AWS::Lambda::Permission',
                Properties: {
                  Action: 'lambda:InvokeFunction',
                  FunctionName: getAtt(functionOf(stack, target.function).lambdaId, 'Arn'),
                  Principal: 'events.amazonaws.com',
                  SourceArn: getAtt(ruleId(id), 'Arn'),
                },
              },
            ],
          ],
    ),
  );

const rules = (stack: Stack): Resources =>
  Object.fromEntries(
    eventRules.map(({ id, description, pattern, target }) => [
      ruleId(id),
      {
        Type: 'AWS::Events::Rule',
        Properties: {
          Name: ruleName(stack.name, id),
          Description: description,
          EventBusName: ref('PayrollEventBus'),
          EventPattern: pattern,
          State: 'ENABLED',
          Targets: [
            {
              Id: targetName(target),
              Arn: targetArn(stack, target),
              RetryPolicy: retryPolicy,
              DeadLetterConfig: { Arn: getAtt(queueId(undeliveredQueue), 'Arn') },
            },
          ],
        },
      },
    ]),
  );

const queues = (stack: Stack): Resources => {
  const rulesInto = (queue: string): readonly string[] =>
    eventRules
      .filter(({ target }) => queue === undeliveredQueue || ('queue' in target && target.queue === queue))
      .map(({ id }) => ruleId(id));
  return Object.fromEntries(
    eventQueues.flatMap((queue) => [
      [queueId(queue), queueResource(stack, queue)],
      [`${queueId(queue)}Policy`, queuePolicy(queue, rulesInto(queue))],
    ]),
  );
};

/** Made without a value: `npm run webhook -- rotate-secret` stores the first one. */
const secrets = (stack: Stack): Resources =>
  Object.fromEntries(
    stack.webhookSources
      .filter(({ name, secretId }) => secretId === ownSecretName(stack.name, name))
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
    Properties: {
      Name: busName(stack.name),
      Description: 'What the payroll suite and the bank tell, and changes of where pay goes',
    },
  },
  // To be replayed: a consumer drops the ids that it has seen.
  PayrollEventArchive: {
    Type: 'AWS::Events::Archive',
    Properties: {
      ArchiveName: busName(stack.name),
      SourceArn: getAtt('PayrollEventBus', 'Arn'),
      RetentionDays: archiveDays,
    },
  },
});

export const eventResources = (stack: Stack): Resources => ({
  ...bus(stack),
  ...rules(stack),
  ...permissions(stack),
  ...invokeConfigs(stack),
  ...queues(stack),
  ...secrets(stack),
});

export const ruleDimensions = ({ name }: Stack, id: string): Readonly<Record<string, Json>> => ({
  EventBusName: busName(name),
  RuleName: ruleName(name, id),
});

// What is watched, one row each: metric, threshold, and the page of docs/runbooks that says what to do.

import { eventRules, undeliveredQueue } from './event-rules.ts';
import { ruleDimensions } from './events.ts';
import { provisionedAlias } from './concurrency.ts';
import { awsMetric, ownMetric, type Metric } from './metrics.ts';
import { allFunctions, ref, type DeployedFunction, type Stack } from './template.ts';
import { queueName } from './webhook-names.ts';

type Threshold = {
  readonly metric: Metric;
  readonly statistic: 'Sum' | 'Maximum' | 'p99' | 'p95';
  readonly above: number;
  /** Of five one-minute periods, how many have to be above. */
  readonly minutes: number;
};

export type AlarmRow = Threshold & { readonly id: string; readonly runbook: string; readonly says: string };

/** By their value in the metrics' catalogue. */
const dependencies = {
  kms: 'KMS',
  dynamodb: 'DynamoDB',
  secretsmanager: 'Secrets Manager',
  eventbridge: 'EventBridge',
} as const;

export const alarmRows = (stack: Stack): readonly AlarmRow[] => [
  {
    id: 'api-server-errors',
    runbook: 'api-server-errors',
    says: 'Requests are answered with 5xx.',
    metric: ownMetric(stack, 'api-request', 'ServerErrors'),
    statistic: 'Sum',
    above: 5,
    minutes: 2,
  },
  {
    id: 'gateway-server-errors',
    runbook: 'gateway-server-errors',
    says: 'The gateway answers with 5xx, the functions’ own answers among them.',
    metric: awsMetric('AWS/ApiGateway', '5xx', { ApiId: ref('HttpApi') }),
    statistic: 'Sum',
    above: 5,
    minutes: 2,
  },
  // A function that does not start or is cut off writes no metric of ours.
  ...allFunctions(stack).map((it) => ({
    id: `${it.key}-errors`,
    runbook: 'function-errors',
    says: `${it.key} does not start, runs out of time or memory, or ends without an answer.`,
    metric: awsMetric('AWS/Lambda', 'Errors', { FunctionName: it.name }),
    statistic: 'Sum' as const,
    above: 0,
    minutes: 2,
  })),
  {
    id: 'api-latency',
    runbook: 'api-latency',
    says: 'One request in a hundred takes longer than three seconds.',
    metric: ownMetric(stack, 'api-request', 'Latency'),
    statistic: 'p99',
    above: 3_000,
    minutes: 5,
  },
  {
    id: 'decryptor-crashes',
    runbook: 'decryptor-crashes',
    says: 'The decryptor met an unexpected error.',
    metric: ownMetric(stack, 'decryptor-request', 'DecryptorCrashes'),
    statistic: 'Sum',
    above: 0,
    minutes: 1,
  },
  {
    id: 'decryptor-latency',
    runbook: 'decryptor-latency',
    says: 'Opening credentials is slow.',
    metric: ownMetric(stack, 'decryptor-request', 'DecryptorLatency'),
    statistic: 'p99',
    above: 1_000,
    minutes: 5,
  },
  {
    id: 'decryption-failed',
    runbook: 'decryption-failed',
    says: 'A stored credential could not be decrypted: damaged, of another tenant, or sealed with another key.',
    metric: ownMetric(stack, 'credential-refusal', 'CredentialRefusals', 'DECRYPTION_FAILED'),
    statistic: 'Sum',
    above: 0,
    minutes: 1,
  },
  {
    id: 'format-below-floor',
    runbook: 'format-below-floor',
    says: 'A credential in a format below the tenant’s floor was asked for.',
    metric: ownMetric(stack, 'credential-refusal', 'CredentialRefusals', 'FORMAT_BELOW_FLOOR'),
    statistic: 'Sum',
    above: 0,
    minutes: 1,
  },
  {
    id: 'key-denied',
    runbook: 'key-denied',
    says: 'KMS refuses the use of the tenants’ key: permission taken away, key disabled or being deleted.',
    metric: ownMetric(stack, 'key-denial', 'KeyDenials'),
    statistic: 'Sum',
    above: 0,
    minutes: 1,
  },
  ...Object.entries(dependencies).map(([service, name]) => ({
    id: `${service}-failures`,
    runbook: `${service}-failures`,
    says: `Calls to ${name} fail.`,
    metric: ownMetric(stack, 'dependency-failure', 'DependencyFailures', service),
    statistic: 'Sum' as const,
    above: 5,
    minutes: 2,
  })),
  {
    id: 'webhook-server-errors',
    runbook: 'webhook-server-errors',
    says: 'Webhooks are answered with 5xx: their senders have to repeat them.',
    metric: ownMetric(stack, 'webhook-request', 'WebhookServerErrors'),
    statistic: 'Sum',
    above: 5,
    minutes: 2,
  },
  {
    id: 'webhook-signatures-refused',
    runbook: 'webhook-signatures-refused',
    says: 'Many webhooks carry a wrong signature: a secret differs, or somebody tries.',
    metric: ownMetric(stack, 'webhook-request', 'WebhookSignaturesRefused'),
    statistic: 'Sum',
    above: 20,
    minutes: 3,
  },
  {
    id: 'events-undelivered',
    runbook: 'events-undelivered',
    says: 'Events could not be delivered and wait in the dead-letter queue.',
    metric: awsMetric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', {
      QueueName: queueName(stack.name, undeliveredQueue),
    }),
    statistic: 'Maximum',
    above: 0,
    minutes: 1,
  },
  ...eventRules.map(({ id }) => ({
    id: `${id}-failed-invocations`,
    runbook: 'events-undelivered',
    says: `EventBridge gave up delivering events of the rule ${id}.`,
    metric: awsMetric('AWS/Events', 'FailedInvocations', ruleDimensions(stack, id)),
    statistic: 'Sum' as const,
    above: 0,
    minutes: 1,
  })),
  {
    id: 'decryptor-call-failures',
    runbook: 'decryptor-call-failures',
    says: 'Calls to the decryptor fail on the way.',
    metric: ownMetric(stack, 'decryptor-call', 'DecryptorCallFailures'),
    statistic: 'Sum',
    above: 5,
    minutes: 2,
  },
  {
    id: 'decryptor-call-retries',
    runbook: 'decryptor-call-retries',
    says: 'Calls to the decryptor have to be repeated often.',
    metric: ownMetric(stack, 'decryptor-call', 'DecryptorCallRetries'),
    statistic: 'Sum',
    above: 20,
    minutes: 3,
  },
  {
    id: 'decryptor-throttles',
    runbook: 'throttles',
    says: 'Lambda throttles the decryptor.',
    metric: awsMetric('AWS/Lambda', 'Throttles', { FunctionName: stack.decryptor.name }),
    statistic: 'Sum',
    above: 0,
    minutes: 2,
  },
  ...[...stack.apiFunctions, ...stack.eventFunctions].map((it) => ({
    id: `${it.key}-throttles`,
    runbook: 'throttles',
    says: `Lambda throttles ${it.key}.`,
    metric: awsMetric('AWS/Lambda', 'Throttles', { FunctionName: it.name }),
    statistic: 'Sum' as const,
    above: 0,
    minutes: 2,
  })),
  {
    id: 'database-login-refused',
    runbook: 'database-login-refused',
    says: 'A tenant’s database refuses the login of the stored credential.',
    metric: ownMetric(stack, 'database-failure', 'DatabaseFailures', 'login-refused'),
    statistic: 'Sum',
    above: 0,
    minutes: 2,
  },
  {
    id: 'database-unavailable',
    runbook: 'database-unavailable',
    says: 'A tenant’s database does not answer.',
    metric: ownMetric(stack, 'database-failure', 'DatabaseFailures', 'unavailable'),
    statistic: 'Sum',
    above: 3,
    minutes: 2,
  },
  {
    id: 'database-tenant-mismatch',
    runbook: 'database-tenant-mismatch',
    says: 'A tenant’s credential leads into another tenant’s database.',
    metric: ownMetric(stack, 'tenant-mismatch', 'TenantMismatches'),
    statistic: 'Sum',
    above: 0,
    minutes: 1,
  },
  {
    id: 'database-host-refused',
    runbook: 'database-host-refused',
    says: 'A tenant’s credential leads to a server that is not on the list of allowed hosts.',
    metric: ownMetric(stack, 'database-failure', 'DatabaseFailures', 'host-refused'),
    statistic: 'Sum',
    above: 0,
    minutes: 1,
  },
  {
    id: 'database-snapshot-off',
    runbook: 'database-snapshot-off',
    says: 'A tenant’s database has READ_COMMITTED_SNAPSHOT off: readers wait for writers.',
    metric: ownMetric(stack, 'snapshot-off', 'SnapshotsOff'),
    statistic: 'Sum',
    above: 0,
    minutes: 1,
  },
  {
    id: 'database-repeats',
    runbook: 'database-repeats',
    says: 'Work on the databases has to be done again often: deadlocks, lost connections, a server that fails over.',
    metric: ownMetric(stack, 'database-repeat', 'DatabaseRepeats'),
    statistic: 'Sum',
    above: 20,
    minutes: 3,
  },
  {
    id: 'database-login-recoveries',
    runbook: 'database-login-recoveries',
    says: 'A database refuses the stored login and takes another version of it: a rotation is half done.',
    metric: ownMetric(stack, 'login-recovery', 'LoginRecoveries'),
    statistic: 'Sum',
    above: 0,
    minutes: 5,
  },
  {
    id: 'pool-wait',
    runbook: 'pool-wait',
    says: 'Requests wait long for a connection to their database.',
    metric: ownMetric(stack, 'database-pool', 'PoolWait'),
    statistic: 'p95',
    above: 2_000,
    minutes: 5,
  },
];

export const spillRow = (it: DeployedFunction): AlarmRow => ({
  id: `${it.key}-spill-over`,
  runbook: 'spill-over',
  says: `${it.key} had more concurrent calls than ready containers: some started cold.`,
  metric: awsMetric('AWS/Lambda', 'ProvisionedConcurrencySpilloverInvocations', {
    FunctionName: it.name,
    Resource: `${it.name}:${provisionedAlias}`,
  }),
  statistic: 'Sum',
  above: 0,
  minutes: 2,
});

// What wakes somebody up, one row each, with the page that says what to do. Metrics are those of the catalogue: a name that
// the functions do not write cannot be typed here.

import {
  type awsMetrics,
  metricGroups,
  type MetricGroup,
  type MetricName,
} from '../shared/metrics/metric-catalogue.ts';
import { liveAlias, type CanaryFunction } from './canary.ts';
import { provisionedAlias } from './concurrency.ts';
import type { DeploymentSettings } from './settings.ts';
import {
  getAtt,
  ref,
  type DeployedFunction,
  type Json,
  type Resource,
  type Resources,
  type Stack,
} from './template.ts';

type Dimension = { readonly Name: string; readonly Value: Json };

export type Metric = {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly Dimension[];
};

/** A metric of ours; with `value`, of that one value of its group's dimension. */
export const ownMetric = <G extends MetricGroup>(
  { metricNamespace }: Stack,
  group: G,
  name: MetricName<G> & string,
  value?: string,
): Metric => {
  const row = metricGroups[group];
  const dimension: { name: string; values: readonly string[] } | undefined =
    'dimension' in row ? row.dimension : undefined;
  if (value !== undefined && dimension?.values.includes(value) !== true) {
    throw new RangeError(`${group} has no dimension value ${value}`);
  }
  return {
    Namespace: metricNamespace,
    MetricName: name,
    Dimensions: value === undefined ? [] : [{ Name: dimension?.name ?? '', Value: value }],
  };
};

type AwsNamespace = keyof typeof awsMetrics;

export const awsMetric = <N extends AwsNamespace>(
  namespace: N,
  name: (typeof awsMetrics)[N][number],
  dimensions: Readonly<Record<string, Json>>,
): Metric => ({
  Namespace: namespace,
  MetricName: name,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
});

type Threshold = {
  readonly metric: Metric;
  readonly statistic: 'Sum' | 'Maximum' | 'p99' | 'p95';
  readonly above: number;
  /** Of five one-minute periods, how many have to be above. */
  readonly minutes: number;
};

type AlarmRow = Threshold & { readonly id: string; readonly runbook: string; readonly says: string };

const alarm = (
  { name }: Stack,
  { alarmTopicArn, runbookUrl }: DeploymentSettings,
  row: AlarmRow,
): Resource => {
  const isPercentile = row.statistic.startsWith('p');
  const actions = alarmTopicArn === undefined ? undefined : [alarmTopicArn];
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: `${name}-${row.id}`,
      AlarmDescription: `${row.says} Runbook: ${runbookUrl}/${row.runbook}.md`,
      ...row.metric,
      ...(isPercentile ? { ExtendedStatistic: row.statistic } : { Statistic: row.statistic }),
      Period: 60,
      EvaluationPeriods: 5,
      DatapointsToAlarm: row.minutes,
      Threshold: row.above,
      ComparisonOperator: 'GreaterThanThreshold',
      // No line written is no call made.
      TreatMissingData: 'notBreaching',
      AlarmActions: actions,
      OKActions: actions,
    },
  };
};

const rows = (stack: Stack): readonly AlarmRow[] => [
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
  ...[stack.decryptor, ...stack.apiFunctions].map((it) => ({
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
    says: 'The decryptor met an error that nobody expected.',
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
  ...(['kms', 'dynamodb'] as const).map((service) => ({
    id: `${service}-failures`,
    runbook: `${service}-failures`,
    says: `Calls to ${service === 'kms' ? 'KMS' : 'DynamoDB'} fail.`,
    metric: ownMetric(stack, 'dependency-failure', 'DependencyFailures', service),
    statistic: 'Sum' as const,
    above: 5,
    minutes: 2,
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
  ...stack.apiFunctions.map((it) => ({
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

const spillRow = (it: DeployedFunction): AlarmRow => ({
  id: `${it.key}-spill-over`,
  runbook: 'spill-over',
  says: `${it.key} had more calls at once than containers were ready: some started cold.`,
  metric: awsMetric('AWS/Lambda', 'ProvisionedConcurrencySpilloverInvocations', {
    FunctionName: it.name,
    Resource: `${it.name}:${provisionedAlias}`,
  }),
  statistic: 'Sum',
  above: 0,
  minutes: 2,
});

const idOf = (rowId: string): string =>
  `${rowId
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('')}Alarm`;

const apiAlarms = ['api-server-errors', 'gateway-server-errors'];

/** What a decryptor that answers, but wrongly, makes go off; the API functions see it as their own failures. */
const decryptorAlarms = [
  'decryptor-crashes',
  'decryption-failed',
  'key-denied',
  'kms-failures',
  'decryptor-call-failures',
  'api-server-errors',
];

const newVersionAlarm = ({ key }: DeployedFunction): string => idOf(`${key}-new-version`);

/** The alarms that put a function's new version back. */
export const canaryAlarmIds = ({ decryptor }: Stack, it: DeployedFunction): readonly string[] => [
  newVersionAlarm(it),
  ...(it.key === decryptor.key ? decryptorAlarms : apiAlarms).map(idOf),
];

export const alarmResources = (stack: Stack, settings: DeploymentSettings): Resources => {
  const spilling = [
    ...(settings.decryptorConcurrency.least > 0 ? [stack.decryptor] : []),
    ...(settings.apiConcurrency.least > 0 ? stack.databaseFunctions : []),
  ];
  const all = [...rows(stack), ...spilling.map(spillRow)];
  return Object.fromEntries(all.map((row) => [idOf(row.id), alarm(stack, settings, row)]));
};

/** Errors of a version while it is on trial. */
export const canaryAlarms = (
  stack: Stack,
  settings: DeploymentSettings,
  functions: readonly CanaryFunction[],
): Resources =>
  Object.fromEntries(
    functions.map((it) => [
      newVersionAlarm(it),
      alarm(stack, settings, {
        id: `${it.key}-new-version`,
        runbook: 'new-version',
        says: `The new version of ${it.key} fails; it is put back.`,
        metric: awsMetric('AWS/Lambda', 'Errors', {
          FunctionName: ref(it.lambdaId),
          Resource: `${it.name}:${liveAlias}`,
          ExecutedVersion: getAtt(it.versionId, 'Version'),
        }),
        statistic: 'Sum',
        above: 0,
        minutes: 1,
      }),
    ]),
  );

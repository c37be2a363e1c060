// One page that answers: does it work, how fast, how often cold, what is refused, and where does it wait.

import { readForecast } from './capacity-forecast.ts';
import { awsMetric, ownMetric, type Metric } from './metrics.ts';
import { provisionedAlias, readyFunctions } from './concurrency.ts';
import { refusedAs } from './parameters.ts';
import type { DeploymentSettings } from './settings.ts';
import { metricGroups } from '../shared/metrics/metric-catalogue.ts';
import {
  allFunctions,
  ref,
  type DeployedFunction,
  type Json,
  type Resources,
  type Stack,
} from './template.ts';

type Line = {
  readonly metric: Metric;
  readonly statistic: string;
  readonly label?: string;
  /** As expressions call it. */
  readonly id?: string;
};
type Panel = {
  readonly title: string;
  readonly lines: readonly Line[];
  /** In place of a minute. */
  readonly periodS?: number;
  /** Written as CloudWatch has metric math; lines beside the metrics. */
  readonly expressions?: readonly Expression[];
};
/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
type Expression = {
  readonly id: string;
  readonly expression: string;
  readonly label: string;
  readonly visible: boolean;
};

/** One number for each hour of a week in UTC, as a line: an expression may have 2,048 characters, so one for each day, and their sum. */
const weekLine = (of: string, hours: readonly number[], label: string): readonly Expression[] => {
  const days = Array.from({ length: 7 }, (_, day): Expression => {
    const terms = hours
      .slice(day * 24, day * 24 + 24)
      .map(
        (value, hour) =>
          `(HOUR(${of})==${hour})*${value < 10 ? Number(value.toFixed(1)) : Math.round(value)}`,
      );
    const expression = `(DAY(${of})==${day + 1})*(${terms.join('+')})`;
    return { id: `forecast${day + 1}`, expression, label, visible: false };
  });
  const sum = days.map(({ id }) => id).join('+');
  return [...days, { id: 'forecast', expression: sum, label, visible: true }];
};

const forecastPanel = (stack: Stack, { capacityForecast }: DeploymentSettings): readonly Panel[] => {
  if (capacityForecast === undefined) return [];
  const { requestsByUtcHour } = refusedAs('capacityForecast', () => readForecast(capacityForecast));
  return [
    {
      title: 'Requests an hour: forecast and fact',
      periodS: 3_600,
      lines: [
        { metric: ownMetric(stack, 'api-request', 'Requests'), statistic: 'Sum', label: 'fact', id: 'fact' },
      ],
      expressions: weekLine('fact', requestsByUtcHour, 'forecast'),
    },
  ];
};

const layerTimes = [
  'CredentialsTime',
  'LoginTime',
  'BeginTime',
  'GatherTime',
  'ActTime',
  'CommitTime',
  'ReadTime',
] as const;

const panels = (stack: Stack, settings: DeploymentSettings): readonly Panel[] => {
  const ready = readyFunctions(stack, settings);
  const utilization = (it: DeployedFunction): Line => ({
    metric: awsMetric('AWS/Lambda', 'ProvisionedConcurrencyUtilization', {
      FunctionName: it.name,
      Resource: `${it.name}:${provisionedAlias}`,
    }),
    statistic: 'Maximum',
    label: it.key,
  });
  const latency = ownMetric(stack, 'api-request', 'Latency');
  const opening = ownMetric(stack, 'decryptor-request', 'DecryptorLatency');
  const wait = ownMetric(stack, 'database-pool', 'PoolWait');
  const api = { ApiId: ref('HttpApi') };
  return [
    {
      title: 'Requests',
      lines: [
        { metric: ownMetric(stack, 'api-request', 'Requests'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'api-request', 'ClientErrors'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'api-request', 'ServerErrors'), statistic: 'Sum' },
        { metric: awsMetric('AWS/ApiGateway', '4xx', api), statistic: 'Sum', label: 'gateway 4xx' },
        { metric: awsMetric('AWS/ApiGateway', '5xx', api), statistic: 'Sum', label: 'gateway 5xx' },
      ],
    },
    {
      title: 'Latency of the API, ms',
      lines: [
        ...['p50', 'p95', 'p99'].map((statistic) => ({ metric: latency, statistic, label: statistic })),
        { metric: awsMetric('AWS/ApiGateway', 'Latency', api), statistic: 'p99', label: 'gateway p99' },
      ],
    },
    {
      title: 'What requests wait for, p95 ms',
      lines: layerTimes.map((name) => ({ metric: ownMetric(stack, 'api-layers', name), statistic: 'p95' })),
    },
    ...forecastPanel(stack, settings),
    {
      title: 'Cold starts',
      lines: [
        { metric: ownMetric(stack, 'api-request', 'ColdStarts'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'decryptor-request', 'DecryptorColdStarts'), statistic: 'Sum' },
      ],
    },
    {
      title: 'Webhook',
      lines: [
        { metric: ownMetric(stack, 'webhook-request', 'WebhookRequests'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'webhook-request', 'WebhookRepeats'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'webhook-request', 'WebhookSignaturesRefused'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'webhook-request', 'WebhookServerErrors'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'webhook-request', 'WebhookLatency'), statistic: 'p99', label: 'p99 ms' },
        { metric: ownMetric(stack, 'webhook-request', 'WebhookColdStarts'), statistic: 'Sum' },
      ],
    },
    {
      title: 'Payroll loop',
      lines: [
        { metric: ownMetric(stack, 'payroll-run', 'PayrollEventsSent'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'payroll-backlog', 'PayrollOpenEvents'), statistic: 'Maximum' },
        { metric: ownMetric(stack, 'payroll-backlog', 'PayrollOldestOpenAge'), statistic: 'Maximum' },
        { metric: ownMetric(stack, 'payroll-backlog', 'PayrollStoppedEmployees'), statistic: 'Maximum' },
        { metric: ownMetric(stack, 'payroll-halt', 'PayrollRunsHalted'), statistic: 'Sum' },
        {
          metric: ownMetric(stack, 'payroll-run', 'PayrollRunDuration'),
          statistic: 'p99',
          label: 'run p99 ms',
        },
      ],
    },
    {
      title: 'Employees told of changed direct deposits',
      lines: [
        { metric: ownMetric(stack, 'change-notice', 'NoticesSent'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'change-notice', 'NoticesRefused'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'change-notice', 'EmployeesWithoutAddress'), statistic: 'Sum' },
      ],
    },
    {
      title: 'Decryptor',
      lines: [
        { metric: ownMetric(stack, 'decryptor-request', 'DecryptorRequests'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'decryptor-request', 'DecryptorCrashes'), statistic: 'Sum' },
        { metric: opening, statistic: 'p50', label: 'p50 ms' },
        { metric: opening, statistic: 'p99', label: 'p99 ms' },
      ],
    },
    {
      title: 'Calls to the decryptor',
      lines: [
        { metric: ownMetric(stack, 'decryptor-call', 'DecryptorCallFailures'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'decryptor-call', 'DecryptorCallThrottles'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'decryptor-call', 'DecryptorCallRetries'), statistic: 'Sum' },
      ],
    },
    {
      title: 'Credential cache',
      lines: [
        { metric: ownMetric(stack, 'credential-cache', 'CredentialCacheHits'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'credential-cache', 'CredentialCacheMisses'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'credential-cache-stale', 'CredentialCacheStaleUses'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'credential-cache', 'CredentialCacheAge'), statistic: 'Maximum' },
        { metric: ownMetric(stack, 'credential-cache', 'CredentialCacheSize'), statistic: 'Maximum' },
      ],
    },
    {
      title: 'Data key cache',
      lines: [
        { metric: ownMetric(stack, 'data-key-cache', 'DataKeyCacheHits'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'data-key-cache', 'DataKeyCacheMisses'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'data-key-cache', 'DataKeyCacheAge'), statistic: 'Maximum' },
        { metric: ownMetric(stack, 'data-key-cache', 'DataKeyCacheSize'), statistic: 'Maximum' },
      ],
    },
    {
      title: 'Credentials refused, by code',
      lines: metricGroups['credential-refusal'].dimension.values.map((code) => ({
        metric: ownMetric(stack, 'credential-refusal', 'CredentialRefusals', code),
        statistic: 'Sum',
        label: code,
      })),
    },
    {
      title: 'AWS services',
      lines: [
        { metric: ownMetric(stack, 'key-denial', 'KeyDenials'), statistic: 'Sum' },
        ...metricGroups['dependency-failure'].dimension.values.map((service) => ({
          metric: ownMetric(stack, 'dependency-failure', 'DependencyFailures', service),
          statistic: 'Sum',
          label: service,
        })),
      ],
    },
    {
      title: 'Databases: failures by kind',
      lines: metricGroups['database-failure'].dimension.values.map((kind) => ({
        metric: ownMetric(stack, 'database-failure', 'DatabaseFailures', kind),
        statistic: 'Sum',
        label: kind,
      })),
    },
    {
      title: 'Databases: what was done again, and what must not be',
      lines: [
        ...metricGroups['database-repeat'].dimension.values.map((reason) => ({
          metric: ownMetric(stack, 'database-repeat', 'DatabaseRepeats', reason),
          statistic: 'Sum',
          label: reason,
        })),
        ...metricGroups['login-recovery'].dimension.values.map((way) => ({
          metric: ownMetric(stack, 'login-recovery', 'LoginRecoveries', way),
          statistic: 'Sum',
          label: `login by ${way}`,
        })),
        { metric: ownMetric(stack, 'tenant-mismatch', 'TenantMismatches'), statistic: 'Sum' },
        { metric: ownMetric(stack, 'snapshot-off', 'SnapshotsOff'), statistic: 'Sum' },
      ],
    },
    {
      title: 'Databases: pools',
      lines: [
        { metric: wait, statistic: 'p50', label: 'wait p50 ms' },
        { metric: wait, statistic: 'p95', label: 'wait p95 ms' },
        { metric: ownMetric(stack, 'database-pool', 'OpenPools'), statistic: 'Maximum' },
      ],
    },
    {
      title: 'Lambda: throttles and containers at once',
      lines: allFunctions(stack).flatMap((it) => [
        {
          metric: awsMetric('AWS/Lambda', 'Throttles', { FunctionName: it.name }),
          statistic: 'Sum',
          label: `${it.key} throttles`,
        },
        {
          metric: awsMetric('AWS/Lambda', 'ConcurrentExecutions', { FunctionName: it.name }),
          statistic: 'Maximum',
          label: `${it.key} at once`,
        },
      ]),
    },
    ...(ready.length === 0 ? [] : [{ title: 'Ready containers in use', lines: ready.map(utilization) }]),
  ];
};

const columns = 2;
const width = 12;
const height = 6;

/** CloudWatch takes the page as text; what CloudFormation has to fill in is cut out of it and joined. */
const joined = (body: object): Json => {
  const parts: Json[] = [];
  const text = JSON.stringify(body, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && 'Ref' in value
      ? `\u0000${String(value.Ref)}\u0000`
      : value,
  );
  text.split('\\u0000').forEach((part, index) => parts.push(index % 2 === 0 ? part : ref(part)));
  return { 'Fn::Join': ['', parts] };
};

const widget = ({ title, lines, periodS = 60, expressions = [] }: Panel, index: number) => ({
  type: 'metric',
  x: (index % columns) * width,
  y: Math.floor(index / columns) * height,
  width,
  height,
  properties: {
    title,
    region: ref('AWS::Region'),
    view: 'timeSeries',
    period: periodS,
    metrics: [
      ...lines.map(({ metric, statistic, label, id }) => [
        metric.Namespace,
        metric.MetricName,
        ...metric.Dimensions.flatMap(({ Name, Value }) => [Name, Value]),
        {
          stat: statistic,
          ...(label === undefined ? {} : { label }),
          ...(id === undefined ? {} : { id }),
        },
      ]),
      ...expressions.map((expression) => [{ ...expression, period: periodS }]),
    ],
  },
});

export const dashboard = (stack: Stack, settings: DeploymentSettings): Resources => ({
  Dashboard: {
    Type: 'AWS::CloudWatch::Dashboard',
    Properties: {
      DashboardName: stack.name,
      DashboardBody: joined({ widgets: panels(stack, settings).map(widget) }),
    },
  },
});

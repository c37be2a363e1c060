// Every metric that the functions write, in one place: alarms and the dashboard may name no other. A dimension lists the
// values that it may have, so that an id of a tenant or a person can never become one.

import { contractCodeNames } from '../credentials/credential-failure.ts';
import type { RepeatClass, SqlFailureKind } from '../sql/sql-error-table.ts';

/** Every name of a type, and no other: the compiler compares. */
const namesOf = <T extends string>(names: Readonly<Record<T, true>>): readonly string[] => Object.keys(names);

/** Folders under functions/ that serve the API; a test compares. */
const routes = [
  'list-direct-deposits',
  'get-direct-deposit',
  'create-direct-deposit',
  'update-direct-deposit',
  'delete-direct-deposit',
  'replace-direct-deposits',
  'simulate-net-pay',
  'reveal-account-number',
  'release-direct-deposit',
  'cancel-upcoming-change',
  'list-history',
  'read-payroll-destinations',
  'list-employees',
  'list-tenant-direct-deposits',
  'list-bank-answers',
  'dismiss-bank-answer',
  'get-meta',
  'get-openapi',
] as const;

const databaseFailureKinds = namesOf<SqlFailureKind>({
  'not-ready': true,
  'login-refused': true,
  'host-refused': true,
  'tenant-mismatch': true,
  'commit-unknown': true,
  unavailable: true,
  busy: true,
  duplicate: true,
  reference: true,
  check: true,
  denied: true,
  unexpected: true,
});

/** Why work on a database was repeated; the other classes never are. */
const repeatReasons = namesOf<Exclude<RepeatClass, 'timed-out' | 'credential' | 'never'>>({
  'before-login': true,
  'rolled-back': true,
  'connection-lost': true,
  reconnect: true,
});

type MetricUnit = 'Count' | 'Milliseconds';

type MetricGroupRow = {
  /** Written twice where there is one: over all, and by each value. */
  readonly dimension?: { readonly name: string; readonly values: readonly string[] };
  readonly metrics: Readonly<Record<string, MetricUnit>>;
};

/** Metrics that are written together, on one line. */
export const metricGroups = {
  'api-request': {
    dimension: { name: 'Route', values: routes },
    metrics: {
      Requests: 'Count',
      ServerErrors: 'Count',
      ClientErrors: 'Count',
      Latency: 'Milliseconds',
      ColdStarts: 'Count',
    },
  },
  // What a request waited for, over all routes: CloudWatch asks for each metric and each value of a dimension.
  'api-layers': {
    metrics: {
      CredentialsTime: 'Milliseconds',
      LoginTime: 'Milliseconds',
      BeginTime: 'Milliseconds',
      GatherTime: 'Milliseconds',
      ActTime: 'Milliseconds',
      CommitTime: 'Milliseconds',
      ReadTime: 'Milliseconds',
    },
  },
  // The hit rate is hits over both; the age is that of the oldest credential that a look-up found.
  'credential-cache': {
    metrics: {
      CredentialCacheHits: 'Count',
      CredentialCacheMisses: 'Count',
      CredentialCacheAge: 'Milliseconds',
      CredentialCacheSize: 'Count',
    },
  },
  'credential-cache-stale': { metrics: { CredentialCacheStaleUses: 'Count' } },
  'data-key-cache': {
    metrics: {
      DataKeyCacheHits: 'Count',
      DataKeyCacheMisses: 'Count',
      DataKeyCacheAge: 'Milliseconds',
      DataKeyCacheSize: 'Count',
    },
  },
  'decryptor-call': {
    metrics: {
      DecryptorCallRetries: 'Count',
      DecryptorCallThrottles: 'Count',
      DecryptorCallFailures: 'Count',
    },
  },
  'decryptor-request': {
    metrics: {
      DecryptorRequests: 'Count',
      DecryptorCrashes: 'Count',
      DecryptorLatency: 'Milliseconds',
      DecryptorColdStarts: 'Count',
    },
  },
  'webhook-request': {
    metrics: {
      WebhookRequests: 'Count',
      WebhookRepeats: 'Count',
      WebhookSignaturesRefused: 'Count',
      WebhookServerErrors: 'Count',
      WebhookLatency: 'Milliseconds',
      WebhookColdStarts: 'Count',
    },
  },
  // Of one tenant; over all tenants the maximum says most. Tenants without a payroll suite write none.
  'payroll-backlog': {
    metrics: {
      PayrollOpenEvents: 'Count',
      PayrollOldestOpenAge: 'Milliseconds',
      PayrollStoppedEmployees: 'Count',
    },
  },
  'payroll-run': {
    metrics: {
      PayrollEventsSent: 'Count',
      PayrollRunDuration: 'Milliseconds',
    },
  },
  'payroll-halt': { metrics: { PayrollRunsHalted: 'Count' } },
  // Of changes of where pay goes.
  'change-notice': {
    metrics: { NoticesSent: 'Count', NoticesRefused: 'Count', EmployeesWithoutAddress: 'Count' },
  },
  'credential-refusal': {
    dimension: { name: 'Code', values: contractCodeNames },
    metrics: { CredentialRefusals: 'Count' },
  },
  'key-denial': { metrics: { KeyDenials: 'Count' } },
  'dependency-failure': {
    dimension: { name: 'Service', values: ['dynamodb', 'kms', 'secretsmanager', 'eventbridge', 'ses'] },
    metrics: { DependencyFailures: 'Count' },
  },
  'database-failure': {
    dimension: { name: 'Kind', values: databaseFailureKinds },
    metrics: { DatabaseFailures: 'Count' },
  },
  'database-repeat': {
    dimension: { name: 'Reason', values: repeatReasons },
    metrics: { DatabaseRepeats: 'Count' },
  },
  'login-recovery': {
    dimension: { name: 'Way', values: ['previous', 'refresh'] },
    metrics: { LoginRecoveries: 'Count' },
  },
  'tenant-mismatch': { metrics: { TenantMismatches: 'Count' } },
  'snapshot-off': { metrics: { SnapshotsOff: 'Count' } },
  'database-pool': { metrics: { PoolWait: 'Milliseconds', OpenPools: 'Count' } },
} as const satisfies Record<string, MetricGroupRow>;

export type MetricGroup = keyof typeof metricGroups;
export type MetricName<G extends MetricGroup> = keyof (typeof metricGroups)[G]['metrics'];

/** Metrics of AWS's own that alarms and the dashboard use, by namespace. */
export const awsMetrics = {
  'AWS/Lambda': [
    'Errors',
    'Throttles',
    'ConcurrentExecutions',
    'ProvisionedConcurrencySpilloverInvocations',
    'ProvisionedConcurrencyUtilization',
  ],
  'AWS/Events': ['FailedInvocations'],
  'AWS/SQS': ['ApproximateNumberOfMessagesVisible'],
  'AWS/ApiGateway': ['Count', '4xx', '5xx', 'Latency'],
} as const;

// Every metric that the functions write, in one place: alarms and the dashboard may name no other. A dimension lists the
// values that it may have, so that an id of a tenant or a person can never become one.

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
  'list-history',
  'get-meta',
  'get-openapi',
] as const;

const refusalCodes = [
  'REQUEST_INVALID',
  'TENANT_NOT_FOUND',
  'TENANT_SUSPENDED',
  'CREDENTIAL_NOT_FOUND',
  'CREDENTIAL_MALFORMED',
  'FORMAT_BELOW_FLOOR',
  'ENVELOPE_MALFORMED',
  'DECRYPTION_FAILED',
  'STORE_UNAVAILABLE',
  'KEY_SERVICE_UNAVAILABLE',
] as const;

const databaseFailureKinds = [
  'not-ready',
  'login-refused',
  'host-refused',
  'tenant-mismatch',
  'commit-unknown',
  'unavailable',
  'busy',
  'duplicate',
  'reference',
  'check',
  'denied',
  'unexpected',
] as const;

/** Why a piece of work on a database was done again. */
const repeatReasons = ['before-login', 'rolled-back', 'connection-lost', 'reconnect'] as const;

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
  'credential-refusal': {
    dimension: { name: 'Code', values: refusalCodes },
    metrics: { CredentialRefusals: 'Count' },
  },
  'key-denial': { metrics: { KeyDenials: 'Count' } },
  'dependency-failure': {
    dimension: { name: 'Service', values: ['dynamodb', 'kms'] },
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
  'AWS/ApiGateway': ['Count', '4xx', '5xx', 'Latency'],
} as const;

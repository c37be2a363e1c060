// Metrics that say in numbers what the log says in words: one event of the log, one row here. The code that meets the event
// writes it once.

import type { Log, LogEvent, LogFields } from '../platform/log.ts';
import type { Metrics } from './metrics.ts';

type Field = string | number | boolean | null | undefined;

const text = (value: Field): string => (typeof value === 'string' ? value : '');
/** NaN for a layer that was not met: it is not written. */
const milliseconds = (value: Field): number => (typeof value === 'number' ? value : NaN);
const count = (isCounted: boolean): number => (isCounted ? 1 : 0);

/** Whether the next request is the first one of a container that was not provisioned. */
export type ColdStart = { isNext: boolean };

/** Lambda makes some containers ahead of the requests; their first request is as warm as any. */
export const coldStartFrom = (initializationType: string | undefined): ColdStart => ({
  isNext: initializationType !== 'provisioned-concurrency',
});

export const takeColdStart = (coldStart: ColdStart): number => {
  const { isNext } = coldStart;
  coldStart.isNext = false;
  return count(isNext);
};

type Rows = { readonly [E in LogEvent]?: (fields: LogFields<E>, metrics: Metrics, cold: ColdStart) => void };

const rows: Rows = {
  'http.request.answered': ({ route, status, durationMs, ...layers }, metrics, cold) => {
    const answered = Number(status);
    metrics(
      'api-request',
      {
        Requests: 1,
        ServerErrors: count(answered >= 500),
        ClientErrors: count(answered >= 400 && answered < 500),
        Latency: Number(durationMs),
        ColdStarts: takeColdStart(cold),
      },
      text(route),
    );
    metrics('api-layers', {
      CredentialsTime: milliseconds(layers.credentialsMs),
      LoginTime: milliseconds(layers.loginMs),
      BeginTime: milliseconds(layers.beginMs),
      GatherTime: milliseconds(layers.gatherMs),
      ActTime: milliseconds(layers.actMs),
      CommitTime: milliseconds(layers.commitMs),
      ReadTime: milliseconds(layers.readMs),
    });
  },
  'decryptor.credential.refused': ({ code }, metrics) =>
    metrics('credential-refusal', { CredentialRefusals: 1 }, text(code)),
  'decryptor.request.refused': ({ code }, metrics) =>
    metrics('credential-refusal', { CredentialRefusals: 1 }, text(code)),
  'decryptor.key.denied': (_fields, metrics) => metrics('key-denial', { KeyDenials: 1 }),
  'decryptor.store.failed': (_fields, metrics) =>
    metrics('dependency-failure', { DependencyFailures: 1 }, 'dynamodb'),
  'decryptor.kms.failed': (_fields, metrics) =>
    metrics('dependency-failure', { DependencyFailures: 1 }, 'kms'),
  'webhook.request.answered': ({ status, code, durationMs, isRepeat }, metrics, cold) =>
    metrics('webhook-request', {
      WebhookRequests: 1,
      WebhookRepeats: count(isRepeat === true),
      WebhookSignaturesRefused: count(code === 'SIGNATURE_REFUSED'),
      WebhookServerErrors: count(Number(status) >= 500),
      WebhookLatency: Number(durationMs),
      WebhookColdStarts: takeColdStart(cold),
    }),
  'webhook.secret.failed': (_fields, metrics) =>
    metrics('dependency-failure', { DependencyFailures: 1 }, 'secretsmanager'),
  'webhook.claim.failed': (_fields, metrics) =>
    metrics('dependency-failure', { DependencyFailures: 1 }, 'dynamodb'),
  'webhook.publish.failed': (_fields, metrics) =>
    metrics('dependency-failure', { DependencyFailures: 1 }, 'eventbridge'),
  'payroll.run.ended': (fields, metrics) => {
    const { sent, durationMs, openEvents, oldestOpenMs, stoppedEmployees } = fields;
    metrics('payroll-run', { PayrollEventsSent: Number(sent), PayrollRunDuration: Number(durationMs) });
    if (openEvents === undefined) return;
    metrics('payroll-backlog', {
      PayrollOpenEvents: Number(openEvents),
      PayrollOldestOpenAge: Number(oldestOpenMs),
      PayrollStoppedEmployees: Number(stoppedEmployees),
    });
  },
  'payroll.run.halted': (_fields, metrics) => metrics('payroll-halt', { PayrollRunsHalted: 1 }),
  'payroll.run.crashed': (_fields, metrics) => metrics('payroll-halt', { PayrollRunsHalted: 1 }),
  'notice.change.told': ({ known, sent, refused }, metrics) =>
    metrics('change-notice', {
      NoticesSent: Number(sent),
      NoticesRefused: Number(refused),
      EmployeesWithoutAddress: count(known === 0),
    }),
  'notice.mail.failed': (_fields, metrics) => metrics('dependency-failure', { DependencyFailures: 1 }, 'ses'),
  'payroll.tenants.unread': (_fields, metrics) =>
    metrics('dependency-failure', { DependencyFailures: 1 }, 'dynamodb'),
  'credentials.invoke.failed': ({ errorName, status }, metrics) => {
    const isThrottle = status === 429 || errorName === 'TooManyRequestsException';
    metrics('decryptor-call', { DecryptorCallFailures: 1, DecryptorCallThrottles: count(isThrottle) });
  },
  'sql.request.failed': ({ code }, metrics) =>
    metrics('database-failure', { DatabaseFailures: 1 }, text(code)),
  'sql.attempt.repeated': ({ reason }, metrics) =>
    metrics('database-repeat', { DatabaseRepeats: 1 }, text(reason)),
  'sql.login.recovered': ({ way }, metrics) => metrics('login-recovery', { LoginRecoveries: 1 }, text(way)),
  'sql.tenant.mismatch': (_fields, metrics) => metrics('tenant-mismatch', { TenantMismatches: 1 }),
  'sql.snapshot.off': (_fields, metrics) => metrics('snapshot-off', { SnapshotsOff: 1 }),
};

export const withMetrics =
  (log: Log, metrics: Metrics, coldStart: ColdStart): Log =>
  (event, fields, scope) => {
    log(event, fields, scope);
    rows[event]?.(fields, metrics, coldStart);
  };

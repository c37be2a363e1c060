// Structured log lines on stdout, one JSON object each. Events come from one catalogue (`room.thing.outcome`) and every
// event lists the fields it may carry, so a value that is not on the list cannot reach a log.

import type { Clock } from './clock.ts';
import type { TimeSpentFields } from './time-spent.ts';

type Field = string | number | boolean | null;

/** What a request waited for, where it did: shared/platform/time-spent.ts says what each stands for. */
const layerFields = [
  'credentialsMs',
  'loginMs',
  'beginMs',
  'gatherMs',
  'actMs',
  'commitMs',
  'rollbackMs',
  'readMs',
] as const satisfies readonly (keyof TimeSpentFields)[];

/** Event name to its level and the only fields that it may carry. */
export const logEvents = {
  'http.request.answered': {
    level: 'info',
    fields: ['route', 'status', 'code', 'durationMs', ...layerFields, 'tenantId', 'subject'],
  },
  'http.request.crashed': { level: 'error', fields: ['route', 'errorName', 'stack', 'tenantId', 'subject'] },
  'decryptor.credential.opened': {
    level: 'info',
    fields: [
      'tenantId',
      'purpose',
      'version',
      'format',
      'previous',
      'callerFunction',
      'callerRequestId',
      'callerSubject',
    ],
  },
  'decryptor.credential.refused': {
    level: 'warn',
    fields: ['tenantId', 'purpose', 'code', 'previous', 'callerFunction', 'callerRequestId', 'callerSubject'],
  },
  'decryptor.request.refused': {
    level: 'warn',
    fields: ['tenantId', 'code', 'pointer', 'callerFunction', 'callerRequestId', 'callerSubject'],
  },
  'decryptor.grants.absent': { level: 'warn', fields: [] },
  'decryptor.key.denied': { level: 'error', fields: ['tenantId'] },
  'decryptor.legacy-key.refused': {
    level: 'error',
    fields: ['tenantId', 'purpose', 'legacyKeyId', 'problem'],
  },
  'decryptor.store.failed': { level: 'error', fields: ['errorName', 'status'] },
  'decryptor.kms.failed': { level: 'error', fields: ['errorName', 'status'] },
  'decryptor.request.crashed': { level: 'error', fields: ['errorName', 'stack'] },
  'webhook.request.answered': {
    level: 'info',
    fields: ['source', 'status', 'code', 'durationMs', 'eventId', 'isRepeat'],
  },
  'webhook.request.crashed': { level: 'error', fields: ['source', 'errorName', 'stack'] },
  'webhook.secret.failed': { level: 'error', fields: ['errorName', 'status'] },
  'webhook.claim.failed': { level: 'error', fields: ['errorName', 'status'] },
  'webhook.publish.failed': { level: 'error', fields: ['errorName', 'status'] },
  'payroll.sender.unreachable': { level: 'warn', fields: ['tenantId', 'errorName', 'status'] },
  'payroll.tenants.unread': { level: 'error', fields: ['errorName', 'status'] },
  'payroll.run.ended': {
    level: 'info',
    fields: [
      'tenantId',
      'code',
      'sent',
      'postponed',
      'durationMs',
      'openEvents',
      'oldestOpenMs',
      'stoppedEmployees',
    ],
  },
  'payroll.run.halted': { level: 'error', fields: ['tenantId', 'code'] },
  'payroll.event.stopped': { level: 'error', fields: ['tenantId', 'code'] },
  'bank.answer.applied': { level: 'info', fields: ['tenantId', 'code', 'effect'] },
  'bank.correction.postponed': { level: 'warn', fields: ['tenantId', 'code'] },
  'receipts.checkpoint.taken': { level: 'info', fields: ['tenantId', 'chains'] },
  'receipts.checkpoint.postponed': { level: 'warn', fields: ['tenantId', 'code'] },
  'payroll.change.unpublished': { level: 'error', fields: ['tenantId', 'code'] },
  'payroll.publish.failed': { level: 'error', fields: ['errorName', 'status'] },
  'payroll.event.applied': {
    level: 'info',
    fields: ['tenantId', 'type', 'eventId', 'isChanged', 'durationMs'],
  },
  'payroll.event.refused': { level: 'error', fields: ['code'] },
  'payroll.event.failed': { level: 'error', fields: ['tenantId', 'type', 'eventId', 'errorName', 'stack'] },
  'payroll.run.crashed': { level: 'error', fields: ['tenantId', 'errorName', 'stack'] },
  'notice.change.told': {
    level: 'info',
    fields: ['tenantId', 'eventId', 'known', 'sent', 'refused', 'open', 'durationMs'],
  },
  'notice.mail.failed': { level: 'error', fields: ['errorName', 'status'] },
  'notice.event.refused': { level: 'error', fields: [] },
  'notice.event.failed': { level: 'error', fields: ['tenantId', 'eventId', 'code'] },
  'notice.event.crashed': { level: 'error', fields: ['tenantId', 'eventId', 'errorName', 'stack'] },
  'credentials.invoke.failed': { level: 'warn', fields: ['errorName', 'status'] },
  'credentials.use.failed': { level: 'warn', fields: ['tenantId', 'code', 'purpose'] },
  'sql.tenant.mismatch': { level: 'error', fields: ['tenantId'] },
  'sql.snapshot.off': { level: 'warn', fields: ['tenantId'] },
  'sql.login.recovered': { level: 'warn', fields: ['tenantId', 'way'] },
  'sql.attempt.repeated': {
    level: 'warn',
    fields: ['tenantId', 'statement', 'reason', 'number', 'attempts', 'pauseMs'],
  },
  'sql.write.recovered': { level: 'warn', fields: ['tenantId', 'wasMade'] },
  'sql.request.failed': {
    level: 'warn',
    fields: ['tenantId', 'statement', 'code', 'number', 'class', 'state', 'constraint', 'cause'],
  },
} as const satisfies Record<
  string,
  { readonly level: 'info' | 'warn' | 'error'; readonly fields: readonly string[] }
>;

export type LogEvent = keyof typeof logEvents;
export type LogFields<E extends LogEvent> = {
  readonly [K in (typeof logEvents)[E]['fields'][number]]?: Field | undefined;
};

/** What every line of one request carries, so that its lines can be found by the id that its answer showed. */
export type LogScope = { readonly requestId?: string; readonly traceId?: string };

export type Log = <E extends LogEvent>(event: E, fields: LogFields<E>, scope?: LogScope) => void;

export const scopedLog =
  (log: Log, scope: LogScope): Log =>
  (event, fields, inner) =>
    log(event, fields, { ...scope, ...inner });

export const createLog =
  (clock: Clock, write: (line: string) => void): Log =>
  (event, fields, scope) => {
    const { level, fields: allowed } = logEvents[event];
    const listed: ReadonlySet<string> = new Set<string>(allowed);
    const kept = Object.entries(fields).filter(([name, value]) => listed.has(name) && value !== undefined);
    const time = new Date(clock.nowMs()).toISOString();
    write(`${JSON.stringify({ time, level, event, ...scope, ...Object.fromEntries(kept) })}\n`);
  };

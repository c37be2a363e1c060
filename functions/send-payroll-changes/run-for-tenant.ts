// One run for one tenant: opens its credentials, sends what is open, and says what is left.

import type { CredentialUse } from '#shared/credentials/credential-source';
import { takeCheckpoint } from '#shared/direct-deposits/take-checkpoint';
import { takeDueEffect } from '#shared/direct-deposits/take-due-effect';
import type { DirectDepositStore } from '#shared/direct-deposits/direct-deposit-store';
import { reopenLogin } from '#shared/direct-deposits/with-login';
import type { TenantId } from '#shared/domain/tenant-id';
import type { Deadline } from '#shared/platform/deadline';
import type { Log } from '#shared/platform/log';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { Backlog, OutboxFailure } from '#shared/payroll/payroll-outbox';
import type { PayrollSuite } from '#shared/payroll/payroll-suite';
import type { PayrollSenderRuntime } from '#shared/runtime/payroll-loop-runtime';
import { fetchCorrections } from './fetch-corrections.ts';
import { publishChanges } from './publish-changes.ts';
import { renewingSuite } from './renewing-suite.ts';
import { sendChanges, type SendSummary } from './send-changes.ts';

export type RunFacts = {
  /** DONE, what halted the run, or why there was none; NOT_LINKED: the tenant has no payroll suite. */
  readonly code: string;
  readonly sent: number;
  readonly postponed: number;
  readonly openEvents?: number;
  readonly oldestOpenMs?: number;
  readonly stoppedEmployees?: number;
};

type Scope = {
  readonly log: Log;
  readonly deadline: Deadline;
  readonly requestId: string;
  /** Not only for a change that was committed just now. */
  readonly isScheduled: boolean;
};
type Ran = { readonly summary: SendSummary; readonly backlog: Backlog | undefined };

const nothingSent = { sent: 0, postponed: 0 };

/** In constants of a log: `login-refused` of the database as LOGIN_REFUSED. */
const constantOf = (kind: string): string => kind.replaceAll('-', '_').toUpperCase();

export const runForTenant = async (
  runtime: PayrollSenderRuntime,
  tenantId: TenantId,
  { log, deadline, requestId, isScheduled }: Scope,
): Promise<RunFacts> => {
  const { credentials, clock, random, openOutbox, openStore, openSuite, publisher, busName } = runtime;
  const use: CredentialUse = {
    caller: { function: 'send-payroll-changes', requestId, subject: 'system:send-payroll-changes' },
    deadline,
  };

  const renew = async (): Promise<PayrollSuite | undefined> => {
    const take = (opened: { readonly 'payroll-api': Parameters<typeof openSuite>[0] }) =>
      Promise.resolve(openSuite(opened['payroll-api']));
    const again = await credentials.use(tenantId, ['payroll-api'], take, { ...use, refresh: true });
    return again.ok ? again.value : undefined;
  };

  const checkpoint = async (
    store: DirectDepositStore,
    scope: Parameters<typeof takeCheckpoint>[1],
  ): Promise<void> => {
    const taken = await takeCheckpoint(store, scope);
    if (!taken.ok) log('receipts.checkpoint.postponed', { tenantId, code: taken.failure.code });
    else if (taken.value > 0) log('receipts.checkpoint.taken', { tenantId, chains: taken.value });
  };

  /** People are told of a change, and receipts kept, whether a payroll suite is told or not. */
  const serveUnlinked = async (): Promise<void> => {
    const published = await credentials.use(
      tenantId,
      ['sql-server', 'account-number-key'],
      async (opened) => {
        const reopen = reopenLogin(credentials, tenantId, use);
        const store = await openStore({ tenantId }, opened['sql-server'], { deadline, log }, reopen);
        await publishChanges({ store, publisher, busName, log }, tenantId, deadline);
        const keyset = opened['account-number-key'].value.expose();
        if (isScheduled) await checkpoint(store, { tenantId, keyset });
      },
      use,
    );
    if (!published.ok) {
      log('credentials.use.failed', {
        tenantId,
        code: published.failure.code,
        purpose: published.failure.purpose,
      });
    }
  };

  const ran = await credentials.use(
    tenantId,
    ['sql-server', 'account-number-key', 'payroll-api'],
    async (opened): Promise<Result<Ran, OutboxFailure>> => {
      const reopen = reopenLogin(credentials, tenantId, use);
      const outbox = await openOutbox(tenantId, opened['sql-server'], { deadline, log }, reopen);
      const tools = {
        outbox,
        clock,
        random,
        tenantId,
        keyset: opened['account-number-key'].value.expose(),
        suite: renewingSuite(openSuite(opened['payroll-api']), renew),
      };
      const store = await openStore({ tenantId }, opened['sql-server'], { deadline, log }, reopen);
      if (isScheduled) {
        // What is due by now is an event like every other.
        const scope = { tenantId, keyset: tools.keyset };
        await fetchCorrections({ store, suite: tools.suite, log }, scope, deadline);
        await takeDueEffect(store, scope, deadline);
      }
      const summary = await sendChanges(tools, deadline);
      await publishChanges({ store, publisher, busName, log }, tenantId, deadline);
      if (isScheduled) await checkpoint(store, { tenantId, keyset: tools.keyset });
      if (!summary.ok) return summary;
      if (!isScheduled) return succeed({ summary: summary.value, backlog: undefined });
      const backlog = await outbox.readBacklog();
      return backlog.ok ? succeed({ summary: summary.value, backlog: backlog.value }) : fail(backlog.failure);
    },
    use,
  );

  if (!ran.ok) {
    const { code, purpose } = ran.failure;
    if (code === 'CREDENTIAL_NOT_FOUND' && purpose === 'payroll-api') {
      await serveUnlinked();
      return { ...nothingSent, code: 'NOT_LINKED' };
    }
    log('credentials.use.failed', { tenantId, code, purpose });
    return { ...nothingSent, code };
  }
  if (!ran.value.ok) {
    const code = constantOf(ran.value.failure.code);
    log('payroll.run.halted', { tenantId, code });
    return { ...nothingSent, code };
  }

  const { summary, backlog } = ran.value.value;
  for (const { code } of summary.stopped) log('payroll.event.stopped', { tenantId, code });
  if (summary.haltedBy !== undefined) log('payroll.run.halted', { tenantId, code: summary.haltedBy });
  const done = { code: summary.haltedBy ?? 'DONE', sent: summary.sent, postponed: summary.postponed };
  if (backlog === undefined) return done;
  const { openEvents, stoppedEmployees, oldestOpenAt } = backlog;
  return {
    ...done,
    openEvents,
    oldestOpenMs: oldestOpenAt === undefined ? 0 : Math.max(0, clock.nowMs() - oldestOpenAt.getTime()),
    stoppedEmployees,
  };
};

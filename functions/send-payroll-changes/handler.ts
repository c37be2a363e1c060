// Sends a tenant's committed changes to its payroll suite. The event is { "tenantId": …, "reason": "change" | "schedule" }, queued after a commit and
// by a schedule, which also has written what is due and measured what is left.

import { isTenantId, type TenantId } from '#shared/domain/tenant-id';
import { crashFacts } from '#shared/platform/crash-facts';
import { deadlineIn, type InvocationContext } from '#shared/platform/deadline';
import { scopedLog } from '#shared/platform/log';
import { toTenths } from '#shared/platform/time-spent';
import { wirePayrollSender, type PayrollSenderRuntime } from '#shared/runtime/payroll-loop-runtime';
import { startAhead } from '#shared/runtime/start-ahead';
import { runForTenant } from './run-for-tenant.ts';
import { memberOf } from '#shared/platform/member-of';

export type SenderContext = InvocationContext & { readonly awsRequestId: string };
export type SenderAnswer = {
  readonly tenantId: TenantId;
  readonly sent: number;
  /** As the log says it (run-for-tenant.ts). */
  readonly code: string;
};

/** Left for the log's last lines. */
const marginMs = 1_000;

export const createHandler =
  (getRuntime: () => PayrollSenderRuntime) =>
  async (event: unknown, context: SenderContext): Promise<SenderAnswer> => {
    const runtime = getRuntime();
    const { clock } = runtime;
    const deadline = deadlineIn(clock, Math.max(0, context.getRemainingTimeInMillis() - marginMs));
    const tenantId = memberOf(event, 'tenantId');
    if (!isTenantId(tenantId)) throw new TypeError('The event names no tenant');
    const isScheduled = memberOf(event, 'reason') !== 'change';

    const startedMs = clock.monotonicMs();
    const { awsRequestId: requestId } = context;
    const log = scopedLog(runtime.log, { requestId });
    try {
      const { sent, code, ...facts } = await runForTenant(runtime, tenantId, {
        log,
        deadline,
        requestId,
        isScheduled,
      });
      const durationMs = toTenths(clock.monotonicMs() - startedMs);
      log('payroll.run.ended', { tenantId, code, sent, durationMs, ...facts });
      return { tenantId, sent, code };
    } catch (thrown) {
      log('payroll.run.crashed', { tenantId, ...crashFacts(thrown) });
      throw new Error('Sending payroll changes failed');
    }
  };

let runtime: PayrollSenderRuntime | undefined;
const getRuntime = (): PayrollSenderRuntime => (runtime ??= wirePayrollSender());

export const handler = createHandler(getRuntime);

startAhead(() =>
  getRuntime()
    .prepare()
    .catch(() => undefined),
);

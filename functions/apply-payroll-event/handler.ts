// Applies what the payroll suite tells on the bus. The bus repeats what fails here and keeps it in the end; an event may come twice, late, or
// after a newer one, and changes nothing then.

import type { CredentialUse } from '#shared/credentials/credential-source';
import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import { applyBankAnswer } from '#shared/direct-deposits/apply-bank-answer';
import type { DirectDepositStore, StoreFailure } from '#shared/direct-deposits/direct-deposit-store';
import { isAppliedCorrection } from '#shared/domain/payroll/bank-answer';
import type { Result } from '#shared/platform/result';
import { reopenLogin } from '#shared/direct-deposits/with-login';
import { crashFacts } from '#shared/platform/crash-facts';
import { deadlineIn, type InvocationContext } from '#shared/platform/deadline';
import { scopedLog } from '#shared/platform/log';
import { toTenths } from '#shared/platform/time-spent';
import { wirePayrollEvents, type PayrollEventsRuntime } from '#shared/runtime/payroll-loop-runtime';
import { startAhead } from '#shared/runtime/start-ahead';
import { takeDueEffect } from '#shared/direct-deposits/take-due-effect';
import { applyPrenote } from './apply-prenote.ts';
import { parsePayrollEvent, type PayrollEvent } from './payroll-event.ts';

type EventContext = InvocationContext & { readonly awsRequestId: string };
export type EventAnswer = { readonly isChanged: boolean };

/** Left for the log's last lines. */
const marginMs = 1_000;
const subject = 'system:payroll-suite';

/** Whether it changed something. */
const mark = async (
  store: DirectDepositStore,
  keyset: AccountNumberKeyset,
  { id, payload }: PayrollEvent,
): Promise<boolean> => {
  if (payload.type === 'payroll.posted') return valueOf(await store.markPosted(payload.data));
  const { tenantId, employeeId } = payload.data;
  const account = { tenantId, employeeId, keyset };
  if (payload.type === 'prenote.sent') {
    const { directDepositId, accountId, traceNumber, settlementDate } = payload.data;
    if (directDepositId !== undefined && accountId !== undefined)
      valueOf(
        await store.recordEntries([{ traceNumber, settlementDate, employeeId, directDepositId, accountId }]),
      );
    return valueOf(await applyPrenote(store, account, { subject, requestId: id }, payload.data));
  }
  if (payload.type === 'entry.sent') {
    valueOf(await store.recordEntries([payload.data]));
    return false;
  }
  const { directDepositId, accountId, traceNumber, code } = payload.data;
  const answer = { employeeId, directDepositId, accountId, traceNumber, code };
  const author = { subject: 'bank', requestId: id };
  const applied = valueOf(
    payload.type === 'entry.corrected' && isAppliedCorrection(code)
      ? await store.awaitCorrection(answer, payload.data.answerId)
      : await applyBankAnswer(store, account, author, answer),
  );
  // The bus repeats it, and keeps it in the end: nobody may miss what a bank answers.
  if (applied === 'employee-unknown') throw new Error('EMPLOYEE_UNKNOWN');
  return applied !== 'known';
};

/** Of what the bus has to bring again otherwise. */
const valueOf = <T>(result: Result<T, StoreFailure>): T => {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
};

export const createHandler =
  (getRuntime: () => PayrollEventsRuntime) =>
  async (event: unknown, context: EventContext): Promise<EventAnswer> => {
    const runtime = getRuntime();
    const { clock, credentials, openStore, tellSender } = runtime;
    const log = scopedLog(runtime.log, { requestId: context.awsRequestId });
    const startedMs = clock.monotonicMs();
    const parsed = parsePayrollEvent(event);
    if (!parsed.ok) {
      log('payroll.event.refused', { code: parsed.failure });
      throw new TypeError('The event is not one of the payroll suite');
    }
    const { id: eventId, payload } = parsed.value;
    const { tenantId } = payload.data;
    const deadline = deadlineIn(clock, Math.max(0, context.getRemainingTimeInMillis() - marginMs));
    const use: CredentialUse = {
      caller: { function: 'apply-payroll-event', requestId: context.awsRequestId, subject },
      deadline,
    };

    const apply = async (): Promise<boolean> => {
      const used = await credentials.use(
        tenantId,
        ['sql-server', 'account-number-key'],
        async (opened) => {
          const reopen = reopenLogin(credentials, tenantId, use);
          const store = await openStore({ tenantId }, opened['sql-server'], { deadline, log }, reopen);
          const keyset = opened['account-number-key'].value.expose();
          const isMarked = await mark(store, keyset, parsed.value);
          // What was told late may be due by now.
          const taken = await takeDueEffect(store, { tenantId, keyset }, deadline);
          return isMarked || taken > 0;
        },
        use,
      );
      if (!used.ok) throw new Error(used.failure.code);
      return used.value;
    };

    try {
      const isChanged = await apply();
      // A correction is asked for by a run that looks at everything.
      const reason = payload.type === 'entry.corrected' ? 'schedule' : 'change';
      if (isChanged) await tellSender(tenantId, reason);
      const durationMs = toTenths(clock.monotonicMs() - startedMs);
      log('payroll.event.applied', { tenantId, type: payload.type, eventId, isChanged, durationMs });
      return { isChanged };
    } catch (thrown) {
      log('payroll.event.failed', { tenantId, type: payload.type, eventId, ...crashFacts(thrown) });
      throw new Error('The event could not be applied');
    }
  };

let runtime: PayrollEventsRuntime | undefined;
const getRuntime = (): PayrollEventsRuntime => (runtime ??= wirePayrollEvents());

export const handler = createHandler(getRuntime);

startAhead(() =>
  getRuntime()
    .prepare()
    .catch(() => undefined),
);

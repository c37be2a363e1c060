// Tells an employee by mail of a change of where the pay goes, at every address that there is, the replaced ones included. No tenant can
// switch it off. What fails is repeated by Lambda and kept in the end; nobody is told twice.

import type { CredentialUse } from '#shared/credentials/credential-source';
import { reopenLogin } from '#shared/direct-deposits/with-login';
import { readChangeEvent, type DestinationChangeDetail } from '#shared/events/read-change-event';
import { crashFacts } from '#shared/platform/crash-facts';
import { deadlineIn, type Deadline, type InvocationContext } from '#shared/platform/deadline';
import { scopedLog, type Log } from '#shared/platform/log';
import { fail, type Result } from '#shared/platform/result';
import { toTenths } from '#shared/platform/time-spent';
import { wireNotifier, type NotifierRuntime } from '#shared/runtime/notifier-runtime';
import { startAhead } from '#shared/runtime/start-ahead';
import { tellEmployee, type Told } from './tell-employee.ts';

type NotifierContext = InvocationContext & { readonly awsRequestId: string };

/** Left for the log's last lines. */
const marginMs = 1_000;
const subject = 'system:notify-employee';

const tell = async (
  { credentials, clock, openNotices, mailer }: NotifierRuntime,
  change: DestinationChangeDetail,
  { requestId, deadline, log }: { requestId: string; deadline: Deadline; log: Log },
): Promise<Result<Told, string>> => {
  const { tenantId } = change;
  const use: CredentialUse = { caller: { function: 'notify-employee', requestId, subject }, deadline };
  const used = await credentials.use(
    tenantId,
    ['sql-server'],
    async (opened) => {
      const reopen = reopenLogin(credentials, tenantId, use);
      const store = await openNotices(tenantId, opened['sql-server'], { deadline, log }, reopen);
      return tellEmployee({ store, mailer, clock }, change, deadline);
    },
    use,
  );
  if (!used.ok) return fail(used.failure.code);
  return used.value.ok ? used.value : fail(used.value.failure.code);
};

export const createHandler =
  (getRuntime: () => NotifierRuntime) =>
  async (event: unknown, context: NotifierContext): Promise<Told> => {
    const runtime = getRuntime();
    const { clock } = runtime;
    const requestId = context.awsRequestId;
    const log = scopedLog(runtime.log, { requestId });
    const startedMs = clock.monotonicMs();
    const change = readChangeEvent(event);
    if (change === undefined) {
      log('notice.event.refused', {});
      throw new TypeError('The event is not a change of a direct deposit');
    }
    const { tenantId, id: eventId } = change;
    const deadline = deadlineIn(clock, Math.max(0, context.getRemainingTimeInMillis() - marginMs));
    const told = await tell(runtime, change, { requestId, deadline, log }).catch((thrown: unknown) => {
      log('notice.event.crashed', { tenantId, eventId, ...crashFacts(thrown) });
      return fail('CRASHED');
    });
    if (told.ok) {
      const durationMs = toTenths(clock.monotonicMs() - startedMs);
      log('notice.change.told', { tenantId, eventId, durationMs, ...told.value });
      if (told.value.open === 0) return told.value;
    }
    // Lambda calls again, and keeps the event in the end.
    log('notice.event.failed', { tenantId, eventId, code: told.ok ? 'NOT_ALL_TOLD' : told.failure });
    throw new Error('The employee could not be told');
  };

let runtime: NotifierRuntime | undefined;
const getRuntime = (): NotifierRuntime => (runtime ??= wireNotifier());

export const handler = createHandler(getRuntime);

startAhead(() =>
  getRuntime()
    .prepare()
    .catch(() => undefined),
);

// By a schedule: queues a run of the sender of payroll changes for every tenant, so that a change whose own call was lost, or whose suite did
// not answer, is sent all the same, and one tenant's trouble takes no time from another's.

import { deadlineIn, type InvocationContext } from '#shared/platform/deadline';
import { wirePayrollQueue, type PayrollQueueRuntime } from '#shared/runtime/payroll-queue-runtime';

export type QueueAnswer = { readonly queuedTenants: number };

/** Tenants that are queued at the same time. */
const lanes = 10;
/** Left for the log's last lines. */
const marginMs = 500;

export const createHandler =
  (getRuntime: () => PayrollQueueRuntime) =>
  async (_event: unknown, context: InvocationContext): Promise<QueueAnswer> => {
    const { clock, directory, tellSender } = getRuntime();
    const deadline = deadlineIn(clock, Math.max(0, context.getRemainingTimeInMillis() - marginMs));
    const listed = await directory.list(deadline);
    // Counted as an error of the function; the next schedule comes in a minute.
    if (!listed.ok) throw new Error('The tenants cannot be listed');
    const waiting = [...listed.value];
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        await tellSender(next, 'schedule');
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return { queuedTenants: listed.value.length };
  };

let runtime: PayrollQueueRuntime | undefined;

export const handler = createHandler(() => (runtime ??= wirePayrollQueue()));

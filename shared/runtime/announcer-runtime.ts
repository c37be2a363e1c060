// Tells the sender of payroll changes that there is something to send, through a queue of Lambda's own: the change is committed, and the
// sender's schedule finds what is not heard here. DEPOSITS_PAYROLL_SENDER_FUNCTION names the sender; without it nothing is told.

import { setTimeout as pause } from 'node:timers/promises';
import { awsErrorFacts } from '../aws/aws-error.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import type { Log } from '../platform/log.ts';
import { onFirstUse } from './on-first-use.ts';

const patienceMs = 1_000;
/** A run sends all that is open when it looks: many changes at once need no run each. Where Lambda freezes meanwhile, the schedule looks. */
const leastMsBetween = 100;

/** `change`: something was committed just now. `schedule`: whatever is open or due. */
export type SendReason = 'change' | 'schedule';

/** Queues a run of the sender. The promise never fails. */
export type TellSender = (tenantId: TenantId, reason: SendReason) => Promise<void>;

export const wireSenderCall = (log: Log): TellSender => {
  const functionName = process.env['DEPOSITS_PAYROLL_SENDER_FUNCTION'] ?? '';
  if (functionName === '') return () => Promise.resolve();
  const invoker = onFirstUse(async () => {
    const { createHotPathInvoke } = await import('./hot-path-invoke-runtime.ts');
    return createHotPathInvoke(process.env);
  });
  return async (tenantId, reason) => {
    try {
      const { invoke } = await invoker.get();
      const payloadJson = JSON.stringify({ tenantId, reason });
      await invoke({ functionName, qualifier: undefined, payloadJson, isQueued: true }, patienceMs);
    } catch (error) {
      const { name, status } = awsErrorFacts(error);
      log('payroll.sender.unreachable', { tenantId, errorName: name, status });
    }
  };
};

/** Tells of a committed change, for a function that commits many; a request does not wait for it. */
export type Announce = (tenantId: TenantId) => Promise<void>;

export const wireAnnouncer = (log: Log): Announce => {
  const tell = wireSenderCall(log);
  /** By tenant: a call was made a moment ago, and whether something was committed since it left. */
  const recent = new Map<TenantId, { isOutdated: boolean }>();

  return async (tenantId) => {
    const before = recent.get(tenantId);
    if (before !== undefined) {
      // That call may come too early for this change: one more follows it, however many changes there are.
      before.isOutdated = true;
      return;
    }
    const call = { isOutdated: true };
    recent.set(tenantId, call);
    while (call.isOutdated) {
      call.isOutdated = false;
      await tell(tenantId, 'change');
      await pause(leastMsBetween, undefined, { ref: false });
    }
    recent.delete(tenantId);
  };
};

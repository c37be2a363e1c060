// Tells the sender of payroll changes that a tenant has a new one, through a queue of Lambda's own: the change is committed, and the sender's schedule finds
// what is not heard here. DEPOSITS_PAYROLL_SENDER_FUNCTION names the sender; without it nothing is told.

import { awsErrorFacts } from '../aws/aws-error.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import type { Log } from '../platform/log.ts';
import { onFirstUse } from './on-first-use.ts';

const patienceMs = 1_000;

/** The promise never fails; a request does not wait for it. */
export const wireAnnouncer = (log: Log): ((tenantId: TenantId) => Promise<void>) => {
  const functionName = process.env['DEPOSITS_PAYROLL_SENDER_FUNCTION'] ?? '';
  if (functionName === '') return () => Promise.resolve();
  const invoker = onFirstUse(async () => {
    const { createHotPathInvoke } = await import('./hot-path-invoke-runtime.ts');
    return createHotPathInvoke(process.env);
  });
  const tell = async (tenantId: TenantId): Promise<void> => {
    const { invoke } = await invoker.get();
    const payloadJson = JSON.stringify({ tenantId });
    await invoke({ functionName, qualifier: undefined, payloadJson, isQueued: true }, patienceMs);
  };
  return (tenantId) =>
    tell(tenantId).catch((error: unknown) => {
      const { name, status } = awsErrorFacts(error);
      log('payroll.sender.unreachable', { tenantId, errorName: name, status });
    });
};

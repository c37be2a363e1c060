// Takes a tenant out of service or back into it: conditional on its unchanged policy. Operators' code.

import type { TenantId } from '#shared/domain/tenant-id';
import type { Deadline } from '#shared/platform/deadline';
import { succeed, type Result } from '#shared/platform/result';
import type { TenantPolicy } from '#shared/tenants/tenant-record';
import type { TenantLoadFailure, TenantStore } from '#shared/tenants/tenant-store';
import type { TenantWriteFailure, TenantWriter } from '../tenants/tenant-writer.ts';

export type StatusDeps = { readonly tenantStore: TenantStore; readonly tenantWriter: TenantWriter };

export const changeStatus = async (
  { tenantStore, tenantWriter }: StatusDeps,
  { tenantId, status, isDryRun }: { tenantId: TenantId; status: TenantPolicy['status']; isDryRun: boolean },
  deadline: Deadline,
): Promise<Result<{ readonly isUnchanged: boolean }, TenantLoadFailure | TenantWriteFailure>> => {
  const record = await tenantStore.load(tenantId, { isConsistent: true, deadline });
  if (!record.ok) return record;
  const { policy } = record.value;
  if (policy.status === status) return succeed({ isUnchanged: true });
  if (isDryRun) return succeed({ isUnchanged: false });
  const written = await tenantWriter.replacePolicy(tenantId, { ...policy, status }, policy);
  return written.ok ? succeed({ isUnchanged: false }) : written;
};

// Which tenants a command works on: one by name, or every one that has a policy.

import { fail, succeed, type Result } from '#shared/platform/result';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import type { TenantDirectory } from '#shared/tenants/tenant-directory';

const patienceMs = 60_000;

export const whichTenants = async (
  directory: TenantDirectory,
  tenant: TenantId | undefined,
): Promise<Result<readonly TenantId[], 'store-unavailable'>> => {
  if (tenant !== undefined) return succeed([tenant]);
  const listed = await directory.list(deadlineIn(systemClock, patienceMs));
  return listed.ok ? listed : fail(listed.failure);
};

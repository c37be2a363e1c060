// Sets whether a tenant is served and the weakest format it may still use. Refuses a floor that no reader knows, because
// such a floor would refuse every envelope. Operators' code: nothing that serves requests imports it.

import type { FormatLookup } from '#shared/crypto/format-registry';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, type Result } from '#shared/platform/result';
import type { TenantPolicy } from '#shared/tenants/tenant-record';
import type { TenantWriteFailure, TenantWriter } from '../tenants/tenant-writer.ts';

export type SetPolicyDeps = { readonly tenantWriter: TenantWriter; readonly lookUpFormat: FormatLookup };

export const setPolicy = async (
  { tenantWriter, lookUpFormat }: SetPolicyDeps,
  tenantId: TenantId,
  policy: TenantPolicy,
): Promise<Result<void, 'format-unknown' | TenantWriteFailure>> =>
  lookUpFormat(policy.formatFloor) === undefined
    ? fail('format-unknown')
    : tenantWriter.putPolicy(tenantId, policy);

// Sets whether a tenant is served and the weakest format it may still use. Refuses a floor that no reader knows, because
// such a floor would refuse every envelope. Operators' code: nothing that serves requests imports it.

import type { FormatLookup } from '../../crypto/format-registry.ts';
import type { TenantId } from '../../domain/tenant-id.ts';
import { fail, type Result } from '../../platform/result.ts';
import type { TenantPolicy } from '../../tenants/tenant-record.ts';
import type { TenantWriteFailure, TenantWriter } from '../../tenants/tenant-writer.ts';

export type SetPolicyDeps = { readonly tenantWriter: TenantWriter; readonly lookUpFormat: FormatLookup };

export const setPolicy = async (
  { tenantWriter, lookUpFormat }: SetPolicyDeps,
  tenantId: TenantId,
  policy: TenantPolicy,
): Promise<Result<void, 'format-unknown' | TenantWriteFailure>> =>
  lookUpFormat(policy.formatFloor) === undefined
    ? fail('format-unknown')
    : tenantWriter.putPolicy(tenantId, policy);

// Changes the weakest format that a tenant may still use. Raising it is refused while an envelope below it is stored, current
// or previous, because that credential would be refused from then on; one that was stored in the same moment is told of.
// Operators' code.

import type { FormatLookup } from '#shared/crypto/format-registry';
import type { TenantId } from '#shared/domain/tenant-id';
import type { Deadline } from '#shared/platform/deadline';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import type { TenantLoadFailure, TenantStore } from '#shared/tenants/tenant-store';
import type { TenantWriteFailure, TenantWriter } from '../tenants/tenant-writer.ts';
import { lowestRank } from './take-census.ts';

export type ChangeFloorDeps = {
  readonly tenantStore: TenantStore;
  readonly tenantWriter: TenantWriter;
  readonly lookUpFormat: FormatLookup;
};

export type FloorStep = 'raise' | 'lower' | 'none';

export type FloorChange = { readonly step: FloorStep; readonly from: string; readonly record: TenantRecord };

export type FloorFailure =
  'format-unknown' | 'older-envelopes' | 'older-envelopes-meanwhile' | TenantLoadFailure | TenantWriteFailure;

/** What the change would be, and that it is allowed. A change between two formats of one rank refuses the same envelopes. */
export const planFloor = async (
  { tenantStore, lookUpFormat }: ChangeFloorDeps,
  tenantId: TenantId,
  format: string,
  deadline: Deadline,
): Promise<Result<FloorChange, FloorFailure>> => {
  const target = lookUpFormat(format);
  if (target === undefined) return fail('format-unknown');
  const record = await tenantStore.load(tenantId, { isConsistent: true, deadline });
  if (!record.ok) return record;
  const { formatFloor: from } = record.value.policy;
  // An unknown floor refuses everything; it counts as the highest.
  const fromRank = lookUpFormat(from)?.rank ?? Infinity;
  if (from === format) return succeed({ step: 'none', from, record: record.value });
  if (target.rank < fromRank) return succeed({ step: 'lower', from, record: record.value });
  const lowest = lowestRank(lookUpFormat, record.value);
  if (target.rank > fromRank && (lowest === undefined || lowest < target.rank))
    return fail('older-envelopes');
  return succeed({ step: 'raise', from, record: record.value });
};

/** `older-envelopes-meanwhile`: the floor is raised, and something that it refuses was stored since it was planned. */
export const applyFloor = async (
  { tenantStore, tenantWriter, lookUpFormat }: ChangeFloorDeps,
  { record, step }: FloorChange,
  format: string,
  deadline: Deadline,
): Promise<Result<void, FloorFailure>> => {
  const { tenantId, policy } = record;
  const written = await tenantWriter.replacePolicy(tenantId, { ...policy, formatFloor: format }, policy);
  if (!written.ok || step !== 'raise') return written;
  const after = await tenantStore.load(tenantId, { isConsistent: true, deadline });
  if (!after.ok) return after;
  const lowest = lowestRank(lookUpFormat, after.value) ?? 0;
  return lowest < (lookUpFormat(format)?.rank ?? 0) ? fail('older-envelopes-meanwhile') : succeed(undefined);
};

// Counts a tenant's envelopes by format and key, without opening any, and tells whether its floor may be raised.

import { formatRanks, type FormatLookup } from '#shared/crypto/format-registry';
import type { TenantId } from '#shared/domain/tenant-id';
import type { TenantPolicy, TenantRecord } from '#shared/tenants/tenant-record';
import { envelopeFacts, isCommitted, isCurrentFormat } from './stored-envelope-facts.ts';

export type CensusLine = {
  readonly format: string;
  /** `key#<n>` or `legacy-key#<id>`; null where an envelope names none. */
  readonly key: string | null;
  readonly current: number;
  readonly previous: number;
};

export type TenantCensus = {
  readonly tenantId: TenantId;
  readonly status: TenantPolicy['status'];
  readonly formatFloor: string;
  readonly envelopes: readonly CensusLine[];
  /** Purposes with something that no reader knows. */
  readonly unreadable: readonly string[];
  /** Envelopes of a current format that do not commit to their key; rewrapping them does. */
  readonly withoutCommitment: number;
  /** True when everything is in a current format, current and previous, but the floor is lower. */
  readonly mayRaiseFloor: boolean;
};

/** The lowest rank among all that is stored; `undefined` when something cannot be judged. */
export const lowestRank = (lookUpFormat: FormatLookup, record: TenantRecord): number | undefined => {
  if (record.malformedCredentials.size > 0) return undefined;
  let lowest: number = formatRanks.committed;
  for (const { current, previous } of record.credentials.values()) {
    for (const { envelope } of previous === undefined ? [current] : [current, previous]) {
      const facts = envelopeFacts(lookUpFormat, envelope);
      if (facts === undefined) return undefined;
      lowest = Math.min(lowest, facts.rank);
    }
  }
  return lowest;
};

const compareLines = (left: CensusLine, right: CensusLine): number =>
  left.format.localeCompare(right.format) || (left.key ?? '').localeCompare(right.key ?? '');

export const takeCensus = (lookUpFormat: FormatLookup, record: TenantRecord): TenantCensus => {
  const lines = new Map<string, CensusLine>();
  const unreadable = new Set(record.malformedCredentials);
  let withoutCommitment = 0;
  const count = (purpose: string, place: 'current' | 'previous', envelope: string): void => {
    const facts = envelopeFacts(lookUpFormat, envelope);
    if (facts === undefined) {
      unreadable.add(purpose);
      return;
    }
    if (isCurrentFormat(facts) && !isCommitted(facts)) withoutCommitment += 1;
    const { format, key = null } = facts;
    const name = `${format} ${key ?? ''}`;
    const line = lines.get(name) ?? { format, key, current: 0, previous: 0 };
    lines.set(name, { ...line, [place]: line[place] + 1 });
  };
  for (const [purpose, { current, previous }] of record.credentials) {
    count(purpose, 'current', current.envelope);
    if (previous !== undefined) count(purpose, 'previous', previous.envelope);
  }
  const { tenantId, policy } = record;
  const floorRank = lookUpFormat(policy.formatFloor)?.rank ?? 0;
  return {
    tenantId,
    status: policy.status,
    formatFloor: policy.formatFloor,
    envelopes: [...lines.values()].toSorted(compareLines),
    unreadable: [...unreadable].toSorted(),
    withoutCommitment,
    mayRaiseFloor:
      floorRank < formatRanks.current && (lowestRank(lookUpFormat, record) ?? 0) >= formatRanks.current,
  };
};

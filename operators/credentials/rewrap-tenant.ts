// Rewraps what a choice picks of a tenant's envelopes, current and previous. Each credential is one conditional write on
// exactly what was read; who was quicker is read again. What cannot be opened is reported and left as it is, and keeps
// nothing else back. Running it again finds what is done and goes on with the rest.

import type { TenantId } from '#shared/domain/tenant-id';
import type { Result } from '#shared/platform/result';
import type { StoredCredential, StoredEnvelope, TenantRecord } from '#shared/tenants/tenant-record';
import type { TenantLoadFailure } from '#shared/tenants/tenant-store';
import type { EnvelopePair, TenantWriter } from '../tenants/tenant-writer.ts';
import { envelopeFacts, type EnvelopeFacts } from './stored-envelope-facts.ts';
import { rewrapEnvelope, type RewrapDeps, type RewrapEnvelopeFailure } from './rewrap-envelope.ts';
import type { OperatorUse } from './open-any-credential.ts';

export type RewrapTenantDeps = RewrapDeps & { readonly tenantWriter: TenantWriter };

/** What to do with an envelope that could be opened: `current` needs nothing, `other` was not asked for. */
export type RewrapChoice = (facts: EnvelopeFacts, record: TenantRecord) => 'rewrap' | 'current' | 'other';

export type EnvelopePlace = 'current' | 'previous';

export type RewrapFault = {
  readonly tenantId: TenantId;
  /** Absent when the tenant as a whole could not be read. */
  readonly purpose?: string;
  readonly place?: EnvelopePlace;
  readonly code: RewrapEnvelopeFailure | TenantLoadFailure | 'conflict' | 'unforeseen';
};

export type RewrapTally = {
  readonly rewrapped: number;
  readonly current: number;
  readonly other: number;
  readonly faults: readonly RewrapFault[];
};

export type RewrapOptions = {
  readonly choose: RewrapChoice;
  /** Open and seal, but store nothing. */
  readonly isDryRun: boolean;
};

export const emptyTally: RewrapTally = { rewrapped: 0, current: 0, other: 0, faults: [] };

export const addTallies = (left: RewrapTally, right: RewrapTally): RewrapTally => ({
  rewrapped: left.rewrapped + right.rewrapped,
  current: left.current + right.current,
  other: left.other + right.other,
  faults: [...left.faults, ...right.faults],
});

const maxAttempts = 8;

type Prepared = { readonly next: EnvelopePair; readonly tally: RewrapTally };

const prepare = async (
  deps: RewrapTenantDeps,
  record: TenantRecord,
  purpose: string,
  stored: StoredCredential,
  { choose }: RewrapOptions,
  use: OperatorUse,
): Promise<Prepared> => {
  const { tenantId } = record;
  let tally = emptyTally;
  const rewrap = async (place: EnvelopePlace, envelope: StoredEnvelope): Promise<StoredEnvelope> => {
    const facts = envelopeFacts(deps.lookUpFormat, envelope.envelope);
    const choice = facts === undefined ? 'rewrap' : choose(facts, record);
    if (choice !== 'rewrap') {
      tally = addTallies(tally, { ...emptyTally, [choice]: 1 });
      return envelope;
    }
    const sealed = await rewrapEnvelope(deps, record, { purpose, isPrevious: place === 'previous' }, use);
    tally = addTallies(
      tally,
      sealed.ok
        ? { ...emptyTally, rewrapped: 1 }
        : { ...emptyTally, faults: [{ tenantId, purpose, place, code: sealed.failure }] },
    );
    return sealed.ok ? sealed.value : envelope;
  };
  const current = await rewrap('current', stored.current);
  if (stored.previous === undefined) return { next: { current }, tally };
  const previous = await rewrap('previous', stored.previous);
  return { next: { current, previous }, tally };
};

const loadTenant = (
  deps: RewrapTenantDeps,
  tenantId: TenantId,
  { deadline }: OperatorUse,
): Promise<Result<TenantRecord, TenantLoadFailure>> =>
  deps.tenantStore.load(tenantId, { isConsistent: true, deadline });

const rewrapCredential = async (
  deps: RewrapTenantDeps,
  loaded: TenantRecord,
  purpose: string,
  options: RewrapOptions,
  use: OperatorUse,
): Promise<RewrapTally> => {
  const { tenantId } = loaded;
  const fault = (code: RewrapFault['code']) => ({ ...emptyTally, faults: [{ tenantId, purpose, code }] });
  let record = loaded;
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    if (record.malformedCredentials.has(purpose)) return fault('ENVELOPE_MALFORMED');
    const stored = record.credentials.get(purpose);
    // It was there a moment ago: removed by hand, so nothing is left to move.
    if (stored === undefined) return emptyTally;
    const { next, tally } = await prepare(deps, record, purpose, stored, options, use);
    if (tally.rewrapped === 0 || options.isDryRun) return tally;
    const written = await deps.tenantWriter.replaceEnvelopes(tenantId, purpose, next, stored);
    if (written.ok) return tally;
    if (written.failure !== 'conflict') return fault(written.failure);
    const reloaded = await loadTenant(deps, tenantId, use);
    if (!reloaded.ok) return fault(reloaded.failure);
    record = reloaded.value;
  }
  return fault('conflict');
};

/** An unforeseen error does not stop the other credentials; its text may quote anything. */
const rewrapOrFault = async (
  deps: RewrapTenantDeps,
  record: TenantRecord,
  purpose: string,
  options: RewrapOptions,
  use: OperatorUse,
): Promise<RewrapTally> => {
  try {
    return await rewrapCredential(deps, record, purpose, options, use);
  } catch {
    const { tenantId } = record;
    return { ...emptyTally, faults: [{ tenantId, purpose, code: 'unforeseen' }] };
  }
};

export const rewrapRecord = async (
  deps: RewrapTenantDeps,
  record: TenantRecord,
  options: RewrapOptions,
  use: OperatorUse,
): Promise<RewrapTally> => {
  let tally = emptyTally;
  const purposes = [...record.credentials.keys(), ...record.malformedCredentials].toSorted();
  for (const purpose of purposes) {
    tally = addTallies(tally, await rewrapOrFault(deps, record, purpose, options, use));
  }
  return tally;
};

export const rewrapTenant = async (
  deps: RewrapTenantDeps,
  tenantId: TenantId,
  options: RewrapOptions,
  use: OperatorUse,
): Promise<RewrapTally> => {
  const record = await loadTenant(deps, tenantId, use);
  if (!record.ok) return { ...emptyTally, faults: [{ tenantId, code: record.failure }] };
  return rewrapRecord(deps, record.value, options, use);
};

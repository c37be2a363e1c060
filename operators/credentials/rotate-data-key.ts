// Gives a tenant a new data key and seals every `jwe1` envelope anew under it. Old keys stay: an envelope that a command read
// a moment ago still opens. A run that was interrupted left envelopes under an older key; the next one finishes that
// rotation before it would begin another. Operators' code.

import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import type { TenantLoadFailure } from '#shared/tenants/tenant-store';
import type { TenantWriteFailure } from '../tenants/tenant-writer.ts';
import type { KeyServiceFailure } from '#shared/credentials/key-service';
import { proveDataKey, provisionTenantKey } from './provision-tenant-key.ts';
import type { OperatorUse } from './open-any-credential.ts';
import { rewrapRecord, type RewrapChoice, type RewrapTally, type RewrapTenantDeps } from './rewrap-tenant.ts';
import { newestKeyVersion } from './seal-envelope.ts';
import { envelopeFacts } from './stored-envelope-facts.ts';

export type DataKeyRotation = {
  readonly keyVersion: number;
  /** False when an interrupted rotation was finished instead. */
  readonly isNewKey: boolean;
  readonly tally: RewrapTally;
};

export type DataKeyRotationFailure = TenantLoadFailure | TenantWriteFailure | KeyServiceFailure;

const maxPasses = 5;

const olderThan =
  (newest: number): RewrapChoice =>
  ({ keyVersion }) => {
    if (keyVersion === undefined) return 'other';
    return keyVersion < newest ? 'rewrap' : 'current';
  };

const underOlderKey: RewrapChoice = (facts, record) => olderThan(newestKeyVersion(record))(facts, record);

const isUnfinished = ({ lookUpFormat }: RewrapTenantDeps, record: TenantRecord): boolean =>
  [...record.credentials.values()]
    .flatMap(({ current, previous }) => (previous === undefined ? [current] : [current, previous]))
    .map(({ envelope }) => envelopeFacts(lookUpFormat, envelope))
    .some((facts) => facts !== undefined && underOlderKey(facts, record) === 'rewrap');

/** @param mustBeNew makes a new key although an earlier rotation is unfinished (an envelope that cannot be opened stays so) */
export const rotateDataKey = async (
  deps: RewrapTenantDeps,
  tenantId: TenantId,
  { mustBeNew, isDryRun }: { readonly mustBeNew: boolean; readonly isDryRun: boolean },
  use: OperatorUse,
): Promise<Result<DataKeyRotation, DataKeyRotationFailure>> => {
  const load = () => deps.tenantStore.load(tenantId, { isConsistent: true, deadline: use.deadline });
  const before = await load();
  if (!before.ok) return before;
  const isNewKey = mustBeNew || !isUnfinished(deps, before.value);
  if (isDryRun) {
    const keyVersion = newestKeyVersion(before.value) + (isNewKey ? 1 : 0);
    const proven = isNewKey ? await proveDataKey(deps.keySealer, tenantId, keyVersion) : undefined;
    if (proven?.ok === false) return proven;
    const choose = olderThan(keyVersion);
    const tally = await rewrapRecord(deps, before.value, { choose, isDryRun }, use);
    return succeed({ keyVersion, isNewKey, tally });
  }
  if (isNewKey) {
    const provisioned = await provisionTenantKey(deps, tenantId, use.deadline);
    if (!provisioned.ok) return fail(provisioned.failure);
  }

  // A command that read the tenant before the new key may have stored under the old one: look again.
  let rewrapped = 0;
  for (let pass = 1; ; pass += 1) {
    const record = await load();
    if (!record.ok) return record;
    const tally = await rewrapRecord(deps, record.value, { choose: underOlderKey, isDryRun }, use);
    rewrapped += tally.rewrapped;
    if (tally.rewrapped > 0 && pass < maxPasses) continue;
    const untouched = tally.current + tally.rewrapped - rewrapped;
    return succeed({
      keyVersion: newestKeyVersion(record.value),
      isNewKey,
      tally: { ...tally, rewrapped, current: Math.max(0, untouched) },
    });
  }
};

// Makes the version before the current one current again, as one more version, and keeps the one that it replaces as previous: so
// the same once more takes it back. A keyset stays: rows are sealed under the keys that the older one lacks. Operators' code.

import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { ContractCode } from '#shared/credentials/credential-failure';
import { openAnyCredential, type OperatorUse } from './open-any-credential.ts';
import type { ReplaceDeps } from './replace-credential.ts';
import { sealCredential, type SealFailure } from './seal-credential.ts';

export type Reverted = {
  /** What holds the older value now. */
  readonly version: number;
  /** Where that value was. */
  readonly fromVersion: number;
  /** What is kept as previous. */
  readonly replacedVersion: number;
};

export type RevertFailure =
  | SealFailure
  | 'credential-missing'
  | 'no-previous'
  | 'keyset-loses-keys'
  | { readonly unreadable: ContractCode };

/** Opens the older version also when nothing is to be stored: what does not open cannot be gone back to. */
export const revertCredential = async (
  deps: ReplaceDeps,
  { tenantId, purpose, isDryRun }: { tenantId: TenantId; purpose: string; isDryRun: boolean },
  use: OperatorUse,
): Promise<Result<Reverted, RevertFailure>> => {
  const record = await deps.tenantStore.load(tenantId, { isConsistent: true, deadline: use.deadline });
  if (!record.ok) return record;
  const stored = record.value.credentials.get(purpose);
  if (stored === undefined) return fail('credential-missing');
  if (stored.previous === undefined) return fail('no-previous');
  if (purpose === 'account-number-key') return fail('keyset-loses-keys');
  const opened = await openAnyCredential(deps, record.value, { purpose, isPrevious: true }, use);
  if (!opened.ok) return fail({ unreadable: opened.failure });
  const { value, format: oldFormat, version: fromVersion } = opened.value;
  const { version: replaces } = stored.current;
  const reverted = { fromVersion, replacedVersion: replaces };
  if (isDryRun) return succeed({ ...reverted, version: replaces + 1 });
  // A legacy value is sealed in the current format: nothing makes new ones of it.
  const format = oldFormat === 'kms1' ? 'kms1' : 'jwe1';
  const toSeal = { tenantId, purpose, value, format, deadline: use.deadline, replaces } as const;
  const sealed = await sealCredential(deps, toSeal);
  return sealed.ok ? succeed({ ...reverted, version: sealed.value }) : sealed;
};

// Stores an operator's new value for a credential, unless it is what is stored already: so a command that is run again after
// an unclear end does not push the previous version away. A keyset may only gain keys. Operators' code.

import { isDeepStrictEqual } from 'node:util';
import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { Secret } from '#shared/platform/secret';
import type { ContractCode } from '#shared/credentials/credential-failure';
import { parseCredential } from '#shared/credentials/credential-shape';
import type { OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import { openAnyCredential, type OperatorUse } from './open-any-credential.ts';
import { sealCredential, type SealDeps, type SealFailure } from './seal-credential.ts';
import type { SealedFormat } from './seal-envelope.ts';
import { parseStorable } from './storable-credential.ts';

export type ReplaceDeps = OpenCredentialsDeps & SealDeps;

export type Replacement = {
  readonly tenantId: TenantId;
  readonly purpose: string;
  readonly value: Secret<unknown>;
  readonly format: SealedFormat;
  /** Refuse when nothing is stored yet. */
  readonly mustExist: boolean;
  /** False: refuse when another value is stored. */
  readonly mayReplace?: boolean;
  readonly isDryRun: boolean;
};

export type Replaced = { readonly version: number; readonly isUnchanged: boolean };

export type ReplaceFailure =
  | SealFailure
  | 'credential-missing'
  | 'already-stored'
  | 'keyset-loses-keys'
  | { readonly unreadable: ContractCode };

/** Rows and fingerprints were made with what the stored keyset holds. */
const keepsEveryKey = (stored: AccountNumberKeyset, next: AccountNumberKeyset): boolean =>
  stored.indexKey === next.indexKey &&
  Object.entries(stored.keys).every(([version, key]) => next.keys[version] === key);

const checkKeyset = (storedValue: unknown, nextValue: unknown): boolean => {
  const stored = parseCredential('account-number-key', storedValue);
  const next = parseCredential('account-number-key', nextValue);
  return stored.ok && next.ok && keepsEveryKey(stored.value, next.value);
};

/** The value is checked here as well, so that nothing is opened for one that could not be stored. */
export const replaceCredential = async (
  deps: ReplaceDeps,
  { tenantId, purpose, value, format, mustExist, mayReplace = true, isDryRun }: Replacement,
  use: OperatorUse,
): Promise<Result<Replaced, ReplaceFailure>> => {
  const { deadline } = use;
  const parsed = parseStorable(purpose, value.expose());
  if (!parsed.ok) return parsed;
  const record = await deps.tenantStore.load(tenantId, { isConsistent: true, deadline });
  if (!record.ok) return record;
  const stored = record.value.credentials.get(purpose);
  if (mustExist && stored === undefined) return fail('credential-missing');

  if (stored !== undefined) {
    const opened = await openAnyCredential(deps, record.value, { purpose, isPrevious: false }, use);
    const isKeyset = purpose === 'account-number-key';
    // What cannot be opened may be replaced by what can; but a keyset must be compared.
    if (!opened.ok && isKeyset) return fail({ unreadable: opened.failure });
    if (opened.ok) {
      const storedValue = opened.value.value.expose();
      const { version } = stored.current;
      if (opened.value.format === format && isDeepStrictEqual(storedValue, parsed.value)) {
        return succeed({ version, isUnchanged: true });
      }
      if (isKeyset && !checkKeyset(storedValue, parsed.value)) return fail('keyset-loses-keys');
    }
  }
  if (stored !== undefined && !mayReplace) return fail('already-stored');
  const replaces = stored === undefined ? {} : { replaces: stored.current.version };
  if (isDryRun) return succeed({ version: (stored?.current.version ?? 0) + 1, isUnchanged: false });
  const sealed = await sealCredential(deps, { tenantId, purpose, value, format, deadline, ...replaces });
  return sealed.ok ? succeed({ version: sealed.value, isUnchanged: false }) : sealed;
};

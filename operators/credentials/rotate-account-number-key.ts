// Adds a sealing key to a tenant's keyset, as a new version of the credential; every older key stays in it, because rows are
// sealed under them. Operators' code.

import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import type { ContractCode } from '#shared/credentials/credential-failure';
import { parseCredential } from '#shared/credentials/credential-shape';
import { rotateAccountNumberKeyset } from './new-account-number-keyset.ts';
import { openAnyCredential, type OperatorUse } from './open-any-credential.ts';
import type { ReplaceDeps } from './replace-credential.ts';
import { sealCredential, type SealFailure } from './seal-credential.ts';

const purpose = 'account-number-key';

export type KeysetFailure = SealFailure | 'credential-missing' | { readonly unreadable: ContractCode };

export type StoredKeyset = { readonly keyset: Secret<AccountNumberKeyset>; readonly version: number };

export const openKeyset = async (
  deps: ReplaceDeps,
  tenantId: TenantId,
  use: OperatorUse,
): Promise<Result<StoredKeyset, KeysetFailure>> => {
  const record = await deps.tenantStore.load(tenantId, { isConsistent: true, deadline: use.deadline });
  if (!record.ok) return record;
  if (!record.value.credentials.has(purpose)) return fail('credential-missing');
  const opened = await openAnyCredential(deps, record.value, { purpose, isPrevious: false }, use);
  if (!opened.ok) return fail({ unreadable: opened.failure });
  const keyset = parseCredential(purpose, opened.value.value.expose());
  if (!keyset.ok) return keyset;
  return succeed({ keyset: new Secret(keyset.value), version: opened.value.version });
};

/** The keyset as it is stored now, with its new current key. Conflict when it changed meanwhile. */
export const rotateAccountNumberKey = async (
  deps: ReplaceDeps,
  tenantId: TenantId,
  use: OperatorUse,
): Promise<Result<StoredKeyset, KeysetFailure>> => {
  const stored = await openKeyset(deps, tenantId, use);
  if (!stored.ok) return stored;
  const keyset = new Secret(rotateAccountNumberKeyset(stored.value.keyset.expose()));
  const sealed = await sealCredential(deps, {
    tenantId,
    purpose,
    value: keyset,
    format: 'jwe1',
    deadline: use.deadline,
    replaces: stored.value.version,
  });
  return sealed.ok ? succeed({ keyset, version: sealed.value }) : sealed;
};

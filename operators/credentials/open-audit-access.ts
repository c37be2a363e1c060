// What reading a tenant's audit needs: the keyset that receipts are made with, and the application's own login, which may
// read audit rows and receipts and change neither. A suspended tenant's too. Operators' code.

import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import type { TenantLoadFailure } from '#shared/tenants/tenant-store';
import type { ContractCode } from '#shared/credentials/credential-failure';
import { parseCredential } from '#shared/credentials/credential-shape';
import type { OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import type { CredentialValues, Purpose, SqlServerLogin } from '#shared/credentials/purpose';
import { openAnyCredential, type OperatorUse } from './open-any-credential.ts';

export type AuditAccess = {
  readonly login: Secret<SqlServerLogin>;
  readonly keyset: Secret<AccountNumberKeyset>;
};

export type AuditAccessFailure = {
  readonly purpose?: Purpose;
  readonly code: TenantLoadFailure | ContractCode | 'credential-missing';
};

const open = async <P extends Purpose>(
  deps: OpenCredentialsDeps,
  record: TenantRecord,
  purpose: P,
  use: OperatorUse,
): Promise<Result<Secret<CredentialValues[P]>, AuditAccessFailure>> => {
  if (!record.credentials.has(purpose)) return fail({ purpose, code: 'credential-missing' });
  const opened = await openAnyCredential(deps, record, { purpose, isPrevious: false }, use);
  if (!opened.ok) return fail({ purpose, code: opened.failure });
  const parsed = parseCredential(purpose, opened.value.value.expose());
  return parsed.ok ? succeed(new Secret(parsed.value)) : fail({ purpose, code: 'CREDENTIAL_MALFORMED' });
};

export const openAuditAccess = async (
  deps: OpenCredentialsDeps,
  tenantId: TenantId,
  use: OperatorUse,
): Promise<Result<AuditAccess, AuditAccessFailure>> => {
  const record = await deps.tenantStore.load(tenantId, { isConsistent: true, deadline: use.deadline });
  if (!record.ok) return fail({ code: record.failure });
  const keyset = await open(deps, record.value, 'account-number-key', use);
  if (!keyset.ok) return keyset;
  const login = await open(deps, record.value, 'sql-server', use);
  return login.ok ? succeed({ login: login.value, keyset: keyset.value }) : login;
};

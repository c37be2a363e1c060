// Opens the one reserved credential that an operator's command needs in the clear: the migrations' login. The same core, the
// same audit line; it is no part of the contract, so no caller of the decryptor can reach it.

import type { TenantId } from '#shared/domain/tenant-id';
import type { Deadline } from '#shared/platform/deadline';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { Secret } from '#shared/platform/secret';
import type { CredentialFailure } from '#shared/credentials/credential-failure';
import { parseSqlServerAdmin } from '#shared/credentials/credential-shape';
import type { CredentialCaller } from '#shared/credentials/credential-source';
import { unavailable } from '#shared/credentials/deliver-credentials';
import { loadTenant, openAudited, type OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import type { SqlServerLogin } from '#shared/credentials/purpose';

const purpose = 'sql-server-admin';

/** Always reads the store anew: a migration must not run on yesterday's login. */
export const withSqlServerAdmin = async <T>(
  deps: OpenCredentialsDeps,
  tenantId: TenantId,
  fn: (login: Secret<SqlServerLogin>) => Promise<T>,
  { caller, deadline }: { readonly caller: CredentialCaller; readonly deadline: Deadline },
): Promise<Result<T, CredentialFailure>> => {
  const use = { caller, deadline, refresh: true, previous: false };
  const record = await loadTenant(deps, tenantId, use);
  if (!record.ok) return fail(unavailable(record.failure));
  const opened = await openAudited(deps, record.value, purpose, parseSqlServerAdmin, use);
  return opened.ok ? succeed(await fn(opened.value.value)) : fail(unavailable(opened.failure, purpose));
};

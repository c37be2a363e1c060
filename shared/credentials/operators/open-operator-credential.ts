// Opens the one reserved credential that an operator's command needs in the clear: the migrations' login. The same core, the
// same audit line; it is no part of the contract, so no caller of the decryptor can reach it.

import type { TenantId } from '../../domain/tenant-id.ts';
import type { Deadline } from '../../platform/deadline.ts';
import { fail, succeed, type Result } from '../../platform/result.ts';
import type { Secret } from '../../platform/secret.ts';
import type { CredentialFailure } from '../credential-failure.ts';
import { parseSqlServerAdmin } from '../credential-shape.ts';
import type { CredentialCaller } from '../credential-source.ts';
import { unavailable } from '../deliver-credentials.ts';
import { loadTenant, openAudited, type OpenCredentialsDeps } from '../open-credentials.ts';
import type { SqlServerLogin } from '../purpose.ts';

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

// A tenant's database with the application's own login, and the keyset of its account numbers: for commands that read audit rows or write as the
// application does. Both leave with the connection.

import { forgetDerivedKeys } from '#shared/crypto/account-number-keys';
import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { succeed, type Result } from '#shared/platform/result';
import { openMssqlDatabase } from '#shared/sql/mssql-database';
import { createSqlPools } from '#shared/sql/sql-pools';
import type { SqlDatabase } from '#shared/sql/sql-session';
import { readTlsSettings } from '#shared/sql/tls-settings';
import { openAuditAccess, type AuditAccessFailure } from '../credentials/open-audit-access.ts';
import type { Operator } from './operator.ts';

const longestJobMs = 24 * 60 * 60_000;
const longestRequestMs = 10 * 60_000;

export type TenantAccess = { readonly database: SqlDatabase; readonly keyset: AccountNumberKeyset };

export const withTenantAccess = async <T>(
  { opening, newUse }: Operator,
  tenantId: TenantId,
  work: (access: TenantAccess) => Promise<T>,
): Promise<Result<T, AuditAccessFailure>> => {
  const access = await openAuditAccess(opening, tenantId, newUse());
  if (!access.ok) return access;
  const { login, keyset } = access.value;
  const pools = createSqlPools({ ...readTlsSettings(process.env), maxPools: 1 });
  try {
    const database = openMssqlDatabase(
      pools,
      { tenantId, login: login.expose(), credentialVersion: 0 },
      { deadline: deadlineIn(systemClock, longestJobMs), log: opening.log, longestRequestMs },
    );
    return succeed(await work({ database, keyset: keyset.expose() }));
  } finally {
    forgetDerivedKeys(keyset.expose());
    await pools.close();
  }
};

// One tenant of `audit verify`: its keyset and its application's login are opened, the chain is read, both leave with the
// connection. The application's login is enough: it may read both tables. The administrator's could change what it checks.

import { forgetDerivedKeys } from '#shared/crypto/account-number-keys';
import { openAuditAccess, type AuditAccessFailure } from '../credentials/open-audit-access.ts';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { fail, type Result } from '#shared/platform/result';
import { openMssqlDatabase } from '#shared/sql/mssql-database';
import { createSqlPools } from '#shared/sql/sql-pools';
import { readTlsSettings } from '#shared/sql/tls-settings';
import type { Operator } from '../command-line/operator.ts';
import type { SavedReceipts } from './saved-receipts.ts';
import { verifyChain, type ChainFailure, type ChainReport } from './verify-chain.ts';

const longestJobMs = 24 * 60 * 60_000;
const longestRequestMs = 10 * 60_000;

export type TenantFailure =
  | { readonly kind: 'no-access'; readonly access: AuditAccessFailure }
  | { readonly kind: 'unread'; readonly chain: ChainFailure };

export const verifyTenant = async (
  { opening, terminal, newUse }: Operator,
  tenantId: TenantId,
  { saved, signal }: { readonly saved: SavedReceipts; readonly signal: AbortSignal },
): Promise<Result<ChainReport, TenantFailure>> => {
  const access = await openAuditAccess(opening, tenantId, newUse());
  if (!access.ok) return fail({ kind: 'no-access', access: access.failure });
  const { login, keyset } = access.value;

  const pools = createSqlPools({
    ...readTlsSettings(process.env),
    maxPools: 1,
  });
  let bar = terminal.startBar('Receipts', 0);
  try {
    const database = openMssqlDatabase(
      pools,
      { tenantId, login: login.expose(), credentialVersion: 0 },
      { deadline: deadlineIn(systemClock, longestJobMs), log: opening.log, longestRequestMs },
    );
    const verified = await verifyChain(database, {
      tenantId,
      keyset: keyset.expose(),
      saved,
      signal,
      onBegun: (receipts) => (bar = terminal.startBar(`${tenantId}: receipts`, receipts)),
      onRead: (receipts) => bar.advance(receipts),
    });
    return verified.ok ? verified : fail({ kind: 'unread', chain: verified.failure });
  } finally {
    bar.end();
    forgetDerivedKeys(keyset.expose());
    await pools.close();
  }
};

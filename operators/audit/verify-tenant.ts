// One tenant of `audit verify`. The application's login is enough: it may read both tables. The administrator's could change what it checks.

import type { AuditAccessFailure } from '../credentials/open-audit-access.ts';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, type Result } from '#shared/platform/result';
import type { Operator } from '../command-line/operator.ts';
import { withTenantAccess } from '../command-line/tenant-access.ts';
import type { SavedReceipts } from './saved-receipts.ts';
import { verifyChain, type ChainFailure, type ChainReport } from './verify-chain.ts';

export type TenantFailure =
  | { readonly kind: 'no-access'; readonly access: AuditAccessFailure }
  | { readonly kind: 'unread'; readonly chain: ChainFailure };

export const verifyTenant = async (
  operator: Operator,
  tenantId: TenantId,
  { saved, signal }: { readonly saved: SavedReceipts; readonly signal: AbortSignal },
): Promise<Result<ChainReport, TenantFailure>> => {
  const { terminal } = operator;
  let bar = terminal.startBar('Receipts', 0);
  try {
    const verified = await withTenantAccess(operator, tenantId, ({ database, keyset }) =>
      verifyChain(database, {
        tenantId,
        keyset,
        saved,
        signal,
        onBegun: (receipts) => (bar = terminal.startBar(`${tenantId}: receipts`, receipts)),
        onRead: (receipts) => bar.advance(receipts),
      }),
    );
    if (!verified.ok) return fail({ kind: 'no-access', access: verified.failure });
    return verified.value.ok ? verified.value : fail({ kind: 'unread', chain: verified.value.failure });
  } finally {
    bar.end();
  }
};

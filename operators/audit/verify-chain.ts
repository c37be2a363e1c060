// One tenant's chain from its first receipt to the one that was the last when the command began: writes may go on meanwhile.

import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { SqlFailure } from '#shared/sql/sql-failure';
import type { SqlSession } from '#shared/sql/sql-session';
import { checkTenant } from '#shared/direct-deposits/sql/stored-rows';
import { createChainFollower, type ChainFollower, type ChainTally } from './follow-chain.ts';
import type { Finding, FindingKind } from './findings.ts';
import { chainPages, findBounds, openLooseRows, type LooseRows } from './read-chain.ts';
import type { SavedReceipts } from './saved-receipts.ts';

export type VerifyChainSettings = {
  readonly tenantId: TenantId;
  readonly keyset: AccountNumberKeyset;
  readonly saved: SavedReceipts;
  readonly signal: AbortSignal;
  readonly onBegun?: (receipts: number) => void;
  readonly onRead?: (receipts: number) => void;
};

export type ChainReport = ChainTally & {
  /** The first ones, in the chain's order. */
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Partial<Record<FindingKind, number>>>;
  readonly isInterrupted: boolean;
};

export type ChainFailure = SqlFailure | { readonly kind: 'other-tenant' | 'not-set-up' };

const keptFindings = 100;

const meetLooseBefore = async (
  looseRows: LooseRows,
  before: bigint | 'end',
  follower: ChainFollower,
): Promise<Result<void, SqlFailure>> => {
  for (;;) {
    const rows = await looseRows(before);
    if (!rows.ok) return rows;
    if (rows.value.length === 0) return succeed(undefined);
    for (const row of rows.value) follower.meetLoose(row);
  }
};

export const verifyChain = async (
  session: SqlSession,
  settings: VerifyChainSettings,
): Promise<Result<ChainReport, ChainFailure>> => {
  const { tenantId, keyset, saved, signal, onBegun, onRead } = settings;
  const found = await findBounds(session);
  if (!found.ok) return found;
  const { markers, bounds } = found.value;
  const tenant = checkTenant(tenantId, markers);
  if (!tenant.ok) {
    const isOther = tenant.failure.code === 'TENANT_MISMATCH';
    return fail({ kind: isOther ? 'other-tenant' : 'not-set-up' });
  }
  onBegun?.(bounds.receipts);

  const findings: Finding[] = [];
  const counts = new Map<FindingKind, number>();
  const follower = createChainFollower({
    tenantId,
    keyset,
    saved,
    onFinding: (finding) => {
      counts.set(finding.kind, (counts.get(finding.kind) ?? 0) + 1);
      if (findings.length < keptFindings) findings.push(finding);
    },
  });
  const reportOf = (tally: ChainTally, isInterrupted: boolean): ChainReport => ({
    ...tally,
    findings,
    counts: Object.fromEntries(counts),
    isInterrupted,
  });

  const looseRows = openLooseRows(session, bounds);
  for await (const page of chainPages(session, bounds)) {
    if (!page.ok) return page;
    for (const receipt of page.value) {
      const loose = receipt.row && (await meetLooseBefore(looseRows, receipt.row.position, follower));
      if (loose?.ok === false) return loose;
      follower.meetReceipt(receipt);
    }
    onRead?.(page.value.length);
    if (signal.aborted) return succeed(reportOf(follower.end(), true));
  }
  const rest = await meetLooseBefore(looseRows, 'end', follower);
  return rest.ok ? succeed(reportOf(follower.end(), false)) : rest;
};

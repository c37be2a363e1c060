// One tenant's chains of receipts, each from its first receipt to the one that was the last when it was read, and the checkpoints over them:
// writes may go on meanwhile.

import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import type { Receipt } from '#shared/direct-deposits/audit';
import { checkTenant } from '#shared/direct-deposits/sql/stored-rows';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { SqlFailure } from '#shared/sql/sql-failure';
import type { SqlSession } from '#shared/sql/sql-session';
import { followCheckpoints, type CheckpointTally } from './follow-checkpoints.ts';
import { createChainFollower, longestGap, type ChainFollower } from './follow-chain.ts';
import { findingOf, type Finding, type FindingKind } from './findings.ts';
import {
  checkpointPages,
  employeeChainPages,
  findBounds,
  looseBefore,
  loosePages,
  tenantChainPages,
  type FoundReceipt,
  type FoundRow,
} from './read-chain.ts';
import { createSavedBook, type SavedReceipts } from './saved-receipts.ts';

export type VerifyChainSettings = {
  readonly tenantId: TenantId;
  readonly keyset: AccountNumberKeyset;
  readonly saved: SavedReceipts;
  readonly signal: AbortSignal;
  readonly onBegun?: (receipts: number) => void;
  readonly onRead?: (receipts: number) => void;
};

export type ChainReport = {
  readonly receipts: number;
  readonly chains: number;
  /** Rows from before the first receipt, for which none vouches. */
  readonly olderRows: number;
  /** The one whose row was written last. */
  readonly last: (Receipt & { readonly occurredAt: string | null }) | undefined;
  readonly checkpoints: CheckpointTally;
  /** The first ones, as they were met. */
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Partial<Record<FindingKind, number>>>;
  readonly isInterrupted: boolean;
};

export type ChainFailure = SqlFailure | { readonly kind: 'other-tenant' | 'not-set-up' };

const keptFindings = 100;
/** Checkpoints are taken every quarter of an hour: what no checkpoint has seen for so long, none will. */
const overdueMs = 24 * 60 * 60_000;

/** What deployments from before the receipts wrote; anything else has come with them. */
const isOfOldKind = ({ audit: { action, directDepositId } }: FoundRow): boolean =>
  ['create', 'update', 'delete'].includes(action) && directDepositId !== null;

export const verifyChain = async (
  session: SqlSession,
  settings: VerifyChainSettings,
): Promise<Result<ChainReport, ChainFailure>> => {
  const { tenantId, keyset, signal, onBegun, onRead } = settings;
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
  const onFinding = (finding: Finding): void => {
    counts.set(finding.kind, (counts.get(finding.kind) ?? 0) + 1);
    if (findings.length < keptFindings) findings.push(finding);
  };

  const saved = createSavedBook(settings.saved);
  const followed = await followCheckpoints(checkpointPages(session, bounds), {
    ...{ tenantId, keyset, onFinding },
    onMet: saved.meet,
  });
  if (!followed.ok) return followed;
  const { heads, tally: checkpoints } = followed.value;

  let [receipts, chains, olderRows] = [0, 0, 0];
  let last: ChainReport['last'];
  let lastPosition: bigint | undefined;
  let firstPosition: bigint | undefined;
  let uncheckedSince: Date | undefined;
  const bridged = new Set<string>();

  const begin = (employeeId: string | null): ChainFollower => {
    chains += 1;
    const checkpointed = heads.get(employeeId);
    heads.delete(employeeId);
    return createChainFollower({
      ...{ tenantId, keyset, employeeId, checkpointed, onFinding },
      isSaved: saved.has,
    });
  };

  const meet = async (
    follower: ChainFollower,
    employeeId: string | null,
    receipt: FoundReceipt,
  ): Promise<SqlFailure | undefined> => {
    const { row } = receipt;
    const gap = follower.gapBefore(receipt);
    const isSearched = row !== undefined && gap > 0 && gap <= longestGap;
    const candidates = isSearched
      ? await looseBefore(session, { employeeId, before: row.position, most: gap })
      : succeed([]);
    if (!candidates.ok) return candidates.failure;
    for (const { audit } of follower.meet(receipt, candidates.value)) bridged.add(audit.writeId);
    saved.meet(receipt.receipt);
    receipts += 1;
    if (row === undefined) last ??= { ...receipt.receipt, occurredAt: null };
    else {
      if (firstPosition === undefined || row.position < firstPosition) firstPosition = row.position;
      if (lastPosition === undefined || row.position >= lastPosition) {
        lastPosition = row.position;
        last = { ...receipt.receipt, occurredAt: row.occurredAt.toISOString() };
      }
    }
    return undefined;
  };

  const followTenantChain = async (): Promise<SqlFailure | undefined> => {
    const isThere = bounds.lastSequence !== undefined || heads.has(null);
    const follower = isThere ? begin(null) : undefined;
    for await (const page of tenantChainPages(session, bounds)) {
      if (!page.ok) return page.failure;
      for (const receipt of page.value) {
        const failure = follower && (await meet(follower, null, receipt));
        if (failure !== undefined) return failure;
      }
      onRead?.(page.value.length);
      if (signal.aborted) return undefined;
    }
    follower?.end();
    return undefined;
  };

  const followEmployeeChains = async (): Promise<SqlFailure | undefined> => {
    let current: { readonly chain: string; readonly follower: ChainFollower } | undefined;
    const end = (): void => {
      const since = current?.follower.end().uncheckedSince;
      if (since !== undefined && (uncheckedSince === undefined || since < uncheckedSince))
        uncheckedSince = since;
    };
    for await (const page of employeeChainPages(session)) {
      if (!page.ok) return page.failure;
      for (const receipt of page.value) {
        if (current?.chain !== receipt.chain) {
          end();
          current = { chain: receipt.chain, follower: begin(receipt.chain) };
        }
        const failure = await meet(current.follower, receipt.chain, receipt);
        if (failure !== undefined) return failure;
      }
      onRead?.(page.value.length);
      if (signal.aborted) return undefined;
    }
    end();
    return undefined;
  };

  const meetLoose = async (): Promise<SqlFailure | undefined> => {
    for await (const page of loosePages(session, bounds)) {
      if (!page.ok) return page.failure;
      for (const row of page.value) {
        if (bridged.has(row.audit.writeId)) continue;
        if (!isOfOldKind(row)) onFinding(findingOf('row-forged', { row }));
        else if (firstPosition !== undefined && row.position > firstPosition)
          onFinding(findingOf('without-receipt', { row }));
        else olderRows += 1;
      }
      if (signal.aborted) return undefined;
    }
    return undefined;
  };

  /** What only the whole can tell. */
  const concludeWhole = (): void => {
    for (const [employeeId, { sequence }] of heads)
      onFinding(findingOf('cut-since-checkpoint', { sequence, employeeId }));
    for (const finding of saved.unmet()) onFinding(finding);
    if (uncheckedSince !== undefined && bounds.now.getTime() - uncheckedSince.getTime() > overdueMs)
      onFinding(findingOf('checkpoint-overdue', { occurredAt: uncheckedSince }));
  };

  for (const step of [followTenantChain, followEmployeeChains, meetLoose]) {
    if (signal.aborted) break;
    const failure = await step();
    if (failure !== undefined) return fail(failure);
  }
  const isInterrupted = signal.aborted;
  if (!isInterrupted) concludeWhole();
  return succeed({
    ...{ receipts, chains, olderRows, last, checkpoints, findings, isInterrupted },
    counts: Object.fromEntries(counts),
  });
};

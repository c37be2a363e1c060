// Follows one chain of receipts and tells what does not fit. Pure: it is handed the receipts by sequence, and before a gap the rows without
// receipt that may have stood in it; it keeps no more than one receipt.

import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import { noReceipt, receiptAfter, type ChainKind, type Receipt } from '#shared/direct-deposits/audit';
import type { TenantId } from '#shared/domain/tenant-id';
import { findingOf, type Finding, type FindingKind } from './findings.ts';
import type { FoundReceipt, FoundRow } from './read-chain.ts';

export type ChainSettings = {
  readonly tenantId: TenantId;
  readonly keyset: AccountNumberKeyset;
  /** Whose chain it is; null for the tenant's. */
  readonly employeeId: string | null;
  /** The chain's last receipt when a checkpoint was taken. */
  readonly checkpointed: Receipt | undefined;
  /** Whether a receipt was kept outside the database. */
  readonly isSaved: (receipt: Receipt) => boolean;
  readonly onFinding: (finding: Finding) => void;
};

export type ChainFollower = {
  /** How many receipts are missing before this one. */
  readonly gapBefore: (found: FoundReceipt) => number;
  /**
   * @param candidates rows without receipt, in their order, that were written last before the receipt's row: as many as are missing
   * @returns those of them that stood in the gap
   */
  readonly meet: (found: FoundReceipt, candidates?: readonly FoundRow[]) => readonly FoundRow[];
  readonly end: () => ChainTally;
};

export type ChainTally = {
  readonly last: Receipt | undefined;
  /** When the first receipt was written that follows the one before it and that no checkpoint vouches for. */
  readonly uncheckedSince: Date | undefined;
};

/** A longer gap is reported and not looked into. */
export const longestGap = 1_000;

type Doubtful = { readonly found: FoundReceipt; readonly recomputed: Receipt };

export const createChainFollower = (settings: ChainSettings): ChainFollower => {
  const { tenantId, keyset, employeeId, checkpointed, isSaved, onFinding } = settings;
  const kind: ChainKind = employeeId === null ? 'tenant' : 'employee';
  let previous: Receipt = noReceipt;
  let doubtful: Doubtful | undefined;
  let uncheckedSince: Date | undefined;

  const report = (found: FindingKind, place: Parameters<typeof findingOf>[1]): void =>
    onFinding(findingOf(found, { employeeId, ...place }));

  const after = (receipt: Receipt, row: FoundRow): Receipt =>
    receiptAfter(keyset, receipt, { tenantId, ...row }, kind);

  const isVouchedFor = (receipt: Receipt): boolean =>
    isSaved(receipt) || (receipt.sequence === checkpointed?.sequence && receipt.hash === checkpointed.hash);

  /** Says of a receipt that did not fit what the next one, or one that was kept, makes of it. */
  const settleDoubt = (isFollowed: boolean, isRecomputedFollowed: boolean): void => {
    if (doubtful === undefined) return;
    const { found, recomputed } = doubtful;
    const { receipt, writeId, row } = found;
    const settled =
      isFollowed || isVouchedFor(receipt)
        ? 'changed'
        : isRecomputedFollowed || isVouchedFor(recomputed)
          ? 'receipt-changed'
          : 'forged';
    report(settled, { sequence: receipt.sequence, writeId, row });
    doubtful = undefined;
  };

  /** True when rows that lost their receipts, and nothing else, stood in the gap. */
  const isBridged = (
    gap: number,
    candidates: readonly FoundRow[],
    { receipt, row }: FoundReceipt,
  ): boolean => {
    if (row === undefined || candidates.length !== gap) return false;
    const reached = candidates.reduce(after, previous);
    if (after(reached, row).hash !== receipt.hash) return false;
    for (const [index, candidate] of candidates.entries())
      report('receipt-missing', { sequence: previous.sequence + 1 + index, row: candidate });
    return true;
  };

  const checkLink = (found: FoundReceipt): void => {
    const { receipt, row, writeId } = found;
    const { sequence, hash } = receipt;
    if (row === undefined) {
      settleDoubt(false, false);
      report('row-missing', { sequence, writeId });
      return;
    }
    const recomputed = after(previous, row);
    const follows = recomputed.hash === hash;
    const followsRecomputed = doubtful !== undefined && after(doubtful.recomputed, row).hash === hash;
    settleDoubt(follows, followsRecomputed);
    if (!follows && !followsRecomputed) doubtful = { found, recomputed };
    else if (sequence > (checkpointed?.sequence ?? 0)) uncheckedSince ??= row.occurredAt;
  };

  return {
    gapBefore: ({ receipt: { sequence } }) => Math.max(0, sequence - previous.sequence - 1),

    meet: (found, candidates = []) => {
      const { receipt, row, writeId } = found;
      const { sequence, hash } = receipt;
      if (sequence < 1) {
        report('forged', { sequence, writeId, row });
        return [];
      }
      const gap = sequence - previous.sequence - 1;
      let bridged: readonly FoundRow[] = [];
      if (gap === 0) checkLink(found);
      else {
        settleDoubt(false, false);
        if (isBridged(gap, candidates, found)) bridged = candidates;
        else {
          report('missing', { sequence: previous.sequence + 1, throughSequence: sequence - 1 });
          if (row === undefined) report('row-missing', { sequence, writeId });
        }
      }
      if (sequence === checkpointed?.sequence && hash !== checkpointed.hash)
        report('not-as-checkpointed', { sequence, writeId, row });
      previous = receipt;
      return bridged;
    },

    end: () => {
      settleDoubt(false, false);
      if (checkpointed !== undefined && checkpointed.sequence > previous.sequence)
        report('cut-since-checkpoint', { sequence: checkpointed.sequence });
      return { last: previous.sequence === 0 ? undefined : previous, uncheckedSince };
    },
  };
};

// Follows a chain of receipts row by row and tells what does not fit. Pure: it is handed receipts by sequence, each after the
// rows without receipt that were written before it, and keeps no more than one receipt and a bounded number of such rows.

import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import { noReceipt, receiptAfter, type Receipt } from '#shared/direct-deposits/audit';
import type { TenantId } from '#shared/domain/tenant-id';
import { findingOf, type Finding, type FindingKind } from './findings.ts';
import type { FoundReceipt, FoundRow } from './read-chain.ts';
import type { SavedReceipts } from './saved-receipts.ts';

export type ChainSettings = {
  readonly tenantId: TenantId;
  readonly keyset: AccountNumberKeyset;
  readonly saved: SavedReceipts;
  readonly onFinding: (finding: Finding) => void;
};

export type ChainFollower = {
  readonly meetLoose: (row: FoundRow) => void;
  readonly meetReceipt: (found: FoundReceipt) => void;
  readonly end: () => ChainTally;
};

export type ChainTally = {
  readonly receipts: number;
  /** Rows from before the chain began, for which no receipt vouches. */
  readonly olderRows: number;
  readonly last: (Receipt & { readonly occurredAt: string | null }) | undefined;
};

/** A longer gap is reported and not looked into. */
const longestGap = 1_000;

/** What deployments from before the receipts wrote; anything else has come with them. */
const isOfOldKind = ({ audit: { action, directDepositId } }: FoundRow): boolean =>
  ['create', 'update', 'delete'].includes(action) && directDepositId !== null;

const byNumber = (left: number, right: number): number => left - right;

type Doubtful = { readonly found: FoundReceipt; readonly recomputed: Receipt };

export const createChainFollower = (settings: ChainSettings): ChainFollower => {
  const { tenantId, keyset, saved, onFinding } = settings;
  let previous: Receipt = noReceipt;
  let doubtful: Doubtful | undefined;
  let loose: FoundRow[] = [];
  let receipts = 0;
  let olderRows = 0;
  let last: ChainTally['last'];

  const report = (kind: FindingKind, place: Parameters<typeof findingOf>[1]): void =>
    onFinding(findingOf(kind, place));

  const after = (receipt: Receipt, row: FoundRow): Receipt =>
    receiptAfter(keyset, receipt, { tenantId, ...row });

  const reportLoose = (row: FoundRow): void => {
    if (!isOfOldKind(row)) report('row-forged', { row });
    else if (receipts > 0) report('without-receipt', { row });
    else olderRows += 1;
  };

  const settleLoose = (): void => {
    for (const row of loose) reportLoose(row);
    loose = [];
  };

  /** Says of a receipt that did not fit what the next one, or a saved one, makes of it. */
  const settleDoubt = (isVouchedFor: boolean, isRecomputedVouchedFor: boolean): void => {
    if (doubtful === undefined) return;
    const { found, recomputed } = doubtful;
    const { sequence, hash } = found.receipt;
    const isSaved = (candidate: string): boolean => saved.get(sequence)?.has(candidate) === true;
    const kind =
      isVouchedFor || isSaved(hash)
        ? 'changed'
        : isRecomputedVouchedFor || isSaved(recomputed.hash)
          ? 'receipt-changed'
          : 'forged';
    report(kind, { sequence, writeId: found.writeId, row: found.row });
    doubtful = undefined;
  };

  /** True when rows that lost their receipts, and nothing else, stood in the gap. */
  const isBridged = (gap: number, { receipt, row }: FoundReceipt): boolean => {
    if (row === undefined || gap > longestGap || loose.length < gap) return false;
    const candidates = loose.slice(-gap);
    const reached = candidates.reduce(after, previous);
    if (after(reached, row).hash !== receipt.hash) return false;
    loose = loose.slice(0, -gap);
    settleLoose();
    candidates.forEach((candidate, index) =>
      report('receipt-missing', { sequence: previous.sequence + 1 + index, row: candidate }),
    );
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
  };

  const checkSaved = ({ receipt: { sequence, hash }, writeId, row }: FoundReceipt): void => {
    const wanted = saved.get(sequence);
    if (wanted !== undefined && (wanted.size > 1 || !wanted.has(hash)))
      report('not-as-saved', { sequence, writeId, row });
  };

  return {
    meetLoose: (row) => {
      loose.push(row);
      // Only the last ones can stand in a gap.
      if (loose.length > 2 * longestGap) for (const early of loose.splice(0, longestGap)) reportLoose(early);
    },

    meetReceipt: (found) => {
      const { receipt, row, writeId } = found;
      const { sequence } = receipt;
      if (sequence < 1) {
        settleLoose();
        report('forged', { sequence, writeId, row });
        return;
      }
      const gap = sequence - previous.sequence - 1;
      if (gap === 0) {
        settleLoose();
        checkLink(found);
      } else {
        settleDoubt(false, false);
        if (!isBridged(gap, found)) {
          settleLoose();
          report('missing', { sequence: previous.sequence + 1, throughSequence: sequence - 1 });
          if (row === undefined) report('row-missing', { sequence, writeId });
        }
      }
      checkSaved(found);
      receipts += 1;
      previous = receipt;
      last = { ...receipt, occurredAt: row === undefined ? null : row.occurredAt.toISOString() };
    },

    end: () => {
      settleDoubt(false, false);
      settleLoose();
      const beyond = [...saved.keys()].filter((sequence) => sequence > previous.sequence).toSorted(byNumber);
      const [sequence] = beyond;
      if (sequence !== undefined) report('cut', { sequence, throughSequence: beyond.at(-1) ?? sequence });
      return { receipts, olderRows, last };
    },
  };
};

// The decision on a whole set that takes the place of the stored one: what is created, changed, kept and removed.
// The order of the set is its priority. Pure: everything comes in, the steps or all the broken rules come out.

import { fail, succeed, type Result } from '../platform/result.ts';
import type { Allocation } from './allocation.ts';
import type { DirectDeposit, NetPaySplit } from './direct-deposit.ts';
import type { Proposal } from './net-pay-split.ts';
import { isFirstWithId, itemPointer, replacementFindings } from './replacement-rules.ts';
import { finding, type RuleFinding } from './rule.ts';

export type ReplacementProposal = Omit<Proposal, 'accountFingerprint'> & {
  /** Of the stored row, as the request has it; a new one has none. */
  readonly id: string | undefined;
  readonly nickname: string | null;
  /** Of the account number that was sent; absent where the stored one stays. */
  readonly accountFingerprint: string | undefined;
};

type Place = { readonly index: number; readonly priority: number };

/** One per item of the set, in its order. */
export type ReplacementStep<P> = Place &
  (
    | { readonly kind: 'create'; readonly proposal: P }
    | {
        readonly kind: 'update';
        readonly proposal: P;
        readonly current: DirectDeposit;
        /** The account number is another one, so it is sealed and judged anew. */
        readonly isAccountChanged: boolean;
      }
    /** The same in every respect, priority included: the row is not touched. */
    | { readonly kind: 'keep'; readonly current: DirectDeposit }
  );

export type Replacement<P> = {
  readonly steps: readonly ReplacementStep<P>[];
  /** Stored rows that the set leaves out, in their order. */
  readonly removed: readonly DirectDeposit[];
};

/** `broken`: wrong within the request (422). `conflict`: wrong only with what is stored (409). */
export type ReplacementRefusal = {
  readonly kind: 'broken' | 'conflict';
  readonly findings: readonly RuleFinding[];
};

/** One of the set beside the row that it names, and the digest of the account that it will have. */
type Matched<P> = {
  readonly proposal: P;
  readonly current: DirectDeposit | undefined;
  readonly fingerprint: string | undefined;
};

const match = <P extends ReplacementProposal>(split: NetPaySplit, proposals: readonly P[]): Matched<P>[] =>
  proposals.map((proposal, index) => {
    const isNamed = proposal.id !== undefined && isFirstWithId(proposals, index);
    const current = isNamed ? split.items.find(({ id }) => id === proposal.id) : undefined;
    return { proposal, current, fingerprint: proposal.accountFingerprint ?? current?.accountFingerprint };
  });

const missingAccountFindings = (matched: readonly Matched<ReplacementProposal>[]): readonly RuleFinding[] =>
  matched.flatMap(({ proposal, fingerprint }, index) => {
    const message = 'A new direct deposit has an account number.';
    return proposal.id === undefined && fingerprint === undefined
      ? [finding('account.chars', `${itemPointer(index)}/accountNumber`, message)]
      : [];
  });

/** At the later one of two; at its account number where that was sent. */
const duplicateFindings = (matched: readonly Matched<ReplacementProposal>[]): readonly RuleFinding[] =>
  matched.flatMap(({ proposal, fingerprint }, index) => {
    const isDuplicate = matched
      .slice(0, index)
      .some(
        (earlier) =>
          fingerprint !== undefined &&
          earlier.fingerprint === fingerprint &&
          earlier.proposal.routingNumber === proposal.routingNumber &&
          earlier.proposal.accountType === proposal.accountType,
      );
    const pointer = itemPointer(index) + (proposal.accountFingerprint === undefined ? '' : '/accountNumber');
    return isDuplicate ? [finding('splits.duplicate', pointer, 'The set has this account already.')] : [];
  });

/** An account number that stays is stored, so the request by itself could not show that the routing number is the same. */
const storedConflicts = (matched: readonly Matched<ReplacementProposal>[]): readonly RuleFinding[] =>
  matched.flatMap(({ proposal, fingerprint }, index) =>
    proposal.accountFingerprint === undefined && fingerprint === proposal.routingFingerprint
      ? [finding('account.equalsRouting', `${itemPointer(index)}/routingNumber`)]
      : [],
  );

const isSameAllocation = (a: Allocation, b: Allocation): boolean => {
  switch (a.kind) {
    case 'fixed':
      return b.kind === 'fixed' && a.amountCents === b.amountCents;
    case 'percentage':
      return b.kind === 'percentage' && a.basisPoints === b.basisPoints && a.basis === b.basis;
    case 'remainder':
      return b.kind === 'remainder';
  }
};

const stepOf = <P extends ReplacementProposal>(
  { proposal, current, fingerprint }: Matched<P>,
  index: number,
): ReplacementStep<P> => {
  const place = { index, priority: index + 1 };
  if (!current) return { ...place, kind: 'create', proposal };

  const isAccountChanged = fingerprint !== current.accountFingerprint;
  const isSame =
    !isAccountChanged &&
    current.priority === place.priority &&
    current.nickname === proposal.nickname &&
    current.accountType === proposal.accountType &&
    current.routingNumber === proposal.routingNumber &&
    isSameAllocation(current.allocation, proposal.allocation);
  return isSame
    ? { ...place, kind: 'keep', current }
    : { ...place, kind: 'update', proposal, current, isAccountChanged };
};

/** @param proposals in the order of the set; whatever else the caller's proposals carry comes back in the steps */
export const decideReplacement = <P extends ReplacementProposal>(
  split: NetPaySplit,
  proposals: readonly P[],
): Result<Replacement<P>, ReplacementRefusal> => {
  const matched = match(split, proposals);
  const broken = [
    ...replacementFindings(split, proposals),
    ...missingAccountFindings(matched),
    ...duplicateFindings(matched),
  ];
  if (broken.length > 0) return fail({ kind: 'broken', findings: broken });
  const conflicts = storedConflicts(matched);
  if (conflicts.length > 0) return fail({ kind: 'conflict', findings: conflicts });

  return succeed({
    steps: matched.map(stepOf),
    removed: split.items.filter(({ id }) => !proposals.some((proposal) => proposal.id === id)),
  });
};

// How much of the net pay goes to one account: integer cents, basis points of a named base, or what is left.

import { fail, succeed, type Result } from '../platform/result.ts';
import { finding, type RuleFinding } from './rule.ts';

export const maxAmountCents = 9_999_999;
export const wholeBasisPoints = 10_000;

export const allocationKinds = ['fixed', 'percentage', 'remainder'] as const;
export const percentageBases = ['net', 'remaining'] as const;
export type PercentageBasis = (typeof percentageBases)[number];

export type Allocation =
  | { readonly kind: 'fixed'; readonly amountCents: number }
  | { readonly kind: 'percentage'; readonly basisPoints: number; readonly basis: PercentageBasis }
  | { readonly kind: 'remainder' };

/** An allocation as a request states it: members of the right JSON type, values not yet judged. */
export type AllocationInput = {
  readonly kind: string;
  readonly amountCents?: number | undefined;
  readonly basisPoints?: number | undefined;
  readonly basis?: string | undefined;
};

const isWholeNumberUpTo = (value: number | undefined, max: number): value is number =>
  value !== undefined && Number.isInteger(value) && value >= 1 && value <= max;

const readFixed = ({ amountCents }: AllocationInput, pointer: string): Result<Allocation, RuleFinding[]> =>
  isWholeNumberUpTo(amountCents, maxAmountCents)
    ? succeed({ kind: 'fixed', amountCents })
    : fail([finding('split.amount', `${pointer}/amountCents`)]);

const readPercentage = (input: AllocationInput, pointer: string): Result<Allocation, RuleFinding[]> => {
  const { basisPoints, basis = 'net' } = input;
  const isPercentageInRange = isWholeNumberUpTo(basisPoints, wholeBasisPoints);
  const isKnownBasis = basis === 'net' || basis === 'remaining';
  if (isPercentageInRange && isKnownBasis) return succeed({ kind: 'percentage', basisPoints, basis });
  return fail([
    ...(isPercentageInRange ? [] : [finding('split.percent', `${pointer}/basisPoints`)]),
    ...(isKnownBasis
      ? []
      : [finding('split.percent', `${pointer}/basis`, 'A percentage is of net or of remaining.')]),
  ]);
};

export const readAllocation = (
  input: AllocationInput,
  pointer: string,
): Result<Allocation, readonly RuleFinding[]> => {
  switch (input.kind) {
    case 'fixed':
      return readFixed(input, pointer);
    case 'percentage':
      return readPercentage(input, pointer);
    case 'remainder':
      return succeed({ kind: 'remainder' });
    default:
      return fail([finding('allocation.kind', `${pointer}/kind`)]);
  }
};

export const basisPointsOfNet = (allocation: Allocation): number =>
  allocation.kind === 'percentage' && allocation.basis === 'net' ? allocation.basisPoints : 0;

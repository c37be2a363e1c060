// Divides a net pay among direct deposits, exact to the cent: shares are rounded down, the remainder takes the rest. Cents are integers: the
// largest product, 9,999,999,999 × 10,000 < 1e14, is far below 2^53, and a quotient below 1e10 is exact to 2e-6.

import { wholeBasisPoints, type Allocation } from './allocation.ts';
import type { DirectDeposit } from './direct-deposit.ts';
import type { DirectDepositId } from './direct-deposit-id.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { finding, type RuleFinding } from './rule.ts';

export const maxNetPayCents = 9_999_999_999;
export const maxNetPays = 1_000;

export const netPayReasons = {
  full: 'The whole amount that this direct deposit is to get.',
  reduced: 'Less than it is to get: earlier ones left no more of the net pay.',
  'nothing-left': 'Nothing: earlier ones took all of the net pay.',
  'below-one-cent': 'Nothing: its share is less than one cent.',
  remainder: 'All that the earlier ones leave.',
  held: 'Held: nothing is paid to it until it is released.',
  rejected: 'Rejected by the bank: nothing is paid to it.',
  check: 'Its share is paid by check until the prenote of its account has passed.',
} as const satisfies Record<string, string>;

export type NetPayReason = keyof typeof netPayReasons;

export type NetPayLine = {
  /** Position in the given list, from 0. */
  readonly index: number;
  /** Null for one that is proposed and not stored. */
  readonly directDepositId: DirectDepositId | null;
  /** Of a remainder that is not paid: what waits. */
  readonly amountCents: number;
  readonly reason: NetPayReason;
};

export type SimulatedItem = Pick<DirectDeposit, 'allocation' | 'status'> & {
  readonly id: DirectDepositId | null;
  /** Until the prenote of the account has passed. */
  readonly isByCheck?: boolean;
};

type Share = Pick<NetPayLine, 'amountCents' | 'reason'>;

const basisPointsOf = (cents: number, basisPoints: number): number =>
  Math.floor((cents * basisPoints) / wholeBasisPoints);

const cutToLeft = (wantedCents: number, leftCents: number): Share => {
  if (leftCents === 0) return { amountCents: 0, reason: 'nothing-left' };
  if (wantedCents === 0) return { amountCents: 0, reason: 'below-one-cent' };
  return wantedCents > leftCents
    ? { amountCents: leftCents, reason: 'reduced' }
    : { amountCents: wantedCents, reason: 'full' };
};

const shareOf = (allocation: Allocation, netPayCents: number, leftCents: number): Share => {
  switch (allocation.kind) {
    case 'fixed':
      return cutToLeft(allocation.amountCents, leftCents);
    case 'percentage': {
      const base = allocation.basis === 'net' ? netPayCents : leftCents;
      return cutToLeft(basisPointsOf(base, allocation.basisPoints), leftCents);
    }
    case 'remainder':
      return leftCents === 0
        ? { amountCents: 0, reason: 'nothing-left' }
        : { amountCents: leftCents, reason: 'remainder' };
  }
};

/** One that is not paid takes nothing and leaves its share to those behind it; none is behind the remainder, so its money waits. */
const unpaidShareOf = (allocation: Allocation, leftCents: number, reason: 'held' | 'rejected'): Share => ({
  amountCents: allocation.kind === 'remainder' ? leftCents : 0,
  reason,
});

/** The same cents, on paper. */
const byCheck = ({ amountCents, reason }: Share): Share => ({
  amountCents,
  reason: amountCents > 0 ? 'check' : reason,
});

const isNetPay = (cents: number): boolean => Number.isInteger(cents) && cents >= 0 && cents <= maxNetPayCents;

/**
 * The amounts of all lines add up to the net pay; no items, no lines.
 * @param items in the order of their priorities, the remainder last, as the rules of a split have it
 * @throws RangeError for anything else, and for a net pay that is no whole number of cents from 0 to 9,999,999,999
 */
export const simulateNetPay = (
  items: readonly SimulatedItem[],
  netPayCents: number,
): readonly NetPayLine[] => {
  if (!isNetPay(netPayCents)) throw new RangeError('A net pay is an integer from 0 to 9999999999');
  const isRemainderLast = items.every(
    ({ allocation }, index) => (allocation.kind === 'remainder') === (index === items.length - 1),
  );
  if (!isRemainderLast) throw new RangeError('A split has exactly one remainder, and it is the last');

  let leftCents = netPayCents;
  return items.map(({ id, allocation, status, isByCheck = false }, index) => {
    const whole = shareOf(allocation, netPayCents, leftCents);
    const paid = isByCheck ? byCheck(whole) : whole;
    const share = status === 'active' ? paid : unpaidShareOf(allocation, leftCents, status);
    leftCents -= share.amountCents;
    return { index, directDepositId: id, ...share };
  });
};

/** The net pays of a request: numbers, not yet judged. */
export const readNetPays = (
  netPays: readonly number[],
  pointer: string,
): Result<readonly number[], readonly RuleFinding[]> => {
  if (netPays.length < 1 || netPays.length > maxNetPays) return fail([finding('netPay.count', pointer)]);
  const broken = netPays.flatMap((cents, index) =>
    isNetPay(cents) ? [] : [finding('netPay.amount', `${pointer}/${index}`)],
  );
  return broken.length > 0 ? fail(broken) : succeed(netPays);
};

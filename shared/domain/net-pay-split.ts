// The decisions on an employee's net-pay split: where a direct deposit goes, and which stored state refuses it.
// Pure: everything comes in, a placement or all the broken rules come out.

import { fail, succeed, type Result } from '../platform/result.ts';
import { basisPointsOfNet, wholeBasisPoints, type Allocation } from './allocation.ts';
import type { AccountType, DirectDeposit, NetPaySplit } from './direct-deposit.ts';
import type { RoutingNumber } from './routing-number.ts';
import { finding, type RuleFinding } from './rule.ts';

/** What the rules need to know of a direct deposit that is to be stored. */
export type Proposal = {
  readonly priority: number | undefined;
  readonly accountType: AccountType;
  readonly routingNumber: RoutingNumber;
  readonly allocation: Allocation;
  /** Digest of the account number as it will be stored. */
  readonly accountFingerprint: string;
  /** Digest that the routing number would have if it were an account number. */
  readonly routingFingerprint: string;
};

/** The rows from `from` to `to` (both included) move by `by`; none when `from` is above `to`. */
export type Shift = { readonly from: number; readonly to: number; readonly by: 1 | -1 };
export type Placement = { readonly priority: number; readonly shift: Shift };

type Decision = Result<Placement, readonly RuleFinding[]>;

const noShift: Shift = { from: 1, to: 0, by: 1 };

const isRemainder = (item: { readonly allocation: Allocation }): boolean =>
  item.allocation.kind === 'remainder';

const duplicateFindings = (others: readonly DirectDeposit[], proposal: Proposal): readonly RuleFinding[] =>
  others.some(
    (other) =>
      other.accountFingerprint === proposal.accountFingerprint &&
      other.routingNumber === proposal.routingNumber &&
      other.accountType === proposal.accountType,
  )
    ? [finding('splits.duplicate', '/accountNumber')]
    : [];

const percentageFindings = (others: readonly DirectDeposit[], proposal: Proposal): readonly RuleFinding[] => {
  const own = basisPointsOfNet(proposal.allocation);
  const sum = others.reduce((total, other) => total + basisPointsOfNet(other.allocation), own);
  const message = 'The percentages of net pay add up to more than the whole.';
  return own > 0 && sum > wholeBasisPoints
    ? [finding('split.percent', '/allocation/basisPoints', message)]
    : [];
};

/** Broken by a priority that is the remainder's, or beyond it; `last` is the last place before the remainder. */
const beyondLastFindings = (priority: number, last: number): readonly RuleFinding[] =>
  priority > last
    ? [
        finding('splits.priority', '/priority', `The priority can be 1 to ${last}; the remainder follows.`),
        finding('splits.remainder', '/priority'),
      ]
    : [];

const decide = (placement: Placement, findings: readonly RuleFinding[]): Decision =>
  findings.length > 0 ? fail(findings) : succeed(placement);

const decideFirst = (proposal: Proposal): Decision =>
  decide({ priority: 1, shift: noShift }, [
    ...(isRemainder(proposal)
      ? []
      : [finding('splits.remainder', '/allocation/kind', 'The first direct deposit takes the remainder.')]),
    ...(proposal.priority === undefined || proposal.priority === 1
      ? []
      : [finding('splits.priority', '/priority', 'The first direct deposit has priority 1.')]),
  ]);

/** A new one goes where its priority says, or before the remainder; those behind it move back by one. */
export const decideCreation = ({ items, maxItems }: NetPaySplit, proposal: Proposal): Decision => {
  if (items.length === 0) return decideFirst(proposal);

  const last = items.length;
  const priority = proposal.priority ?? last;
  const message = `The employee already has ${items.length} of at most ${maxItems} direct deposits.`;
  return decide({ priority, shift: { from: priority, to: last, by: 1 } }, [
    ...(items.length >= maxItems ? [finding('splits.max', '', message)] : []),
    ...(isRemainder(proposal)
      ? [finding('splits.remainder', '/allocation/kind', 'Another direct deposit takes the remainder.')]
      : beyondLastFindings(priority, last)),
    ...duplicateFindings(items, proposal),
    ...percentageFindings(items, proposal),
  ]);
};

const shiftFor = (from: number, to: number): Shift => {
  if (from === to) return noShift;
  return from < to ? { from: from + 1, to, by: -1 } : { from: to, to: from - 1, by: 1 };
};

const changedRemainderFindings = (current: DirectDeposit, proposal: Proposal): readonly RuleFinding[] => [
  ...(isRemainder(proposal)
    ? []
    : [finding('splits.remainder', '/allocation/kind', 'The remainder cannot become another kind.')]),
  ...(proposal.priority === undefined || proposal.priority === current.priority
    ? []
    : [
        finding('splits.priority', '/priority', 'The remainder stays last.'),
        finding('splits.remainder', '/priority', 'The remainder cannot be moved.'),
      ]),
];

/** The changed one moves to its priority, those between its old and its new place close up. */
export const decideUpdate = (
  { items }: NetPaySplit,
  current: DirectDeposit,
  proposal: Proposal,
): Decision => {
  const others = items.filter((item) => item.id !== current.id);
  const priority = proposal.priority ?? current.priority;
  const remainderFindings = isRemainder(current)
    ? changedRemainderFindings(current, proposal)
    : [
        ...(isRemainder(proposal)
          ? [finding('splits.remainder', '/allocation/kind', 'Another direct deposit takes the remainder.')]
          : []),
        ...beyondLastFindings(priority, items.length - 1),
      ];
  // An account number that stays is known by its digest alone, so the request by itself could not show this.
  const isAccountTheRouting = proposal.accountFingerprint === proposal.routingFingerprint;
  return decide({ priority, shift: shiftFor(current.priority, priority) }, [
    ...remainderFindings,
    ...(isAccountTheRouting ? [finding('account.equalsRouting', '/routingNumber')] : []),
    ...duplicateFindings(others, proposal),
    ...percentageFindings(others, proposal),
  ]);
};

/** Those behind the removed one move up; the remainder goes last of all. */
export const decideRemoval = ({ items }: NetPaySplit, current: DirectDeposit): Decision => {
  const isNeeded = isRemainder(current) && items.length > 1;
  return decide(
    { priority: current.priority, shift: { from: current.priority + 1, to: items.length, by: -1 } },
    isNeeded
      ? [
          finding(
            'splits.remainder',
            '',
            'The remainder can be removed only when no other direct deposit is left.',
          ),
        ]
      : [],
  );
};

// The rules of a whole set of direct deposits sent in one request: its order, its one remainder, its percentages, its
// size and the ids in it. They need no account numbers, so they judge a set whose items are partly unreadable, too.

import { basisPointsOfNet, wholeBasisPoints, type Allocation } from './allocation.ts';
import type { ShownSplit } from './direct-deposit.ts';
import { finding, type RuleFinding } from './rule.ts';

export const itemPointer = (index: number): string => `/items/${index}`;

/** One of the set as these rules see it. */
export type SetItem = {
  /** Of the stored one that it replaces, as the request has it; a new one has none. */
  readonly id: string | undefined;
  readonly priority: number | undefined;
  /** Absent where it cannot be read, which is found elsewhere. */
  readonly allocation: Allocation | undefined;
};

/** A stored row may be named once; where it is named again, that item names none. */
export const isFirstWithId = (items: readonly Pick<SetItem, 'id'>[], index: number): boolean =>
  items.findIndex(({ id }) => id === items[index]?.id) === index;

const idFindings = (split: ShownSplit, items: readonly SetItem[]): readonly RuleFinding[] =>
  items.flatMap(({ id }, index) => {
    if (id === undefined) return [];
    const pointer = `${itemPointer(index)}/id`;
    if (!split.items.some((stored) => stored.id === id)) return [finding('split.destination', pointer)];
    return isFirstWithId(items, index)
      ? []
      : [finding('split.destination', pointer, 'The set has this direct deposit already.')];
  });

const priorityFindings = (items: readonly SetItem[]): readonly RuleFinding[] =>
  items.flatMap(({ priority }, index) => {
    const message = `The order is the priority; the one in this place has ${index + 1}.`;
    return priority === undefined || priority === index + 1
      ? []
      : [finding('splits.priority', `${itemPointer(index)}/priority`, message)];
  });

const remainderFindings = (items: readonly SetItem[]): readonly RuleFinding[] =>
  items.flatMap(({ allocation }, index) => {
    const isLast = index === items.length - 1;
    if ((allocation?.kind === 'remainder') === isLast) return [];
    const message = isLast ? 'The last one takes the remainder.' : 'Only the last one takes the remainder.';
    return [finding('splits.remainder', `${itemPointer(index)}/allocation/kind`, message)];
  });

/** At the one with which the sum goes over the whole. */
const percentageFindings = (items: readonly SetItem[]): readonly RuleFinding[] => {
  let sum = 0;
  for (const [index, { allocation }] of items.entries()) {
    sum += allocation ? basisPointsOfNet(allocation) : 0;
    if (sum > wholeBasisPoints) {
      const message = 'The percentages of net pay add up to more than the whole.';
      return [finding('split.percent', `${itemPointer(index)}/allocation/basisPoints`, message)];
    }
  }
  return [];
};

const sizeFindings = ({ maxItems }: ShownSplit, items: readonly SetItem[]): readonly RuleFinding[] => {
  const message = `An employee can have at most ${maxItems} direct deposits.`;
  return items.length > maxItems ? [finding('splits.max', '/items', message)] : [];
};

/** @returns all the broken rules, with pointers to `/items`; none for an empty set: an employee may have no direct deposit */
export const replacementFindings = (split: ShownSplit, items: readonly SetItem[]): readonly RuleFinding[] => [
  ...sizeFindings(split, items),
  ...idFindings(split, items),
  ...priorityFindings(items),
  ...remainderFindings(items),
  ...percentageFindings(items),
];

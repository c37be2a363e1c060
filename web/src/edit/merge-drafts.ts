// A draft on a set that somebody else changed meanwhile: what only one of the two changed is taken from that one, what both changed from the draft.

import type { DirectDeposit } from '../api/schema.d.ts';
import { remainderLast, toDraftItem, toRequest, type Draft, type DraftItem } from './draft.ts';

export type MergedDraft = {
  readonly draft: Draft;
  /** Keys of accounts that both changed, each in another way. */
  readonly clashes: ReadonlySet<string>;
};

const wishOf = (item: DraftItem): string => JSON.stringify(toRequest({ items: [item], confirm: [] }));

/** An account that was typed and forgotten is another one than the stored one. */
const differ = (one: DraftItem, other: DraftItem): boolean =>
  one.isNumberForgotten || wishOf(one) !== wishOf(other);

/** Gone there, so it is new here; its number has to be known again. */
const anew = (item: DraftItem): DraftItem => ({
  ...item,
  id: undefined,
  mask: undefined,
  isNumberForgotten: item.accountNumber === '',
});

const isSameOrder = (one: readonly string[], other: readonly string[]): boolean => {
  const common = one.filter((key) => other.includes(key));
  return other.filter((key) => one.includes(key)).every((key, index) => common[index] === key);
};

/**
 * @param base what the draft began from
 * @param theirs as it is stored now
 */
export const mergeDrafts = (
  base: readonly DirectDeposit[],
  draft: Draft,
  theirs: readonly DirectDeposit[],
): MergedDraft => {
  const clashes = new Set<string>();
  const before = new Map(base.map((stored) => [stored.id, toDraftItem(stored)]));
  const there = new Map(theirs.map((stored) => [stored.id, toDraftItem(stored)]));
  const here = new Map(draft.items.map((item) => [item.key, item]));

  const mergeOwn = (item: DraftItem): DraftItem | undefined => {
    if (item.id === undefined) return item;
    const [was, now] = [before.get(item.id), there.get(item.id)];
    const isChangedHere = was === undefined || differ(item, was);
    if (now === undefined) {
      if (!isChangedHere) return undefined;
      clashes.add(item.key);
      return anew(item);
    }
    if (!isChangedHere) return now;
    if (differ(now, was ?? now) && differ(item, now)) clashes.add(item.key);
    return { ...item, mask: now.mask };
  };
  const mergeTheirs = (now: DraftItem): DraftItem | undefined => {
    const was = before.get(now.key);
    if (was === undefined) return now;
    if (differ(now, was)) clashes.add(now.key);
    return undefined;
  };

  const [beforeKeys, hereKeys, thereKeys] = [[...before.keys()], [...here.keys()], [...there.keys()]];
  const isMovedHere = !isSameOrder(hereKeys, beforeKeys);
  const keys = new Set(isMovedHere ? [...hereKeys, ...thereKeys] : [...thereKeys, ...hereKeys]);
  const items = [...keys].flatMap((key) => {
    const [own, now] = [here.get(key), there.get(key)];
    if (own !== undefined) return mergeOwn(own) ?? [];
    return now === undefined ? [] : (mergeTheirs(now) ?? []);
  });
  return { draft: { ...draft, items: remainderLast(items) }, clashes };
};

import { shareWords } from '../shown/share-words.ts';
import type { Speech } from '../words/words.ts';
import type { DraftItem } from './draft.ts';

/** The last digits of what is typed are enough to tell accounts apart. */
export const draftName = (item: DraftItem, index: number, { words }: Speech): string => {
  const mask = item.accountNumber === '' ? item.mask : `****${item.accountNumber.slice(-4)}`;
  if (item.nickname !== '') return item.nickname;
  return mask === undefined
    ? words.editing.unnamed(index + 1)
    : `${words.account[item.accountType]} ${words.ending(mask)}`;
};

export const draftShare = (item: DraftItem, speech: Speech): string => {
  switch (item.kind) {
    case 'fixed':
      return shareWords({ kind: 'fixed', amountCents: item.amountCents ?? 0 }, speech);
    case 'percentage':
      return shareWords(
        { kind: 'percentage', basisPoints: item.basisPoints ?? 0, basis: item.basis },
        speech,
      );
    case 'remainder':
      return shareWords({ kind: 'remainder' }, speech);
  }
};

import { accountName, shareWords } from '../shown/share-words.ts';
import type { Speech } from '../words/words.ts';
import { toAllocation, type DraftItem } from './draft.ts';

/** The last digits of what is typed are enough to tell accounts apart. */
export const draftName = (item: DraftItem, index: number, speech: Speech): string => {
  const { nickname, accountType, accountNumber } = item;
  const mask = accountNumber === '' ? item.mask : `****${accountNumber.slice(-4)}`;
  if (nickname === '' && mask === undefined) return speech.words.editing.unnamed(index + 1);
  return accountName({ nickname: nickname || null, accountType, accountNumberMask: mask ?? '' }, speech);
};

export const draftShare = (item: DraftItem, speech: Speech): string => shareWords(toAllocation(item), speech);

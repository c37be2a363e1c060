import type { Allocation } from '../api/schema.d.ts';
import type { Speech } from '../words/words.ts';

/** "$ 50.00 of each pay", in the person's language. */
export const shareWords = (allocation: Allocation, { words, money, percent }: Speech): string => {
  switch (allocation.kind) {
    case 'fixed':
      return words.share.fixed(money(allocation.amountCents));
    case 'percentage':
      return words.share[allocation.basis](percent(allocation.basisPoints));
    case 'remainder':
      return words.share.remainder;
  }
};

type Named = {
  readonly nickname: string | null;
  readonly accountType: 'checking' | 'savings';
  readonly accountNumberMask: string;
};

export const accountName = ({ nickname, accountType, accountNumberMask }: Named, { words }: Speech): string =>
  nickname ?? `${words.account[accountType]} ${words.ending(accountNumberMask)}`;

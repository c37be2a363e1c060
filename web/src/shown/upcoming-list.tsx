import type { ReactNode } from 'react';
import type { DirectDeposit, Upcoming } from '../api/schema.d.ts';
import { useSpeech } from '../words/words.ts';
import { accountName, shareWords } from './share-words.ts';

type Props = {
  readonly changes: readonly Upcoming[];
  readonly items: readonly DirectDeposit[];
  /** What can be done about a change. */
  readonly tools?: (change: Upcoming) => ReactNode;
};

/** What counts from a later payroll on, and from when. */
export const UpcomingList = ({ changes, items, tools }: Props) => {
  const speech = useSpeech();
  const { upcoming } = speech.words;
  return (
    <ul>
      {changes.map((waiting) => {
        const { directDepositId, change, effectiveOn, state } = waiting;
        const known = state ?? items.find(({ id }) => id === directDepositId);
        return (
          <li key={directDepositId}>
            {known === undefined ? null : (
              <>
                <strong>{accountName(known, speech)}</strong> ({shareWords(known.allocation, speech)}){' '}
              </>
            )}
            {upcoming[change]} {upcoming.from(speech.day(effectiveOn))} {tools?.(waiting)}
          </li>
        );
      })}
    </ul>
  );
};

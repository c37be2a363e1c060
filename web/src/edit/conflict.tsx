import { Button } from 'react-aria-components';
import type { DirectDeposit } from '../api/schema.d.ts';
import { useSpeech, useWhose } from '../words/words.ts';
import { toDraft, type Draft } from './draft.ts';
import type { MergedDraft } from './merge-drafts.ts';
import { draftName, draftShare } from './draft-words.ts';

type Props = {
  readonly stored: readonly DirectDeposit[];
  readonly draft: Draft;
  /** What would be looked at again. */
  readonly merged: MergedDraft;
  readonly onDrop: () => void;
  readonly onKeep: () => void;
};

/** Both versions side by side and what they make together, when somebody else saved first. */
export const Conflict = ({ stored, draft, merged, onDrop, onKeep }: Props) => {
  const speech = useSpeech();
  const { conflict } = speech.words;
  const whose = useWhose();
  const column = (heading: string, { items }: Draft) => (
    <section>
      <h2>{heading}</h2>
      <ol>
        {items.map((item, index) => (
          <li key={item.key}>
            {draftName(item, index, speech)}: {draftShare(item, speech)}
            {merged.clashes.has(item.key) ? <span className="finding"> {conflict.clash}</span> : null}
          </li>
        ))}
      </ol>
    </section>
  );
  return (
    <div role="alert">
      <h1>{whose.conflict}</h1>
      <p>
        {conflict.says} {merged.clashes.size === 0 ? conflict.mergedSays : null}
      </p>
      <div className="versions">
        {column(conflict.theirs, toDraft(stored))}
        {column(conflict.yours, draft)}
        {column(conflict.merged, merged.draft)}
      </div>
      <p className="actions">
        <Button className="main" onPress={onKeep}>
          {conflict.useMine}
        </Button>
        <Button onPress={onDrop}>{conflict.useTheirs}</Button>
      </p>
    </div>
  );
};

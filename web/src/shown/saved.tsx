import type { Effective, Receipt } from '../api/schema.d.ts';
import { useSpeech } from '../words/words.ts';

export type SavedChange = { readonly effective: Effective; readonly receipt: Receipt };

export const Saved = ({ change, onClose }: { change: SavedChange; onClose: () => void }) => {
  const { words, day } = useSpeech();
  const { effective, receipt } = change;
  return (
    <section className="saved" role="status">
      <h2>{words.saved.heading}</h2>
      <p>{effective.effectiveOn === null ? words.saved.now : words.saved.from(day(effective.effectiveOn))}</p>
      <p>
        {words.saved.receipt(receipt.sequence)} <code>{receipt.hash.slice(0, 16)}…</code>
      </p>
      <button type="button" onClick={onClose}>
        {words.saved.close}
      </button>
    </section>
  );
};

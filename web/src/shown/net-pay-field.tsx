import { useId } from 'react';
import { useSpeech, useWhose } from '../words/words.ts';
import { readCents } from './read-cents.ts';

export type NetPay = {
  readonly text: string;
  /** Undefined: not an amount. */ readonly cents: number | undefined;
};

export const NetPayField = ({ netPay, onChange }: { netPay: NetPay; onChange: (netPay: NetPay) => void }) => {
  const { words } = useSpeech();
  const whose = useWhose();
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{whose.netPay}</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        value={netPay.text}
        aria-invalid={netPay.cents === undefined}
        aria-describedby={`${id}-hint`}
        onChange={({ target: { value } }) => onChange({ text: value, cents: readCents(value) })}
      />
      <small id={`${id}-hint`}>{words.netPayHint}</small>
    </p>
  );
};

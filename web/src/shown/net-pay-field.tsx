import { useId } from 'react';
import { maxNetPayCents } from '../../../shared/domain/simulate-net-pay.ts';
import { useSpeech } from '../words/words.ts';

export type NetPay = {
  readonly text: string;
  /** Undefined: not an amount. */ readonly cents: number | undefined;
};

/** Digits with at most two behind the point; what stands between thousands is left out. */
export const readCents = (text: string): number | undefined => {
  const plain = text.replaceAll(/[\s$,]/g, '');
  if (!/^\d{1,9}(?:\.\d{0,2})?$/.test(plain)) return undefined;
  const cents = Math.round(Number(plain) * 100);
  return cents <= maxNetPayCents ? cents : undefined;
};

export const NetPayField = ({ netPay, onChange }: { netPay: NetPay; onChange: (netPay: NetPay) => void }) => {
  const { words } = useSpeech();
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{words.netPay}</label>
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

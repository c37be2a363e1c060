// The take-home pay as one bar, a part for each account as wide as its share, and beneath it the same in words and cents.

import type { Simulation } from '../api/schema.d.ts';
import { useSpeech, useWhose } from '../words/words.ts';
import { Trouble } from './trouble.tsx';

type Result = Simulation['results'][number];
type Line = Result['lines'][number];

type Props = {
  readonly names: readonly string[];
  readonly shares: readonly string[];
  /** Undefined: what there is breaks a rule and cannot be divided. */
  readonly simulation:
    | {
        readonly data: { readonly result: Result | undefined } | undefined;
        readonly error: Error | null;
        refetch(): Promise<unknown>;
      }
    | undefined;
};

const widthOf = (cents: number, whole: number): number => (whole === 0 ? 0 : (cents / whole) * 100);

export const SplitBar = ({ names, shares, simulation }: Props) => {
  const { words, money } = useSpeech();
  const whose = useWhose();
  const { lines = [], netPayCents: whole = 0 } = simulation?.data?.result ?? {};
  const waitsFor = ({ reason, amountCents }: Line): string | undefined =>
    amountCents === 0 ? undefined : words.waits[reason];
  let left = 0;
  const parts = lines.map((line) => {
    const { index, amountCents } = line;
    const part = { index, x: left, width: widthOf(amountCents, whole), isPaid: waitsFor(line) === undefined };
    left += part.width;
    return part;
  });
  const figure = (
    <figure className="split">
      <svg className="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={whose.bar}>
        <rect className="whole" x="0" y="0" width="100" height="8" />
        {parts.map(({ index, x, width, isPaid }) => (
          <rect
            key={index}
            className={`colour-${index % 6}${isPaid ? '' : ' waits'}`}
            x={x}
            y="0"
            width={width}
            height="8"
          />
        ))}
      </svg>
      <figcaption>
        <ul className="lines">
          {names.map((name, index) => {
            const line = lines.find((one) => one.index === index);
            return (
              <li key={index}>
                <span className={`chip colour-${index % 6}`} aria-hidden="true">
                  {index + 1}
                </span>
                <span>
                  {name} <small>{shares[index]}</small>
                </span>
                <span className="amount">
                  {line === undefined ? '—' : money(line.amountCents)}{' '}
                  <small>{line === undefined ? '' : (waitsFor(line) ?? words.reasons[line.reason])}</small>
                </span>
              </li>
            );
          })}
        </ul>
      </figcaption>
    </figure>
  );
  return (
    <>
      {figure}
      {simulation === undefined || simulation.error === null ? null : (
        <Trouble error={simulation.error} onAgain={() => void simulation.refetch()} />
      )}
    </>
  );
};

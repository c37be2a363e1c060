import { useState } from 'react';
import type { Api } from '../api/client.ts';
import { useSpeech } from '../words/words.ts';
import { useHistory } from '../api/queries.ts';
import { Trouble } from '../shown/trouble.tsx';

type Props = { readonly api: Api; readonly employeeId: string; readonly stamp: string };

const Entries = ({ api, employeeId, stamp }: Props) => {
  const { words, moment } = useSpeech();
  const history = useHistory(api, employeeId, stamp);
  if (history.error !== null) return <Trouble error={history.error} onAgain={() => void history.refetch()} />;
  if (history.data === undefined) return <p role="status">{words.loading}</p>;
  if (history.data.items.length === 0) return <p>{words.history.empty}</p>;
  return (
    <ol className="history">
      {history.data.items.map(({ id, action, occurredAt, subject, receipt, after }) => (
        <li key={id}>
          <strong>{words.history.actions[action] ?? action}</strong>{' '}
          <time dateTime={occurredAt}>{moment(occurredAt)}</time> {words.history.by(subject)}
          {after !== null && 'reason' in after && after.reason !== undefined ? (
            <span> · {words.reveal.reasons[after.reason]}</span>
          ) : null}
          {receipt === null ? null : <small> · {words.saved.receipt(receipt.sequence)}</small>}
        </li>
      ))}
    </ol>
  );
};

export const History = (props: Props) => {
  const { words } = useSpeech();
  const [isShown, setShown] = useState(false);
  return (
    <section>
      <h2>{words.history.heading}</h2>
      <button type="button" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {isShown ? words.history.hide : words.history.show}
      </button>
      {isShown ? <Entries {...props} /> : null}
    </section>
  );
};

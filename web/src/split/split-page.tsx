// What an employee sees first: the pay as a bar divided among the accounts, each account with its state, and what is on its way. What only editing
// needs is loaded when somebody is about to edit.

import { lazy, Suspense, useState } from 'react';
import type { Api } from '../api/client.ts';
import { useSpeech, useWhose, WhoseContext } from '../words/words.ts';
import { History } from './history.tsx';
import { AccountNumber } from '../shown/account-number.tsx';
import { Bank } from '../shown/bank-name.tsx';
import { NetPayField, type NetPay } from '../shown/net-pay-field.tsx';
import { hasKeptDraft } from '../shown/has-kept-draft.ts';
import { useMeta, useSameState, useSimulation, useSplit } from '../api/queries.ts';
import { Saved, type SavedChange } from '../shown/saved.tsx';
import { SplitBar } from '../shown/split-bar.tsx';
import { accountName, shareWords } from '../shown/share-words.ts';
import { usePage } from '../shown/page-context.tsx';
import { TakeBack } from '../shown/take-back.tsx';
import { UpcomingList } from '../shown/upcoming-list.tsx';
import { Trouble } from '../shown/trouble.tsx';

const loadEditor = () => import('../edit/edit-split.tsx');
/** Ahead of the click; whether it worked is seen then. */
const prepareEditor = (): void => void loadEditor().catch(() => undefined);
const EditSplit = lazy(async () => ({ default: (await loadEditor()).EditSplit }));

const firstNetPay: NetPay = { text: '2,000.00', cents: 200_000 };

type Props = {
  readonly api: Api;
  readonly employeeId: string;
  /** Of somebody else than the one who looks. */
  readonly name?: string;
};

const OneSplit = ({ api, employeeId, name }: Props) => {
  const speech = useSpeech();
  const { words } = speech;
  const whose = useWhose();
  const { session } = usePage();
  const [isEditing, setEditing] = useState(() => hasKeptDraft(employeeId));
  const [isTooLate, setTooLate] = useState(false);
  const [saved, setSaved] = useState<SavedChange>();
  const [netPay, setNetPay] = useState(firstNetPay);
  const split = useSplit(api, employeeId);
  const meta = useMeta(api);
  const simulation = useSimulation(api, employeeId, netPay.cents);
  useSameState(split, simulation);

  const heading = <h1>{whose.split}</h1>;
  const failed = split.error ?? meta.error;
  if (failed !== null)
    return (
      <>
        {heading}
        <Trouble error={failed} onAgain={() => void Promise.all([split.refetch(), meta.refetch()])} />
      </>
    );
  if (split.data === undefined || meta.data === undefined)
    return (
      <p className="loading" role="status">
        {words.loading}
      </p>
    );

  if (isEditing) {
    return (
      <Suspense fallback={<p role="status">{words.loading}</p>}>
        <EditSplit
          api={api}
          employeeId={employeeId}
          split={split.data}
          maxItems={meta.data.limits.maxDirectDeposits}
          netPay={netPay}
          onNetPay={setNetPay}
          onRead={() => split.refetch().then(({ data }) => data)}
          onClose={(change) => {
            setEditing(false);
            setSaved(change);
          }}
        />
      </Suspense>
    );
  }

  const { items, upcoming = [], etag } = split.data;
  const mayWrite = meta.data.may.write !== 'none';
  const mayReveal = meta.data.may.reveal !== 'none';
  return (
    <>
      {saved === undefined ? null : <Saved change={saved} onClose={() => setSaved(undefined)} />}
      {isTooLate ? <p role="status">{words.upcoming.tooLate}</p> : null}
      {heading}
      {items.length === 0 ? (
        <p>{whose.none}</p>
      ) : (
        <>
          <NetPayField netPay={netPay} onChange={setNetPay} />
          <SplitBar
            names={items.map((item) => accountName(item, speech))}
            shares={items.map(({ allocation }) => shareWords(allocation, speech))}
            simulation={simulation}
          />
        </>
      )}
      <ol className="accounts">
        {items.map((item, index) => (
          <li key={item.id}>
            <span className={`chip colour-${index % 6}`} aria-hidden="true">
              {index + 1}
            </span>
            <div>
              <h2>{accountName(item, speech)}</h2>
              <p>
                {words.account[item.accountType]} {words.ending(item.accountNumberMask)} · {words.routing}{' '}
                <Bank routingNumber={item.routingNumber} />
              </p>
              <p>{shareWords(item.allocation, speech)}</p>
              {mayReveal ? (
                <p>
                  <AccountNumber
                    api={api}
                    employeeId={employeeId}
                    directDepositId={item.id}
                    name={accountName(item, speech)}
                    employeeName={name}
                    isWanted={session.intent?.directDepositId === item.id}
                  />
                </p>
              ) : null}
            </div>
            <p className={`status ${item.status}`}>
              <strong>{words.status[item.status]}</strong>
              {item.status === 'active' && item.explanation.nextDate === null ? null : (
                <>
                  <span>{speech.state(item)}</span>
                  {item.explanation.nextDate === null ? null : (
                    <span>{words.next(speech.day(item.explanation.nextDate))}</span>
                  )}
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
      {upcoming.length === 0 ? null : (
        <section>
          <h2>{words.upcoming.heading}</h2>
          <UpcomingList
            changes={upcoming}
            items={items}
            tools={({ directDepositId }) =>
              mayWrite ? (
                <TakeBack
                  api={api}
                  employeeId={employeeId}
                  directDepositId={directDepositId}
                  onTooLate={() => setTooLate(true)}
                />
              ) : null
            }
          />
        </section>
      )}
      {mayWrite ? (
        <p>
          <button
            type="button"
            className="main"
            onPointerEnter={prepareEditor}
            onFocus={prepareEditor}
            onClick={() => {
              setSaved(undefined);
              setEditing(true);
            }}
          >
            {items.length === 0 ? words.addFirst : words.edit}
          </button>
        </p>
      ) : null}
      <History api={api} employeeId={employeeId} stamp={etag} />
    </>
  );
};

export const SplitPage = (props: Props) => (
  <WhoseContext value={props.name}>
    <OneSplit {...props} />
  </WhoseContext>
);

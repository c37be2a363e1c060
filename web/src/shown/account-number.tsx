// The whole number of one account: for one who signed in a moment ago, for half a minute, in this element and nowhere else. The API audits it.

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { revealReasons, type RevealReason } from '../../../shared/domain/reveal-reason.ts';
import { answered, ApiError, type Api } from '../api/client.ts';
import { useSpeech } from '../words/words.ts';
import { usePage } from './page-context.tsx';
import { Trouble } from './trouble.tsx';

const shownMs = 30_000;

type Props = {
  readonly api: Api;
  readonly employeeId: string;
  readonly directDepositId: string;
  readonly name: string;
  /** Of somebody else: then it is said why. */
  readonly employeeName: string | undefined;
  /** Asked for before the person left to sign in again. */
  readonly isWanted: boolean;
};

type State =
  | { readonly kind: 'hidden' | 'reason' | 'asking' | 'old sign-in' }
  | { readonly kind: 'shown'; readonly accountNumber: string }
  | { readonly kind: 'failed'; readonly error: ApiError };

export const AccountNumber = ({ api, employeeId, directDepositId, name, employeeName, isWanted }: Props) => {
  const { words } = useSpeech();
  const { session } = usePage();
  const queries = useQueryClient();
  const [state, setState] = useState<State>({ kind: 'hidden' });
  const [reason, setReason] = useState<RevealReason>('employee-asked');
  const reasonId = useId();
  const isOfAnother = employeeName !== undefined;

  const show = async (): Promise<void> => {
    setState({ kind: 'asking' });
    try {
      const { data } = await answered(
        api.POST('/api/employees/{employeeId}/direct-deposits/{directDepositId}/reveal', {
          params: {
            path: { employeeId, directDepositId },
            ...(isOfAnother ? { query: { reason } } : {}),
          },
        }),
      );
      setState({ kind: 'shown', accountNumber: data.accountNumber });
      // The look is in it.
      void queries.invalidateQueries({ queryKey: ['history', employeeId] });
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setState(
        thrown.code === 'INSUFFICIENT_USER_AUTHENTICATION'
          ? { kind: 'old sign-in' }
          : { kind: 'failed', error: thrown },
      );
    }
  };

  useEffect(() => {
    if (state.kind !== 'shown') return undefined;
    const timer = setTimeout(() => setState({ kind: 'hidden' }), shownMs);
    return () => clearTimeout(timer);
  }, [state]);

  const hide = (): void => setState({ kind: 'hidden' });
  switch (state.kind) {
    case 'hidden':
    case 'asking':
      return (
        <button
          type="button"
          aria-label={words.reveal.show(name)}
          disabled={state.kind === 'asking'}
          autoFocus={isWanted}
          onClick={() => (isOfAnother ? setState({ kind: 'reason' }) : void show())}
        >
          {words.reveal.button}
        </button>
      );
    case 'reason':
      return (
        <span className="question">
          <label htmlFor={reasonId}>{words.reveal.reason}</label>
          <select
            id={reasonId}
            autoFocus
            value={reason}
            onChange={({ target }) => {
              const chosen = revealReasons.find((one) => one === target.value);
              if (chosen !== undefined) setReason(chosen);
            }}
          >
            {revealReasons.map((one) => (
              <option key={one} value={one}>
                {words.reveal.reasons[one]}
              </option>
            ))}
          </select>
          <button type="button" className="main" onClick={() => void show()}>
            {words.reveal.button}
          </button>
          <button type="button" onClick={hide}>
            {words.reveal.cancel}
          </button>
        </span>
      );
    case 'shown':
      return (
        <>
          <span role="status">
            {words.reveal.number}: <strong>{state.accountNumber}</strong>
          </span>{' '}
          <button type="button" onClick={hide}>
            {words.reveal.hide}
          </button>
        </>
      );
    case 'old sign-in':
      return (
        <span role="alert" className="question">
          <span>{words.reveal.why}</span>
          <button
            type="button"
            className="main"
            onClick={() => void session.proveAgain({ employeeId, directDepositId, employeeName })}
          >
            {words.reveal.signIn}
          </button>
          <button type="button" onClick={hide}>
            {words.reveal.cancel}
          </button>
        </span>
      );
    case 'failed':
      return <Trouble error={state.error} onAgain={() => void show()} />;
  }
};

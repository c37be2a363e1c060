// The whole number of one account: for one who signed in a moment ago, for half a minute, in this element and nowhere else. The API audits it.

import { useEffect, useState } from 'react';
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
  /** Asked for before the person left to sign in again. */
  readonly isWanted: boolean;
  readonly onShown: () => void;
};

type State =
  | { readonly kind: 'hidden' | 'asking' | 'old sign-in' }
  | { readonly kind: 'shown'; readonly accountNumber: string }
  | { readonly kind: 'failed'; readonly error: ApiError };

const isOldSignIn = ({ failure }: ApiError): boolean =>
  failure.kind === 'problem' && failure.problem.code === 'INSUFFICIENT_USER_AUTHENTICATION';

export const AccountNumber = ({ api, employeeId, directDepositId, name, isWanted, onShown }: Props) => {
  const { words } = useSpeech();
  const { session } = usePage();
  const [state, setState] = useState<State>({ kind: 'hidden' });

  const show = async (): Promise<void> => {
    setState({ kind: 'asking' });
    try {
      const { data } = await answered(
        api.POST('/api/employees/{employeeId}/direct-deposits/{directDepositId}/reveal', {
          params: { path: { employeeId, directDepositId } },
        }),
      );
      setState({ kind: 'shown', accountNumber: data.accountNumber });
      onShown();
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setState(isOldSignIn(thrown) ? { kind: 'old sign-in' } : { kind: 'failed', error: thrown });
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
          onClick={() => void show()}
        >
          {words.reveal.button}
        </button>
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
            onClick={() => void session.proveAgain(`${employeeId} ${directDepositId}`)}
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

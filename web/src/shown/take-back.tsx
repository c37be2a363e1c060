// Takes back a change that is not in force yet, after asking once.

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, ApiError, type Api } from '../api/client.ts';
import { useSpeech } from '../words/words.ts';
import { Trouble } from './trouble.tsx';

type Props = {
  readonly api: Api;
  readonly employeeId: string;
  readonly directDepositId: string;
  /** It counts already: there is nothing left to take back. */
  readonly onTooLate: () => void;
};

const isTooLate = ({ failure }: ApiError): boolean => failure.kind === 'problem' && failure.status === 404;

export const TakeBack = ({ api, employeeId, directDepositId, onTooLate }: Props) => {
  const { upcoming } = useSpeech().words;
  const queries = useQueryClient();
  const [state, setState] = useState<'closed' | 'asking' | 'taking'>('closed');
  const [failure, setFailure] = useState<ApiError>();
  // The same wish again is the same request.
  const [idempotencyKey] = useState(() => crypto.randomUUID());

  const takeBack = async (): Promise<void> => {
    setState('taking');
    setFailure(undefined);
    const path = { employeeId, directDepositId };
    try {
      const { response } = await answered(
        api.GET('/api/employees/{employeeId}/direct-deposits/{directDepositId}', { params: { path } }),
      );
      await answered(
        api.DELETE('/api/employees/{employeeId}/direct-deposits/{directDepositId}/upcoming', {
          params: {
            path,
            header: {
              'If-Match': response.headers.get('etag') ?? '',
              'Idempotency-Key': idempotencyKey,
            },
          },
        }),
      );
      await queries.invalidateQueries();
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      if (isTooLate(thrown)) {
        onTooLate();
        await queries.invalidateQueries();
      }
      setFailure(thrown);
      setState('asking');
    }
  };

  if (state === 'closed') {
    return (
      <button type="button" onClick={() => setState('asking')}>
        {upcoming.takeBack}
      </button>
    );
  }
  return (
    <span role="alert" className="question">
      <span>{upcoming.reallyTakeBack}</span>
      {failure === undefined ? null : <Trouble error={failure} onAgain={undefined} />}
      <button type="button" className="main" disabled={state === 'taking'} onClick={() => void takeBack()}>
        {upcoming.yes}
      </button>
      <button type="button" onClick={() => setState('closed')}>
        {upcoming.no}
      </button>
    </span>
  );
};

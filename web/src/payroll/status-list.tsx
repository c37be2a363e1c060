// What is held or rejected across the tenant. Releasing asks the API, which knows who may: another person than the one who asked for it.

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, ApiError, type Api } from '../api/client.ts';
import { useMeta } from '../api/queries.ts';
import { accountName, shareWords } from '../shown/share-words.ts';
import { Trouble } from '../shown/trouble.tsx';
import { useSpeech } from '../words/words.ts';
import type { Chosen } from './payroll-page.tsx';
import { useOfStatus, type Status } from './queries.ts';

type Props = {
  readonly api: Api;
  readonly status: Status;
  readonly onChoose: (chosen: Chosen) => void;
};

type Item = NonNullable<ReturnType<typeof useOfStatus>['data']>['pages'][number]['items'][number];

export const StatusList = ({ api, status, onChoose }: Props) => {
  const speech = useSpeech();
  const { words } = speech;
  const queries = useQueryClient();
  const meta = useMeta(api);
  const listed = useOfStatus(api, status);
  const [failure, setFailure] = useState<{ readonly id: string; readonly error: ApiError }>();
  const [releasing, setReleasing] = useState<string>();

  const release = async ({ employeeId, id }: Item): Promise<void> => {
    setReleasing(id);
    setFailure(undefined);
    try {
      await answered(
        api.POST('/api/employees/{employeeId}/direct-deposits/{directDepositId}/release', {
          params: { path: { employeeId, directDepositId: id } },
        }),
      );
      await queries.invalidateQueries();
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setFailure({ id, error: thrown });
    } finally {
      setReleasing(undefined);
    }
  };

  const items = listed.data?.pages.flatMap((page) => page.items);
  const mayRelease = status === 'held' && meta.data?.may.release === 'all';
  return (
    <section>
      <h2>{words.payroll.lists[status]}</h2>
      {listed.error === null ? null : <Trouble error={listed.error} onAgain={() => void listed.refetch()} />}
      {items?.length === 0 ? <p>{words.payroll.none[status]}</p> : null}
      {mayRelease && items !== undefined && items.length > 0 ? <p>{words.payroll.fourEyes}</p> : null}
      <ul className="accounts">
        {items?.map((item) => (
          <li key={`${item.id} ${String(item.isInForce)}`} className="one">
            <div>
              <h3>
                <button
                  type="button"
                  className="link"
                  onClick={() => onChoose({ employeeId: item.employeeId, name: item.employeeName })}
                >
                  {item.employeeName}
                </button>{' '}
                <small>{item.employeeId}</small>
              </h3>
              <p>
                {accountName(item, speech)} · {words.routing} {item.routingNumber} ·{' '}
                {shareWords(item.allocation, speech)}
              </p>
              {item.reasons.map((reason) => (
                <p key={reason.rule}>{speech.rule(reason)}</p>
              ))}
              {item.bankAnswer === undefined ? null : (
                <p>
                  {item.bankAnswer.code}: {item.bankAnswer.reason}
                </p>
              )}
              <p>
                <small>{speech.moment(item.updatedAt)}</small>
              </p>
            </div>
            {mayRelease ? (
              <p className="status">
                <button type="button" disabled={releasing !== undefined} onClick={() => void release(item)}>
                  {words.payroll.release}
                </button>
              </p>
            ) : null}
            {failure?.id !== item.id ? null : failure.error.code === 'SECOND_PERSON_REQUIRED' ? (
              <p className="finding" role="alert">
                {words.payroll.secondPerson}
              </p>
            ) : (
              <Trouble error={failure.error} onAgain={undefined} />
            )}
          </li>
        ))}
      </ul>
      {listed.hasNextPage ? (
        <button type="button" onClick={() => void listed.fetchNextPage()}>
          {words.payroll.more}
        </button>
      ) : null}
    </section>
  );
};

import { ApiError } from '../api/client.ts';
import { useSpeech } from '../words/words.ts';
import { spanOf } from './span.ts';

/** Why something failed, and what to do; the request's number is for whoever helps. */
export const Trouble = ({ error, onAgain }: { error: Error; onAgain: (() => void) | undefined }) => {
  const { words, language } = useSpeech();
  const { failure, code, retryAfterSeconds } =
    error instanceof ApiError ? error : new ApiError({ kind: 'offline' });
  const says = (): string => {
    if (failure.kind === 'offline') return words.trouble.offline;
    if (failure.status === 403) return words.trouble.forbidden;
    if (code === 'IDEMPOTENCY_KEY_IN_USE') return words.trouble.running;
    if (code === 'ACCOUNT_BUDGET_SPENT') return words.trouble.budget;
    if (failure.status === 422 || failure.status === 409) return words.trouble.rules;
    if (failure.status === 503 || failure.status === 429 || failure.kind === 'gateway')
      return words.trouble.busy;
    return language === 'en' ? failure.problem.detail : words.trouble.busy;
  };
  return (
    <section className="trouble" role="alert">
      <h2>{words.trouble.heading}</h2>
      <p>{says()}</p>
      {retryAfterSeconds === undefined ? null : <p>{words.trouble.wait(spanOf(retryAfterSeconds))}</p>}
      {failure.kind === 'problem' ? (
        <p>
          <small>{words.trouble.id(failure.problem.instance)}</small>
        </p>
      ) : null}
      {onAgain === undefined ? null : (
        <button type="button" onClick={onAgain}>
          {words.trouble.again}
        </button>
      )}
    </section>
  );
};

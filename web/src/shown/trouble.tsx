import { ApiError, isStillRunning } from '../api/client.ts';
import { useSpeech } from '../words/words.ts';
import { spanOf } from './span.ts';

/** Why something failed, and what to do; the request's number is for whoever helps. */
export const Trouble = ({ error, onAgain }: { error: Error; onAgain: (() => void) | undefined }) => {
  const { words, language } = useSpeech();
  const failure = error instanceof ApiError ? error.failure : undefined;
  const says = (): string => {
    if (failure === undefined || failure.kind === 'offline') return words.trouble.offline;
    if (failure.status === 403) return words.trouble.forbidden;
    if (error instanceof ApiError && isStillRunning(error)) return words.trouble.running;
    if (failure.kind === 'problem' && failure.problem.code === 'ACCOUNT_BUDGET_SPENT')
      return words.trouble.budget;
    if (failure.status === 422 || failure.status === 409) return words.trouble.rules;
    if (failure.status === 503 || failure.status === 429 || failure.kind === 'gateway')
      return words.trouble.busy;
    return language === 'en' ? failure.problem.detail : words.trouble.busy;
  };
  const waits = failure?.kind === 'offline' ? undefined : failure?.retryAfterSeconds;
  return (
    <section className="trouble" role="alert">
      <h2>{words.trouble.heading}</h2>
      <p>{says()}</p>
      {waits === undefined ? null : <p>{words.trouble.wait(spanOf(waits))}</p>}
      {failure?.kind === 'problem' ? (
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

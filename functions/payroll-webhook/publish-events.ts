// Publishes events: EventBridge answers 200 also where it took none of them, so the result of each entry is looked at and those that
// failed are sent again, alone, while the deadline lasts.

import { awsErrorFacts } from '#shared/aws/aws-error';
import type { EventEntry, PutEventsCall } from '#shared/aws/put-events-call';
import { boundedMs, type Deadline } from '#shared/platform/deadline';
import { fail, succeed, type Result } from '#shared/platform/result';
import { withRetries } from '#shared/platform/retry';

export type PublishTools = {
  readonly putEvents: PutEventsCall;
  /** Of an entry, or of the whole request. */
  readonly onError: (facts: { readonly errorName: string; readonly status?: number | undefined }) => void;
  readonly pause?: (durationMs: number) => Promise<unknown>;
};

const callBoundMs = 2_000;
const rule = {
  maxAttempts: 5,
  shortestPauseMs: 25,
  longestPausesMs: [50, 100, 200, 400],
  leastUsefulMs: 300,
};

/** Entries that EventBridge refuses for what they are: the same again would be refused again. */
const hopeless: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'InvalidArgument',
  'MalformedDetail',
  'NotAuthorizedForDetailTypeException',
  'NotAuthorizedForSourceException',
  'ResourceNotFoundException',
  'ValidationException',
]);

/** Fails where one of them was not taken; the others may have been. */
export const publishEvents = async (
  { putEvents, onError, ...tools }: PublishTools,
  entries: readonly EventEntry[],
  deadline: Deadline,
): Promise<Result<'published', 'not-published'>> => {
  let left = entries;
  let mayHelp = true;

  const attempt = async (): Promise<boolean> => {
    try {
      const codes = await putEvents(left, boundedMs(deadline, callBoundMs));
      const failed = codes.flatMap((code) => code ?? []);
      for (const errorName of new Set(failed)) onError({ errorName });
      mayHelp = failed.every((code) => !hopeless.has(code));
      left = left.filter((_, index) => codes[index] !== undefined);
    } catch (error) {
      const { name: errorName, status } = awsErrorFacts(error);
      onError({ errorName, status });
      mayHelp = !hopeless.has(errorName);
    }
    return left.length === 0;
  };

  const isPublished = await withRetries({ ...tools, deadline }, attempt, (isDone) =>
    isDone || !mayHelp ? undefined : rule,
  );
  return isPublished ? succeed('published') : fail('not-published');
};

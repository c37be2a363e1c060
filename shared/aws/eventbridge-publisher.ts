// Adapter of EventPublisher on EventBridge, which answers 200 also where it took none of the entries: the result of each is looked at, and
// those that failed are sent again, alone, while the deadline lasts.

import type { EventPublisher } from '../events/event-publisher.ts';
import { boundedMs } from '../platform/deadline.ts';
import { fail, succeed } from '../platform/result.ts';
import { withRetries } from '../platform/retry.ts';
import { awsErrorFacts, type AwsErrorFacts } from './aws-error.ts';
import type { PutEventsCall } from './put-events-call.ts';

const boundMs = 2_000;
const rule = {
  maxAttempts: 5,
  shortestPauseMs: 25,
  longestPausesMs: [50, 100, 200, 400],
  leastUsefulMs: 300,
};

/** What is refused for what it is: the same again would be refused again. */
const hopeless: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'InvalidArgument',
  'MalformedDetail',
  'NotAuthorizedForDetailTypeException',
  'NotAuthorizedForSourceException',
  'ResourceNotFoundException',
  'ValidationException',
]);

/** @param onError of an entry, or of the whole request */
export const createEventBridgePublisher = (
  putEvents: PutEventsCall,
  onError: (facts: AwsErrorFacts) => void,
): EventPublisher => ({
  publish: async (entries, deadline) => {
    let left = entries;
    let mayHelp = true;

    const attempt = async (): Promise<boolean> => {
      try {
        const codes = await putEvents(left, boundedMs(deadline, boundMs));
        const failed = codes.flatMap((code) => code ?? []);
        for (const name of new Set(failed)) onError({ name, status: undefined });
        mayHelp = failed.every((code) => !hopeless.has(code));
        left = left.filter((_, index) => codes[index] !== undefined);
      } catch (error) {
        const facts = awsErrorFacts(error);
        onError(facts);
        mayHelp = !hopeless.has(facts.name);
      }
      return left.length === 0;
    };

    const isPublished = await withRetries({ deadline }, attempt, (isDone) =>
      isDone || !mayHelp ? undefined : rule,
    );
    return isPublished ? succeed('published') : fail('not-published');
  },
});

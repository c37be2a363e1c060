// Port: events go onto a bus.

import type { Deadline } from '../platform/deadline.ts';
import type { Result } from '../platform/result.ts';

export type EventEntry = {
  readonly busName: string;
  readonly source: string;
  readonly detailType: string;
  /** JSON. */
  readonly detail: string;
  /** When it happened, milliseconds since 1970. */
  readonly timeMs: number;
  /** X-Ray's, of the invocation that publishes. */
  readonly traceHeader: string | undefined;
};

export type EventPublisher = {
  /** At most 10. Fails where one of them was not taken; the others may have been. */
  readonly publish: (
    entries: readonly EventEntry[],
    deadline: Deadline,
  ) => Promise<Result<'published', 'not-published'>>;
};

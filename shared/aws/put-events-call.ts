// EventBridge PutEvents as the adapter asks for it; one transport or the other carries it (docs/adr/0015).

import type { EventEntry } from '../events/event-publisher.ts';

/** Of each entry, in their order: undefined where it was taken, else EventBridge's name of what was wrong. */
export type PutEventsAnswer = readonly (string | undefined)[];

/** At most 10 entries. Throws what `awsErrorFacts` understands. */
export type PutEventsCall = (entries: readonly EventEntry[], timeoutMs: number) => Promise<PutEventsAnswer>;

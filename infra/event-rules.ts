// Which events of the bus go where, one row each; the template and the local stack are made from them (docs/events.md).

import { eventSourcePrefix } from '../shared/webhook/webhook-source.ts';
import type { Json } from './template.ts';

export type EventRule = {
  /** Part of its name, in kebab case. */
  readonly id: string;
  readonly description: string;
  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
  readonly pattern: { readonly [field: string]: Json };
  /** The name of a queue, after that of the stack. */
  readonly queue: string;
};

/** Where an event waits that could not be delivered. */
export const undeliveredQueue = 'undelivered-events';

export const eventRules: readonly EventRule[] = [
  {
    id: 'payroll-events',
    description: 'What the payroll suite and the bank tell',
    pattern: { source: [{ prefix: eventSourcePrefix }], detail: { version: [1] } },
    queue: 'payroll-events',
  },
];

/** All that the rules lead to, the dead-letter queue last. */
export const eventQueues: readonly string[] = [
  ...new Set([...eventRules.map(({ queue }) => queue), undeliveredQueue]),
];

/** How long EventBridge tries to deliver an event. */
export const retryPolicy = { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 } as const;

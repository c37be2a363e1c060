// Which events of the bus go where, one row each; the template and the local stack are made from them (docs/events.md).

import { suiteEventTypes } from '../shared/payroll/suite-event-types.ts';
import { changeDetailType, changeSource } from '../shared/events/change-event.ts';
import { eventSourcePrefix } from '../shared/webhook/webhook-source.ts';
import type { Json } from './template.ts';

export type EventRule = {
  /** Part of its name, in kebab case. */
  readonly id: string;
  readonly description: string;
  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
  readonly pattern: { readonly [field: string]: Json };
  readonly target: EventTarget;
};

/** The name of a queue or a function, after that of the stack. */
export type EventTarget = { readonly queue: string } | { readonly function: string };

/** Where an event waits that could not be delivered. */
export const undeliveredQueue = 'undelivered-events';

export const eventRules: readonly EventRule[] = [
  {
    id: 'payroll-events',
    description: 'What the payroll suite and the bank tell',
    pattern: { source: [{ prefix: eventSourcePrefix }], detail: { version: [1] } },
    target: { queue: 'payroll-events' },
  },
  {
    id: 'payroll-suite-events',
    description: 'What a payroll suite tells of payrolls, prenotes and entries',
    pattern: {
      source: [{ prefix: `${eventSourcePrefix}payroll-suite` }],
      detail: { version: [1], payload: { type: [...suiteEventTypes] } },
    },
    target: { function: 'apply-payroll-event' },
  },
  {
    id: 'changed-destinations',
    description: 'Changes of where an employee’s pay goes',
    pattern: { source: [changeSource], 'detail-type': [changeDetailType], detail: { version: [1] } },
    target: { function: 'notify-employee' },
  },
];

/** All that the rules lead to, the dead-letter queue last. */
export const eventQueues: readonly string[] = [
  ...new Set([
    ...eventRules.flatMap(({ target }) => ('queue' in target ? [target.queue] : [])),
    undeliveredQueue,
  ]),
];

/** How long EventBridge tries to deliver an event. */
export const retryPolicy = { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 } as const;

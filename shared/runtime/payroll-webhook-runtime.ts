// Wires the payroll webhook once per container. DEPOSITS_WEBHOOK_SOURCES: who may send (shared/webhook/webhook-source.ts);
// DEPOSITS_CLAIM_TABLE: where it is kept which events were received.

import type { EventCalls } from '../aws/event-calls.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import { isInLambda, requiredVariable } from '../platform/environment.ts';
import type { Log } from '../platform/log.ts';
import { parseWebhookSources, type WebhookSource } from '../webhook/webhook-source.ts';
import { createEventCalls } from './event-calls-runtime.ts';
import { wireLog } from './log-runtime.ts';

export type WebhookRuntime = {
  readonly clock: Clock;
  readonly log: Log;
  readonly calls: EventCalls;
  readonly claimTable: string;
  readonly sources: readonly WebhookSource[];
  /** X-Ray's header of the invocation under way. */
  readonly traceHeader: () => string | undefined;
};

export const wireWebhook = (): WebhookRuntime => {
  const sources = parseWebhookSources(requiredVariable(process.env, 'DEPOSITS_WEBHOOK_SOURCES'));
  if (!sources.ok) throw new TypeError(`DEPOSITS_WEBHOOK_SOURCES: ${sources.failure}`);
  return {
    clock: systemClock,
    log: wireLog().log,
    calls: createEventCalls(process.env),
    claimTable: requiredVariable(process.env, 'DEPOSITS_CLAIM_TABLE'),
    sources: sources.value,
    traceHeader: () => process.env['_X_AMZN_TRACE_ID'],
  };
};

/** Whether work may be done ahead of the first request. */
export const isContainer = (): boolean => isInLambda(process.env);

// Brings an event to a target: a queue of this process, or a function by Lambda's Invoke. What fails is tried again after a pause, as often
// as the rule's policy says; a function that fails is called twice more, as Lambda does with asynchronous calls. What could not be
// delivered goes to the target's dead-letter queue.

import { setTimeout as pause } from 'node:timers/promises';
import { parseJson } from '#shared/platform/parse-json';
import type { EventTarget } from './event-buses.ts';

export type QueuedMessage = {
  readonly body: string;
  /** Of a dead-letter queue: why, and to whom it could not be delivered. */
  readonly attributes: Readonly<Record<string, string>>;
};

export type DeliveryTools = {
  /** Undefined where there is no such queue. */
  readonly queueOf: (arn: string) => QueuedMessage[] | undefined;
  readonly lambdaUrl: string | undefined;
  readonly pauseMs: number;
  readonly signal: AbortSignal;
};

type Attempt = 'delivered' | 'undeliverable' | 'function-failed';

const functionTries = 3;
const defaultRetries = 185;
const invokeMs = 60_000;

const invoke = async (
  url: string | undefined,
  arn: string,
  body: string,
  signal: AbortSignal,
): Promise<Attempt> => {
  const name = arn.split(':function:')[1] ?? '';
  if (url === undefined || name === '') return 'undeliverable';
  try {
    const response = await fetch(`${url}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, {
      method: 'POST',
      body,
      headers: { 'x-amz-invocation-type': 'RequestResponse' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(invokeMs)]),
    });
    const answer: unknown = parseJson(await response.text());
    if (!response.ok) return 'undeliverable';
    const saysError = typeof answer === 'object' && answer !== null && 'errorType' in answer;
    return response.headers.has('x-amz-function-error') || saysError ? 'function-failed' : 'delivered';
  } catch {
    return 'undeliverable';
  }
};

/** @returns whether the target took it; false where it went to the dead-letter queue, or nowhere */
export const deliver = async (
  tools: DeliveryTools,
  { arn, maxRetries = defaultRetries, deadLetterArn }: EventTarget,
  rule: string,
  body: string,
): Promise<boolean> => {
  const once = async (): Promise<Attempt> => {
    if (arn.includes(':lambda:')) return invoke(tools.lambdaUrl, arn, body, tools.signal);
    const queue = tools.queueOf(arn);
    queue?.push({ body, attributes: {} });
    return queue === undefined ? 'undeliverable' : 'delivered';
  };
  const left = { undeliverable: maxRetries, 'function-failed': functionTries - 1 };
  for (;;) {
    const outcome = await once();
    if (outcome === 'delivered') return true;
    if (tools.signal.aborted) return false;
    if (left[outcome] === 0) {
      const reason = outcome === 'undeliverable' ? 'NO_RESPONSE' : 'FUNCTION_ERROR';
      tools
        .queueOf(deadLetterArn ?? '')
        ?.push({ body, attributes: { ERROR_CODE: reason, RULE_ARN: rule, TARGET_ARN: arn } });
      return false;
    }
    left[outcome] -= 1;
    // Cut short, it is met by the signal's test above.
    await pause(tools.pauseMs, undefined, { signal: tools.signal }).catch(() => undefined);
  }
};

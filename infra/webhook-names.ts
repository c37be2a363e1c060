// The names of what webhooks need, counted from the name of the stack (`direct-deposits-prod`): the template and the local stack take them
// from here, and so does whoever a source leaves something out for.

import type { Result } from '../shared/platform/result.ts';
import { eventQueues } from './event-rules.ts';
import { parseWebhookSources, type WebhookSource } from '../shared/webhook/webhook-source.ts';

export const busName = (stackName: string): string => `${stackName}-payroll`;

export const queueName = (stackName: string, queue: string): string => `${stackName}-${queue}`;

/** All of a stack, that of the dead letters last. */
export const queueNames = (stackName: string): readonly string[] =>
  eventQueues.map((queue) => queueName(stackName, queue));

export const ruleName = (stackName: string, id: string): string => `${stackName}-${id}`;

export const ownSecretName = (stackName: string, source: string): string => `${stackName}/webhook/${source}`;

/** @param given `name:scheme[:secret[:bus[:detail type]]]`; what is left out, or empty, is the stack's own */
export const resolveWebhookSources = (
  stackName: string,
  given: readonly string[],
): Result<readonly WebhookSource[], string> => {
  const whole = given.map((text) => {
    const [name = '', scheme = '', secretId = '', bus = '', detailType = ''] = text.split(':');
    return [
      name,
      scheme,
      secretId || ownSecretName(stackName, name),
      bus || busName(stackName),
      detailType || 'PayrollEvent',
    ].join(':');
  });
  return parseWebhookSources(whole.join(','));
};

// The calls around events for a function: one sender for each service.

import type { Environment } from '../../platform/environment.ts';
import type { EventCalls } from '../event-calls.ts';
import { hotPathPatience } from '../patience.ts';
import { signedClaims, signedPutEvents, signedSecretValue } from './signed-event-calls.ts';
import { createSignedSender } from './signed-sender.ts';

export const createSignedEventCalls = (env: Environment): EventCalls => {
  const secretsManager = createSignedSender({ service: 'secretsmanager', env, ...hotPathPatience });
  const dynamoDb = createSignedSender({ service: 'dynamodb', env, ...hotPathPatience });
  const eventBridge = createSignedSender({ service: 'events', env, ...hotPathPatience });
  return {
    secretValue: signedSecretValue(secretsManager),
    putEvents: signedPutEvents(eventBridge),
    claims: signedClaims(dynamoDb),
    prepare: async () => void (await Promise.all([dynamoDb.prepare(), eventBridge.prepare()])),
  };
};

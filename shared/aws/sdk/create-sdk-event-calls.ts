// The calls around events for a function on the SDK's clients, which read the environment themselves.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { EventCalls } from '../event-calls.ts';
import { hotPathClientOptions } from './client-options.ts';
import { sdkClaims, sdkPutEvents, sdkSecretValue } from './sdk-event-calls.ts';

export const createSdkEventCalls = (): EventCalls => ({
  secretValue: sdkSecretValue(new SecretsManagerClient(hotPathClientOptions)),
  putEvents: sdkPutEvents(new EventBridgeClient(hotPathClientOptions)),
  claims: sdkClaims(new DynamoDBClient(hotPathClientOptions)),
  prepare: () => Promise.resolve(),
});

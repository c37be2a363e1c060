// Decrypt and Query for a function on the SDK's clients, which read the environment themselves and connect when first used.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import type { HotPathCalls } from '../hot-path-calls.ts';
import { hotPathClientOptions } from './client-options.ts';
import { sdkCalls } from './sdk-calls.ts';

export const createSdkCalls = (): HotPathCalls => ({
  ...sdkCalls({
    dynamoDb: new DynamoDBClient(hotPathClientOptions),
    kms: new KMSClient(hotPathClientOptions),
  }),
  prepare: () => Promise.resolve(),
});

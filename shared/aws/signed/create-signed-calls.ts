// Decrypt and Query for a function: one sender for each service.

import type { Environment } from '../../platform/environment.ts';
import type { HotPathCalls } from '../hot-path-calls.ts';
import { hotPathPatience } from '../patience.ts';
import { signedDecrypt, signedQuery } from './signed-calls.ts';
import { createSignedSender } from './signed-sender.ts';

export const createSignedCalls = (env: Environment): HotPathCalls => {
  const dynamoDb = createSignedSender({ service: 'dynamodb', env, ...hotPathPatience });
  const kms = createSignedSender({ service: 'kms', env, ...hotPathPatience });
  return {
    query: signedQuery(dynamoDb),
    decrypt: signedDecrypt(kms),
    prepare: async () => void (await Promise.all([dynamoDb.prepare(), kms.prepare()])),
  };
};

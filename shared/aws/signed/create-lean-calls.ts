// Decrypt and Query for a function: one sender for each service.

import type { Environment } from '../../platform/environment.ts';
import type { HotPathCalls } from '../hot-path-calls.ts';
import { hotPathPatience } from '../patience.ts';
import { leanDecrypt, leanQuery } from './lean-calls.ts';
import { createSignedSender } from './signed-sender.ts';

export const createLeanCalls = (env: Environment): HotPathCalls => {
  const dynamoDb = createSignedSender({ service: 'dynamodb', env, ...hotPathPatience });
  const kms = createSignedSender({ service: 'kms', env, ...hotPathPatience });
  return {
    query: leanQuery(dynamoDb),
    decrypt: leanDecrypt(kms),
    prepare: async () => void (await Promise.all([dynamoDb.prepare(), kms.prepare()])),
  };
};

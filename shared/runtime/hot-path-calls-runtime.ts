// The transport of Decrypt and Query on a user's request. Which one a bundle carries is fixed when it is built (esbuild replaces
// DEPOSITS_AWS_TRANSPORT by its value), so the other one is not in it at all.

import type { Environment } from '../platform/environment.ts';
import type { HotPathCalls } from '../aws/hot-path-calls.ts';
import { createSignedCalls } from '../aws/signed/create-signed-calls.ts';
import { createSdkCalls } from '../aws/sdk/create-sdk-calls.ts';

export const createHotPathCalls = (env: Environment): HotPathCalls =>
  process.env['DEPOSITS_AWS_TRANSPORT'] === 'sdk' ? createSdkCalls() : createSignedCalls(env);

// The transport of Decrypt and Query on a user's request. Which one a bundle carries is fixed when it is built (esbuild replaces
// DEPOSITS_AWS_TRANSPORT by its value), so the other one is not in it at all.

import type { Environment } from '../platform/environment.ts';
import type { QueryCall } from '../tenants/query-call.ts';
import type { DecryptCall } from '../aws/decrypt-call.ts';
import { createLeanCalls } from '../aws/signed/create-lean-calls.ts';
import { createSdkCalls } from '../aws/sdk/create-sdk-calls.ts';

export type HotPathCalls = {
  readonly query: QueryCall;
  readonly decrypt: DecryptCall;
  /** Does ahead what the first request would have to wait for; fails silently. */
  readonly prepare: () => Promise<void>;
};

export const createHotPathCalls = (env: Environment): HotPathCalls =>
  process.env['DEPOSITS_AWS_TRANSPORT'] === 'sdk' ? createSdkCalls() : createLeanCalls(env);

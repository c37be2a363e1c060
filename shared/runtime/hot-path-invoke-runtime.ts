// The transport of Invoke on a user's request, chosen like that of the other calls (hot-path-calls-runtime.ts).

import type { Environment } from '../platform/environment.ts';
import type { InvokeCall } from '../aws/invoke-call.ts';
import { createLeanInvoke } from '../aws/signed/create-lean-invoke.ts';
import { createSdkInvoke } from '../aws/sdk/create-sdk-invoke.ts';

export type HotPathInvoke = {
  readonly invoke: InvokeCall;
  /** Does ahead what the first request would have to wait for; fails silently. */
  readonly prepare: () => Promise<void>;
};

export const createHotPathInvoke = (env: Environment): HotPathInvoke =>
  process.env['DEPOSITS_AWS_TRANSPORT'] === 'sdk' ? createSdkInvoke() : createLeanInvoke(env);

// The transport of Invoke on a user's request, chosen like that of the other calls (hot-path-calls-runtime.ts).

import type { Environment } from '../platform/environment.ts';
import type { HotPathInvoke } from '../aws/hot-path-calls.ts';
import { createSignedInvoke } from '../aws/signed/create-signed-invoke.ts';
import { createSdkInvoke } from '../aws/sdk/create-sdk-invoke.ts';

export const createHotPathInvoke = (env: Environment): HotPathInvoke =>
  process.env['DEPOSITS_AWS_TRANSPORT'] === 'sdk' ? createSdkInvoke() : createSignedInvoke(env);

// Invoke for a function.

import type { Environment } from '../../platform/environment.ts';
import type { HotPathInvoke } from '../hot-path-calls.ts';
import { singleAttemptPatience } from '../patience.ts';
import { signedInvoke } from './signed-invoke.ts';
import { createSignedSender } from './signed-sender.ts';

export const createSignedInvoke = (env: Environment): HotPathInvoke => {
  const lambda = createSignedSender({ service: 'lambda', env, ...singleAttemptPatience });
  return { invoke: signedInvoke(lambda), prepare: lambda.prepare, connected: lambda.connected };
};

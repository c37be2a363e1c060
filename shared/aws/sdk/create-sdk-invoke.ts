// Invoke for a function on the SDK's client.

import { LambdaClient } from '@aws-sdk/client-lambda';
import type { HotPathInvoke } from '../hot-path-calls.ts';
import { singleAttemptClientOptions } from './client-options.ts';
import { sdkInvoke } from './sdk-invoke.ts';

export const createSdkInvoke = (): HotPathInvoke => ({
  invoke: sdkInvoke(new LambdaClient(singleAttemptClientOptions)),
  prepare: () => Promise.resolve(),
  connected: () => Promise.resolve(),
});

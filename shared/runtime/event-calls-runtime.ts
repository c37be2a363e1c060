// The transport of the calls around events, chosen like that of the other calls (hot-path-calls-runtime.ts).

import type { Environment } from '../platform/environment.ts';
import type { EventCalls } from '../aws/event-calls.ts';
import { createSignedEventCalls } from '../aws/signed/create-signed-event-calls.ts';
import { createSdkEventCalls } from '../aws/sdk/create-sdk-event-calls.ts';

export const createEventCalls = (env: Environment): EventCalls =>
  process.env['DEPOSITS_AWS_TRANSPORT'] === 'sdk' ? createSdkEventCalls() : createSignedEventCalls(env);

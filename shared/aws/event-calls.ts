// Ports of the AWS calls around events; each transport (signed requests or the SDK) implements them.

import type { ClaimCalls } from './claim-calls.ts';
import type { Preparable } from './hot-path-calls.ts';
import type { PutEventsCall } from './put-events-call.ts';
import type { SecretValueCall } from './secret-value-call.ts';

export type EventCalls = Preparable & {
  readonly secretValue: SecretValueCall;
  readonly putEvents: PutEventsCall;
  readonly claims: ClaimCalls;
};

// Ports of the AWS calls around events; each transport (signed requests or the SDK) implements them.

import type { ClaimCalls } from './claim-calls.ts';
import type { PutEventsCall } from './put-events-call.ts';
import type { SecretValueCall } from './secret-value-call.ts';

export type EventCalls = {
  readonly secretValue: SecretValueCall;
  readonly putEvents: PutEventsCall;
  readonly claims: ClaimCalls;
  /** Connects before the first request; fails silently. */
  readonly prepare: () => Promise<void>;
};

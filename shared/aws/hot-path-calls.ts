// Ports of the AWS calls on a user's request; each transport (signed requests or the SDK) implements them.

import type { QueryCall } from '../tenants/query-call.ts';
import type { DecryptCall } from './decrypt-call.ts';
import type { InvokeCall } from './invoke-call.ts';

export type Preparable = {
  /** Connects and derives the signing key before the first request; fails silently. */
  readonly prepare: () => Promise<void>;
};

export type HotPathCalls = Preparable & { readonly query: QueryCall; readonly decrypt: DecryptCall };

export type HotPathInvoke = Preparable & {
  readonly invoke: InvokeCall;
  /** When what `prepare` began is done, as far as a request could notice, or has failed. */
  readonly connected: () => Promise<void>;
};

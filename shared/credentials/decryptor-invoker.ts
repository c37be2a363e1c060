// Port: carries one request to the decryptor Lambda and brings its answer back, both as JSON text. It makes one attempt.

import type { TenantId } from '../domain/tenant-id.ts';
import type { Deadline } from '../platform/deadline.ts';
import type { Result } from '../platform/result.ts';

/**
 * `throttled` and `unreachable` never reached the function's code and may be retried immediately; `function-error` (it threw,
 * ran out of time or memory), `timed-out` and `refused` (no permission, no such function) are not.
 */
export type InvokeFailure = 'throttled' | 'unreachable' | 'function-error' | 'timed-out' | 'refused';

export interface DecryptorInvoker {
  /** @param tenantId whose container answers, where the decryptor has one for each tenant; a wake-up has none */
  invoke(
    requestJson: string,
    deadline: Deadline,
    tenantId?: TenantId,
  ): Promise<Result<string, InvokeFailure>>;
}

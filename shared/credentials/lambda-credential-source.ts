// Adapter of CredentialSource that asks the decryptor Lambda. A call that never reached the function's code (throttled,
// connection broken) is tried again with full jitter as long as the deadline leaves time; everything else is final.

import type { TenantId } from '../domain/tenant-id.ts';
import type { Deadline } from '../platform/deadline.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { withRetries, type RetryRule, type RetryTools } from '../platform/retry.ts';
import { parseAnswer, writeRequest } from './contract.ts';
import type { CredentialFailure } from './credential-failure.ts';
import type { CredentialSource, CredentialUse, OpenedCredentials } from './credential-source.ts';
import type { DecryptorInvoker, InvokeFailure } from './decryptor-invoker.ts';
import { pickCredentials, unavailable } from './deliver-credentials.ts';
import type { Purpose } from './purpose.ts';

export type LambdaCredentialSourceOptions = {
  readonly invoker: DecryptorInvoker;
} & Omit<RetryTools, 'deadline'>;

const retryRule: RetryRule = { maxAttempts: 3, longestPausesMs: [100, 200], leastUsefulMs: 100 };

const isTransient = (failure: InvokeFailure): boolean => failure === 'throttled' || failure === 'unreachable';

export class LambdaCredentialSource implements CredentialSource {
  readonly #options: LambdaCredentialSourceOptions;

  constructor(options: LambdaCredentialSourceOptions) {
    this.#options = options;
  }

  async use<P extends Purpose, T>(
    tenantId: TenantId,
    purposes: readonly P[],
    fn: (credentials: OpenedCredentials<P>) => Promise<T>,
    { caller, deadline, refresh = false, previous = false }: CredentialUse,
  ): Promise<Result<T, CredentialFailure>> {
    const request = writeRequest({ tenantId, purposes, refresh, previous, caller });
    const invoked = await this.#invoke(request, deadline);
    if (!invoked.ok) return fail(unavailable('DECRYPTOR_UNAVAILABLE'));
    const answer = parseAnswer(purposes, invoked.value);
    if (!answer.ok) return fail(unavailable('DECRYPTOR_ANSWER_INVALID'));
    const picked = pickCredentials(answer.value, purposes);
    return picked.ok ? succeed(await fn(picked.value)) : picked;
  }

  #invoke(request: string, deadline: Deadline): Promise<Result<string, InvokeFailure>> {
    const { invoker, ...tools } = this.#options;
    return withRetries(
      { ...tools, deadline },
      () => invoker.invoke(request, deadline),
      (invoked) => (!invoked.ok && isTransient(invoked.failure) ? retryRule : undefined),
    );
  }
}

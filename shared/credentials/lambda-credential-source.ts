// Adapter of CredentialSource that asks the decryptor Lambda. A call that never reached the function's code (throttled,
// connection broken) is tried again with full jitter as long as the deadline leaves time; everything else is final.

import { fail, succeed } from '../platform/result.ts';
import { withRetries, type RetryRule, type RetryTools } from '../platform/retry.ts';
import { parseAnswer, writeRequest } from './contract.ts';
import type { CredentialSource } from './credential-source.ts';
import type { DecryptorInvoker, InvokeFailure } from './decryptor-invoker.ts';
import { pickCredentials, unavailable } from './deliver-credentials.ts';

export type LambdaCredentialSourceOptions = {
  readonly invoker: DecryptorInvoker;
} & Omit<RetryTools, 'deadline'>;

const retryRule: RetryRule = { maxAttempts: 3, longestPausesMs: [100, 200], leastUsefulMs: 100 };

const isTransient = (failure: InvokeFailure): boolean => failure === 'throttled' || failure === 'unreachable';

export const createLambdaCredentialSource = ({
  invoker,
  ...tools
}: LambdaCredentialSourceOptions): CredentialSource => ({
  use: async (tenantId, purposes, fn, { caller, deadline, refresh = false, previous = false }) => {
    const request = writeRequest({ tenantId, purposes, refresh, previous, caller });
    const invoked = await withRetries(
      { ...tools, deadline },
      () => invoker.invoke(request, deadline, tenantId),
      (each) => (!each.ok && isTransient(each.failure) ? retryRule : undefined),
    );
    if (!invoked.ok) return fail(unavailable('DECRYPTOR_UNAVAILABLE'));
    const answer = parseAnswer(purposes, invoked.value);
    if (!answer.ok) return fail(unavailable('DECRYPTOR_ANSWER_INVALID'));
    const picked = pickCredentials(answer.value, purposes);
    return picked.ok ? succeed(await fn(picked.value)) : picked;
  },
});

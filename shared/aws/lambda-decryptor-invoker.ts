// Adapter of DecryptorInvoker: a synchronous Invoke, one attempt.

import type { DecryptorInvoker, InvokeFailure } from '../credentials/decryptor-invoker.ts';
import { boundedMs } from '../platform/deadline.ts';
import { fail, succeed } from '../platform/result.ts';
import { awsErrorFacts } from './aws-error.ts';
import type { InvokeCall } from './invoke-call.ts';

export type LambdaDecryptorInvokerOptions = {
  readonly invoke: InvokeCall;
  readonly functionName: string;
  /** The alias that holds provisioned concurrency; without it the call goes to $LATEST. */
  readonly qualifier?: string | undefined;
  /** The function runs in Lambda's tenant isolation mode: each call names its tenant. */
  readonly isIsolated?: boolean;
  readonly onError?: (error: unknown) => void;
};

const invokeBoundMs = 10_000;

/** The function ended without an answer: what it said instead may quote anything and is not looked at. */
const functionFailed = Object.assign(new Error('The function failed'), { name: 'FunctionError' });

const toInvokeFailure = (error: unknown): InvokeFailure => {
  const { name, status } = awsErrorFacts(error);
  if (name === 'AbortError' || name === 'TimeoutError') return 'timed-out';
  if (status === 429 || name === 'TooManyRequestsException') return 'throttled';
  return status !== undefined && status >= 400 && status < 500 ? 'refused' : 'unreachable';
};

export const createLambdaDecryptorInvoker = ({
  invoke,
  functionName,
  qualifier,
  isIsolated = false,
  onError = () => undefined,
}: LambdaDecryptorInvokerOptions): DecryptorInvoker => ({
  invoke: async (payloadJson, deadline, tenantId) => {
    try {
      const request = {
        functionName,
        qualifier,
        payloadJson,
        ...(isIsolated && tenantId !== undefined ? { tenantId } : {}),
      };
      const { isFunctionError, payload } = await invoke(request, boundedMs(deadline, invokeBoundMs));
      if (isFunctionError) {
        payload.fill(0);
        onError(functionFailed);
        return fail('function-error');
      }
      const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8');
      payload.fill(0);
      return succeed(text);
    } catch (error) {
      onError(error);
      return fail(toInvokeFailure(error));
    }
  },
});

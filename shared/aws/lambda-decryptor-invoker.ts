// Adapter of DecryptorInvoker: a synchronous Invoke with the AWS SDK's Lambda client, one attempt.

import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { DecryptorInvoker, InvokeFailure } from '../credentials/decryptor-invoker.ts';
import { boundedMs, type Deadline } from '../platform/deadline.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { awsErrorFacts } from './aws-error.ts';

export type LambdaDecryptorInvokerOptions = {
  readonly client: Pick<LambdaClient, 'send'>;
  readonly functionName: string;
  /** The alias that holds provisioned concurrency; without it the call goes to $LATEST. */
  readonly qualifier?: string | undefined;
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

export class LambdaDecryptorInvoker implements DecryptorInvoker {
  readonly #client: Pick<LambdaClient, 'send'>;
  readonly #target: { FunctionName: string; Qualifier?: string };
  readonly #onError: (error: unknown) => void;

  constructor({ client, functionName, qualifier, onError = () => undefined }: LambdaDecryptorInvokerOptions) {
    this.#client = client;
    this.#target = {
      FunctionName: functionName,
      ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
    };
    this.#onError = onError;
  }

  async invoke(requestJson: string, deadline: Deadline): Promise<Result<string, InvokeFailure>> {
    const command = new InvokeCommand({
      ...this.#target,
      InvocationType: 'RequestResponse',
      Payload: Buffer.from(requestJson),
    });
    try {
      const abortSignal = AbortSignal.timeout(boundedMs(deadline, invokeBoundMs));
      const { FunctionError: functionError, Payload: payload } = await this.#client.send(command, {
        abortSignal,
      });
      if (functionError !== undefined) {
        payload?.fill(0);
        this.#onError(functionFailed);
        return fail('function-error');
      }
      const text = Buffer.from(payload ?? []).toString('utf8');
      payload?.fill(0);
      return succeed(text);
    } catch (error) {
      this.#onError(error);
      return fail(toInvokeFailure(error));
    }
  }
}

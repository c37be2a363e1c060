// Invoke on the AWS SDK's Lambda client.

import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { InvokeCall } from '../invoke-call.ts';

export const sdkInvoke =
  (lambda: Pick<LambdaClient, 'send'>): InvokeCall =>
  async ({ functionName, qualifier, payloadJson, tenantId, isQueued }, timeoutMs) => {
    const command = new InvokeCommand({
      FunctionName: functionName,
      ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
      ...(tenantId === undefined ? {} : { TenantId: tenantId }),
      InvocationType: isQueued === true ? 'Event' : 'RequestResponse',
      Payload: Buffer.from(payloadJson),
    });
    const answer = await lambda.send(command, { abortSignal: AbortSignal.timeout(timeoutMs) });
    return {
      isFunctionError: answer.FunctionError !== undefined,
      payload: answer.Payload ?? new Uint8Array(),
    };
  };

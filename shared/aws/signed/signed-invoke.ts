// Invoke as a signed request: the payload is the body, an error of the function a header.
// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html

import type { InvokeCall } from '../invoke-call.ts';
import { encodeSegment } from './sign-request.ts';
import type { SignedSender } from './signed-sender.ts';

export const signedInvoke =
  ({ send }: SignedSender): InvokeCall =>
  async ({ functionName, qualifier, payloadJson, tenantId, isQueued }, timeoutMs) => {
    const { headers, body } = await send(
      {
        path: `/2015-03-31/functions/${encodeSegment(functionName)}/invocations`,
        ...(qualifier === undefined ? {} : { query: { Qualifier: qualifier } }),
        headers: {
          'content-type': 'application/octet-stream',
          'x-amz-invocation-type': isQueued === true ? 'Event' : 'RequestResponse',
          ...(tenantId === undefined ? {} : { 'x-amz-tenant-id': tenantId }),
        },
        body: payloadJson,
      },
      timeoutMs,
    );
    return { isFunctionError: headers['x-amz-function-error'] !== undefined, payload: body };
  };

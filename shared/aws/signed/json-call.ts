// One call of AWS's JSON protocol: the operation in a header, its members in the body.

import { AwsRequestError, parseAnswer } from './aws-request-error.ts';
import type { SignedSender } from './signed-sender.ts';

export type JsonOperation = {
  readonly version: '1.0' | '1.1';
  /** `TrentService.Decrypt` */
  readonly target: string;
};

/** The answer's members; its bytes are wiped, since they may be a secret. */
export const callJson = async (
  { send }: SignedSender,
  { version, target }: JsonOperation,
  request: object,
  timeoutMs: number,
): Promise<object> => {
  const headers = { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target };
  const { body } = await send({ path: '/', headers, body: JSON.stringify(request) }, timeoutMs);
  try {
    return parseAnswer(body);
  } finally {
    body.fill(0);
  }
};

export const malformedAnswer = (): AwsRequestError => new AwsRequestError('AnswerMalformed', 200);

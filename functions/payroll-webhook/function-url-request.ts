// A request of a Function URL (payload format 2.0, header names in lower case).
// https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html

import { decodeBase64 } from '#shared/crypto/strict-base64';
import { fail, succeed, type Result } from '#shared/platform/result';

/** As much of the event as is used. */
export type FunctionUrlEvent = {
  readonly rawPath?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly requestContext?: {
    readonly requestId?: string;
    readonly http?: { readonly method?: string };
  };
};

/** Half of what EventBridge takes: the event around it needs room. */
const maxBodyBytes = 128 * 1_024;

/** The bytes as the sender signed them. */
export const bodyOf = ({
  body = '',
  isBase64Encoded = false,
}: FunctionUrlEvent): Result<Buffer, 'BODY_TOO_LARGE' | 'BODY_MALFORMED'> => {
  // Three bytes in four characters: what is too long is not decoded first.
  if (isBase64Encoded && body.length > Math.ceil(maxBodyBytes / 3) * 4) return fail('BODY_TOO_LARGE');
  const bytes = isBase64Encoded ? decodeBase64(body) : Buffer.from(body, 'utf8');
  if (bytes === undefined) return fail('BODY_MALFORMED');
  return bytes.byteLength > maxBodyBytes ? fail('BODY_TOO_LARGE') : succeed(bytes);
};

/** The one segment of the path. */
export const sourceNameIn = ({ rawPath = '' }: FunctionUrlEvent): string =>
  rawPath.replace(/^\//, '').replace(/\/$/, '');

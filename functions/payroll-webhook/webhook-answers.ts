// What the URL answers. A sender repeats what is answered with 5xx; the rest stays refused however often it comes.

import { retryAfterSeconds } from '#shared/http/problem';
import type { ApiAnswer } from '#shared/http/responses';
import { jsonAnswer } from '#shared/http/responses';

export const refusals = {
  BODY_MALFORMED: { status: 400, message: 'The body is not an event of this source' },
  EVENT_STALE: { status: 400, message: 'The event was sent more than 60 seconds ago' },
  EVENT_AHEAD: { status: 400, message: 'The event was sent in the future: compare the clocks' },
  SIGNATURE_REFUSED: { status: 401, message: 'The signature is missing or not of this source' },
  SOURCE_UNKNOWN: { status: 404, message: 'There is no source at this path' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'Events are posted' },
  BODY_TOO_LARGE: { status: 413, message: 'The body is too large' },
  INTERNAL: { status: 500, message: 'Something went wrong here: send it again' },
  SECRET_UNAVAILABLE: { status: 503, message: 'The signature cannot be verified for now: send it again' },
  STORE_UNAVAILABLE: { status: 503, message: 'The event cannot be recorded for now: send it again' },
  EVENT_UNDER_WAY: { status: 503, message: 'The same event is being received: send it again' },
  NOT_PUBLISHED: { status: 503, message: 'The event could not be published: send it again' },
} as const satisfies Record<string, { readonly status: number; readonly message: string }>;

export type RefusalCode = keyof typeof refusals;

export const refusalAnswer = (code: RefusalCode): ApiAnswer => {
  const { status, message } = refusals[code];
  return jsonAnswer(
    status,
    { code, message },
    {
      ...(status === 503 ? { 'retry-after': String(retryAfterSeconds) } : {}),
      ...(status === 405 ? { allow: 'POST' } : {}),
    },
  );
};

export const receiptAnswer = (isRepeat: boolean): ApiAnswer =>
  jsonAnswer(200, { status: isRepeat ? 'repeated' : 'published' });

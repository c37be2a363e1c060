// Signs an event as its sender would and posts it. Follows no redirect: a signature is for one address.

import { fail, succeed, type Result } from '#shared/platform/result';
import type { OutgoingEvent, SignatureScheme } from '#shared/webhook/signature-scheme';

const patienceMs = 10_000;
/** As much of an answer as is shown. */
const shownCharacters = 500;

export type Posted = { readonly status: number; readonly durationMs: number; readonly answer: string };

export const isAccepted = (posted: Result<Posted, string>): boolean =>
  posted.ok && posted.value.status >= 200 && posted.value.status < 300;

export const signAndPost = async (
  url: URL,
  scheme: SignatureScheme,
  secret: string,
  event: OutgoingEvent,
): Promise<Result<Posted, string>> => {
  const { headers, body } = scheme.sign(event, secret);
  const startedMs = performance.now();
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: Buffer.from(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const answer = (await response.text()).slice(0, shownCharacters);
    return succeed({ status: response.status, durationMs: performance.now() - startedMs, answer });
  } catch (error) {
    return fail(reasonOf(error));
  }
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return `no answer within ${patienceMs / 1_000} s`;
  const { cause } = error;
  if (!(cause instanceof Error)) return error.name;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
};

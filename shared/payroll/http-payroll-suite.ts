// Adapter of PayrollSuite over HTTP. Bounds time and answer, follows no redirect (it would carry the key elsewhere), and repeats nothing.

import type { PayrollApiAccess } from '../credentials/purpose.ts';
import { isHostAllowed, type AllowedHosts } from '../platform/allowed-hosts.ts';
import { boundedMs } from '../platform/deadline.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { Secret } from '../platform/secret.ts';
import type { PayrollSuite, SuiteAnswer, SuiteFailure } from './payroll-suite.ts';
import { memberOf } from '../platform/member-of.ts';

export type HttpPayrollSuiteOptions = {
  readonly access: Secret<PayrollApiAccess>;
  /** Empty: any. */
  readonly allowedHosts: AllowedHosts;
};

const requestBoundMs = 5_000;
const maxAnswerBytes = 65_536;
const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** What the suite calls a refusal goes into the database and the log: its form is checked, its text is not kept. */
const codeForm = /^[A-Z][A-Z0-9_]{1,63}$/;

const codeIn = (text: string, status: number): string => {
  try {
    const code = memberOf(JSON.parse(text), 'code');
    if (typeof code === 'string' && codeForm.test(code)) return code;
  } catch {
    // A proxy's page, say.
  }
  return `HTTP_${status}`;
};

const transientStatuses: ReadonlySet<number> = new Set([408, 425, 429]);

/** RFC 9110, section 10.2.3: seconds; the form with a date is not waited for. */
const retryAfterMs = (header: string | null): number | undefined =>
  header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1_000 : undefined;

const judge = (
  status: number,
  text: string,
  retryAfter: string | null,
): Result<SuiteAnswer, SuiteFailure> => {
  if (status >= 200 && status < 300) return succeed('taken');
  const code = codeIn(text, status);
  if (status === 409 && code === 'SEQUENCE_STALE') return succeed('stale');
  if (status === 401 || status === 403) return fail({ kind: 'key-refused', code });
  if (status >= 500 || transientStatuses.has(status)) {
    return fail({ kind: 'unavailable', code, retryAfterMs: retryAfterMs(retryAfter) });
  }
  return fail({ kind: 'refused', code });
};

/** The beginning of the answer; the rest is not waited for. */
const readText = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  const body: AsyncIterable<Uint8Array> | null = response.body;
  if (body === null) return '';
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > maxAnswerBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, maxAnswerBytes);
};

const failureOf = (thrown: unknown): SuiteFailure => {
  const name = thrown instanceof Error ? thrown.name : '';
  const code = name === 'TimeoutError' || name === 'AbortError' ? 'TIMED_OUT' : 'UNREACHABLE';
  return { kind: 'unavailable', code, retryAfterMs: undefined };
};

/** Plain HTTP reaches this machine only. */
const isReachable = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));

export const createHttpPayrollSuite = ({ access, allowedHosts }: HttpPayrollSuiteOptions): PayrollSuite => ({
  putSplit: async ({ employeeId, eventId, body }, deadline) => {
    const { url, key } = access.expose();
    const base = URL.parse(url.endsWith('/') ? url : `${url}/`);
    if (base === null || !isReachable(base)) return fail({ kind: 'host-refused', code: 'URL_REFUSED' });
    if (!isHostAllowed(allowedHosts, base.hostname)) {
      return fail({ kind: 'host-refused', code: 'HOST_NOT_ALLOWED' });
    }
    try {
      const response = await fetch(
        new URL(`employees/${encodeURIComponent(employeeId)}/direct-deposits`, base),
        {
          method: 'PUT',
          headers: {
            authorization: `Bearer ${key}`,
            'content-type': 'application/json',
            'idempotency-key': eventId,
          },
          body: body.expose(),
          redirect: 'manual',
          signal: AbortSignal.timeout(boundedMs(deadline, requestBoundMs)),
        },
      );
      const text = await readText(response);
      return judge(response.status, text, response.headers.get('retry-after'));
    } catch (thrown) {
      return fail(failureOf(thrown));
    }
  },
});

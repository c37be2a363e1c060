// Adapter of PayrollSuite over HTTP. Bounds time and answer, follows no redirect (it would carry the key elsewhere), and repeats nothing.

import * as v from 'valibot';
import type { PayrollApiAccess } from '../credentials/purpose.ts';
import { isHostAllowed, type AllowedHosts } from '../platform/allowed-hosts.ts';
import { boundedMs, type Deadline } from '../platform/deadline.ts';
import { parseJson } from '../platform/parse-json.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { Secret } from '../platform/secret.ts';
import { bankCodePattern, traceNumberPattern } from '../domain/payroll/bank-answer.ts';
import type { PayrollSuite, SuiteCorrection, SuiteFailure } from './payroll-suite.ts';
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

type Exchanged = { readonly text: string };
type Answered = Result<Exchanged, SuiteFailure>;

const judge = (status: number, text: string, retryAfter: string | null): Answered => {
  if (status >= 200 && status < 300) return succeed({ text });
  const code = codeIn(text, status);
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

type Request = {
  readonly method: 'GET' | 'PUT';
  /** Below the credential's address. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

const exchange = async (
  { access, allowedHosts }: HttpPayrollSuiteOptions,
  { path, headers, ...init }: Request,
  deadline: Deadline,
): Promise<Answered> => {
  const { url, key } = access.expose();
  const base = URL.parse(url.endsWith('/') ? url : `${url}/`);
  if (base === null || !isReachable(base)) return fail({ kind: 'host-refused', code: 'URL_REFUSED' });
  if (!isHostAllowed(allowedHosts, base.hostname)) {
    return fail({ kind: 'host-refused', code: 'HOST_NOT_ALLOWED' });
  }
  try {
    const response = await fetch(new URL(path, base), {
      ...init,
      headers: { authorization: `Bearer ${key}`, ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(boundedMs(deadline, requestBoundMs)),
    });
    const text = await readText(response);
    return judge(response.status, text, response.headers.get('retry-after'));
  } catch (thrown) {
    return fail(failureOf(thrown));
  }
};

const correctionSchema = v.object({
  code: v.pipe(v.string(), v.regex(bankCodePattern)),
  traceNumber: v.pipe(v.string(), v.regex(traceNumberPattern)),
  correctedData: v.pipe(v.string(), v.maxLength(29)),
});

const parseCorrection = (text: string): Result<SuiteCorrection, SuiteFailure> => {
  const parsed = v.safeParse(correctionSchema, parseJson(text));
  if (!parsed.success) return fail({ kind: 'refused', code: 'ANSWER_MALFORMED' });
  const { correctedData, ...rest } = parsed.output;
  return succeed({ ...rest, correctedData: new Secret(correctedData) });
};

export const createHttpPayrollSuite = (options: HttpPayrollSuiteOptions): PayrollSuite => ({
  putSplit: async ({ employeeId, eventId, body }, deadline) => {
    const request: Request = {
      method: 'PUT',
      path: `employees/${encodeURIComponent(employeeId)}/direct-deposits`,
      headers: { 'content-type': 'application/json', 'idempotency-key': eventId },
      body: body.expose(),
    };
    const answer = await exchange(options, request, deadline);
    if (answer.ok) return succeed('taken');
    const { failure } = answer;
    return failure.kind === 'refused' && failure.code === 'SEQUENCE_STALE' ? succeed('stale') : fail(failure);
  },

  getCorrection: async (answerId, deadline) => {
    const path = `bank-answers/${encodeURIComponent(answerId)}`;
    const answer = await exchange(options, { method: 'GET', path }, deadline);
    return answer.ok ? parseCorrection(answer.value.text) : answer;
  },
});

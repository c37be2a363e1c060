// The edge of an API Lambda: one deadline, one log line, and the one place where an unexpected error ends.

import type { Caller } from '../domain/caller.ts';
import type { Clock } from '../platform/clock.ts';
import { crashFacts } from '../platform/crash-facts.ts';
import { deadlineIn, type Deadline, type InvocationContext } from '../platform/deadline.ts';
import { scopedLog, type Log } from '../platform/log.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { createTimeSpent, toTenths, type TimeSpent } from '../platform/time-spent.ts';
import { toApiRequest, type ApiRequest, type AuthorizedEvent } from './api-request.ts';
import { callerFromClaims } from './caller-from-claims.ts';
import { otherMethods } from './allowed-methods.ts';
import type { Problem } from './problem.ts';
import { requireKnownQuery } from './query-parameters.ts';
import { problemAnswer, type ApiAnswer } from './responses.ts';
import { traceIdFrom } from './trace-parent.ts';

export type ApiScope = {
  readonly caller: Caller;
  readonly deadline: Deadline;
  readonly log: Log;
  /** What the request waits for is put down here. */
  readonly timeSpent: TimeSpent;
  /** When the request came, milliseconds since 1970. */
  readonly nowMs: number;
};

export type ApiRoute = {
  readonly name: string;
  readonly answer: (request: ApiRequest, scope: ApiScope) => Promise<Result<ApiAnswer, Problem>>;
};

export type ApiEdge = { readonly clock: Clock; readonly log: Log };

/** Left for the answer itself after everything inside has given up. */
const marginMs = 1_000;

type Who = { readonly tenantId?: string; readonly subject?: string };
type Work = (log: Log, timeSpent: TimeSpent) => Promise<Result<ApiAnswer, Problem>>;

/** The same headers as for GET and no body (RFC 9110, section 9.3.2); every answer carries the id to quote. */
const finished = (answer: ApiAnswer, { method, requestId }: ApiRequest): ApiAnswer => {
  const { body, ...head } = answer;
  const headers = { ...head.headers, 'x-request-id': requestId };
  return body === undefined || method === 'HEAD' ? { ...head, headers } : { ...head, body, headers };
};

const requireMethod = ({ method, routeKey }: ApiRequest): Result<void, Problem> => {
  const allowed = otherMethods(method, routeKey);
  return allowed === undefined
    ? succeed(undefined)
    : fail({ code: 'METHOD_NOT_ALLOWED', headers: { allow: allowed.join(', ') } });
};

/** The answer, whatever happens, and its line in the log. */
const answerLogged = async (
  route: string,
  edge: ApiEdge,
  request: ApiRequest,
  who: Who,
  work: Work,
): Promise<ApiAnswer> => {
  const { clock } = edge;
  const { requestId } = request;
  const startedMs = clock.monotonicMs();
  const traceId = traceIdFrom(request.headers['traceparent']);
  const log = scopedLog(edge.log, traceId === undefined ? { requestId } : { requestId, traceId });
  const timeSpent = createTimeSpent(clock);
  const method = requireMethod(request);
  const result = await (method.ok ? work(log, timeSpent) : Promise.resolve(method)).catch(
    (thrown: unknown): Result<never, Problem> => {
      log('http.request.crashed', { route, ...crashFacts(thrown), ...who });
      return { ok: false, failure: { code: 'INTERNAL' } };
    },
  );
  const answer = finished(result.ok ? result.value : problemAnswer(result.failure, requestId), request);
  log('http.request.answered', {
    route,
    status: answer.statusCode,
    code: result.ok ? undefined : result.failure.code,
    durationMs: toTenths(clock.monotonicMs() - startedMs),
    ...timeSpent.fields(),
    ...who,
  });
  return answer;
};

export const handleApiRequest = async (
  route: ApiRoute,
  edge: ApiEdge,
  event: AuthorizedEvent,
  context: InvocationContext,
): Promise<ApiAnswer> => {
  const { clock } = edge;
  const request = toApiRequest(event);
  const deadline = deadlineIn(clock, Math.max(0, context.getRemainingTimeInMillis() - marginMs));
  const caller = callerFromClaims(request.claims);
  const who = caller.ok ? { tenantId: caller.value.tenantId, subject: caller.value.subject } : {};
  return answerLogged(route.name, edge, request, who, async (log, timeSpent) =>
    caller.ok
      ? route.answer(request, { caller: caller.value, deadline, log, timeSpent, nowMs: clock.nowMs() })
      : caller,
  );
};

/** A public route. */
export type PublicRoute = { readonly name: string; readonly answer: (request: ApiRequest) => ApiAnswer };

export const handlePublicRequest = async (
  route: PublicRoute,
  edge: ApiEdge,
  event: AuthorizedEvent,
): Promise<ApiAnswer> => {
  const request = toApiRequest(event);
  return answerLogged(route.name, edge, request, {}, async () => {
    const known = requireKnownQuery(request, []);
    return known.ok ? succeed(route.answer(request)) : known;
  });
};

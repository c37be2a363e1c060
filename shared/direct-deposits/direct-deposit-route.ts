// What the routes have in common: may this caller reach this employee, and which credentials are opened for it.

import type { CredentialSource, OpenedCredentials } from '../credentials/credential-source.ts';
import type { Purpose } from '../credentials/purpose.ts';
import { accessTo, type Caller, type Wish } from '../domain/caller.ts';
import { isEmployeeId, type EmployeeId } from '../domain/employee-id.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { ApiRoute, ApiScope } from '../http/handle-api-request.ts';
import type { Problem } from '../http/problem.ts';
import { requireKnownQuery } from '../http/query-parameters.ts';
import type { ApiAnswer } from '../http/responses.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { DirectDepositRequest } from './direct-deposit-request.ts';
import type { DirectDepositStore, StoreFailure } from './direct-deposit-store.ts';
import { credentialProblem, toProblem } from './failure-problems.ts';
import { refuseUnreadable } from './find-direct-deposit.ts';
import { reopenLogin, type ReopenLogin } from './with-login.ts';

export type DirectDepositRoute<P extends Purpose> = {
  readonly name: string;
  readonly wants: Wish;
  /** Names of the query parameters that the route takes. */
  readonly query?: readonly string[];
  /** The longest ago that the person may have signed in; without it any valid token will do. */
  readonly maxAuthenticationSeconds?: number;
  /** Opened beside the database login, in the same call. */
  readonly purposes: readonly P[];
  readonly answer: (
    request: DirectDepositRequest,
    store: DirectDepositStore,
    credentials: OpenedCredentials<P>,
  ) => Promise<Result<ApiAnswer, Problem | StoreFailure>>;
};

export type DirectDepositPorts = {
  readonly credentials: CredentialSource;
  readonly openStore: (
    tenant: Pick<Caller, 'tenantId'>,
    login: OpenedCredentials<'sql-server'>['sql-server'],
    scope: Pick<ApiScope, 'deadline' | 'log'> & Partial<Pick<ApiScope, 'timeSpent'>>,
    reopen?: ReopenLogin,
  ) => DirectDepositStore;
};

const reachEmployee = (caller: Caller, id: string | undefined, wants: Wish): Result<EmployeeId, Problem> => {
  switch (accessTo(caller, id ?? '', wants)) {
    case 'forbidden':
      return fail({ code: 'ROLE_NOT_ALLOWED' });
    case 'hidden':
      return fail({ code: 'EMPLOYEE_NOT_FOUND' });
    case 'allowed':
      return isEmployeeId(id) ? succeed(id) : fail({ code: 'EMPLOYEE_NOT_FOUND' });
  }
};

/** A clock of the issuer may be ahead of this one by so much. */
const clockSkewSeconds = 60;

/** RFC 9470: the code stands in the body as well, because API Gateway renames the header. */
const requireAuthentication = (
  { maxAuthenticationSeconds }: { readonly maxAuthenticationSeconds?: number },
  { authenticatedAtSeconds }: Caller,
  { nowMs }: ApiScope,
): Result<void, Problem> => {
  if (maxAuthenticationSeconds === undefined) return succeed(undefined);
  const ageSeconds = nowMs / 1_000 - (authenticatedAtSeconds ?? 0);
  const isRecent = ageSeconds <= maxAuthenticationSeconds && ageSeconds >= -clockSkewSeconds;
  const challenge = `Bearer error="insufficient_user_authentication", max_age="${maxAuthenticationSeconds}"`;
  return isRecent
    ? succeed(undefined)
    : fail({ code: 'INSUFFICIENT_USER_AUTHENTICATION', headers: { 'www-authenticate': challenge } });
};

type StoreAnswer = Result<ApiAnswer, Problem | StoreFailure>;

/** Opens the credentials and hands the tenant's store to `work`; the store opens other versions of its login by itself. */
const withStore = async <P extends Purpose>(
  { credentials, openStore }: DirectDepositPorts,
  { name, purposes: own }: { readonly name: string; readonly purposes: readonly P[] },
  { requestId }: ApiRequest,
  scope: ApiScope,
  work: (store: DirectDepositStore, opened: OpenedCredentials<P>) => Promise<StoreAnswer>,
): Promise<Result<ApiAnswer, Problem>> => {
  const { caller, deadline, timeSpent } = scope;
  const purposes: readonly (P | 'sql-server')[] = ['sql-server', ...own];
  const use = { caller: { function: name, requestId, subject: caller.subject }, deadline };
  const reopen = reopenLogin(credentials, caller.tenantId, use);
  const stop = timeSpent.start();
  const used = await credentials.use(
    caller.tenantId,
    purposes,
    (opened) => {
      stop('credentials');
      return work(openStore(caller, opened['sql-server'], scope, reopen), opened);
    },
    use,
  );
  if (!used.ok) stop('credentials');
  if (!used.ok) {
    const { code, purpose } = used.failure;
    scope.log('credentials.use.failed', { tenantId: caller.tenantId, code, purpose });
    return fail(credentialProblem(used.failure));
  }
  return used.value.ok ? used.value : fail(toProblem(used.value.failure));
};

export const toApiRoute = <P extends Purpose>(
  route: DirectDepositRoute<P>,
  ports: DirectDepositPorts,
): ApiRoute => ({
  name: route.name,
  answer: async (request, scope) => {
    const { caller } = scope;
    const { employeeId: pathEmployeeId, directDepositId = '' } = request.pathParameters;
    const authenticated = requireAuthentication(route, caller, scope);
    if (!authenticated.ok) return authenticated;
    const employeeId = reachEmployee(caller, pathEmployeeId, route.wants);
    if (!employeeId.ok) return employeeId;
    const known = requireKnownQuery(request, route.query ?? []);
    return withStore(ports, route, request, scope, (store, opened) =>
      known.ok
        ? route.answer({ ...request, caller, employeeId: employeeId.value, directDepositId }, store, opened)
        : refuseUnreadable(store, employeeId.value, known.failure),
    );
  },
});

/** A request about the tenant and not about one employee. */
export type TenantRequest = ApiRequest & { readonly caller: Caller };

export type TenantRoute<P extends Purpose> = {
  readonly name: string;
  /** Opened beside the database login, in the same call. */
  readonly purposes: readonly P[];
  /** Names of the query parameters that the route takes. */
  readonly query?: readonly string[];
  /** Whom it is for; everybody of the tenant when not said. */
  readonly may?: (caller: Caller) => boolean;
  readonly answer: (
    request: TenantRequest,
    store: DirectDepositStore,
    credentials: OpenedCredentials<P>,
  ) => Promise<StoreAnswer>;
};

export const toTenantApiRoute = <P extends Purpose>(
  { name, purposes, query = [], may = () => true, answer }: TenantRoute<P>,
  ports: DirectDepositPorts,
): ApiRoute => ({
  name,
  answer: async (request, scope) => {
    const { caller } = scope;
    if (!may(caller)) return fail({ code: 'ROLE_NOT_ALLOWED' });
    const known = requireKnownQuery(request, query);
    if (!known.ok) return known;
    return withStore(ports, { name, purposes }, request, scope, (store, opened) =>
      answer({ ...request, caller }, store, opened),
    );
  },
});

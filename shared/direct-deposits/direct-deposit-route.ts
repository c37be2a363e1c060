// What the five routes have in common: may this caller reach this employee, and which credentials are opened for it.

import type { CredentialSource, OpenedCredentials } from '../credentials/credential-source.ts';
import type { Purpose } from '../credentials/purpose.ts';
import { accessTo, type Caller } from '../domain/caller.ts';
import { isEmployeeId, type EmployeeId } from '../domain/employee-id.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { ApiRoute, ApiScope } from '../http/handle-api-request.ts';
import type { Problem } from '../http/problem.ts';
import type { ApiAnswer } from '../http/responses.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { DirectDepositStore, StoreFailure } from './direct-deposit-store.ts';
import { credentialProblem, toProblem } from './failure-problems.ts';

export type DirectDepositRequest = ApiRequest & {
  readonly caller: Caller;
  readonly employeeId: EmployeeId;
  /** As the path has it; empty where the route has none. */
  readonly directDepositId: string;
};

export type DirectDepositRoute<P extends Purpose> = {
  readonly name: string;
  readonly wants: 'read' | 'write';
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
    caller: Caller,
    login: OpenedCredentials<'sql-server'>['sql-server'],
    scope: ApiScope,
  ) => DirectDepositStore;
};

const reachEmployee = (
  caller: Caller,
  id: string | undefined,
  wants: 'read' | 'write',
): Result<EmployeeId, Problem> => {
  switch (accessTo(caller, id ?? '', wants)) {
    case 'forbidden':
      return fail({ code: 'ROLE_NOT_ALLOWED' });
    case 'hidden':
      return fail({ code: 'EMPLOYEE_NOT_FOUND' });
    case 'allowed':
      return isEmployeeId(id) ? succeed(id) : fail({ code: 'EMPLOYEE_NOT_FOUND' });
  }
};

const isLoginRefused = (result: Result<ApiAnswer, Problem | StoreFailure>): boolean =>
  !result.ok &&
  'kind' in result.failure &&
  result.failure.code === 'DATABASE_LOGIN_REFUSED' &&
  result.failure.isRecalled !== true;

export const toApiRoute = <P extends Purpose>(
  route: DirectDepositRoute<P>,
  { credentials, openStore }: DirectDepositPorts,
): ApiRoute => ({
  name: route.name,
  answer: async (request, scope) => {
    const { caller, deadline } = scope;
    const { employeeId: pathEmployeeId, directDepositId = '' } = request.pathParameters;
    const employeeId = reachEmployee(caller, pathEmployeeId, route.wants);
    if (!employeeId.ok) return employeeId;

    const purposes: readonly (P | 'sql-server')[] = ['sql-server', ...route.purposes];
    const answerWith = (refresh: boolean) =>
      credentials.use(
        caller.tenantId,
        purposes,
        async (opened) => {
          const store = openStore(caller, opened['sql-server'], scope);
          return route.answer(
            { ...request, caller, employeeId: employeeId.value, directDepositId },
            store,
            opened,
          );
        },
        {
          caller: { function: route.name, requestId: request.requestId, subject: caller.subject },
          deadline,
          refresh,
        },
      );
    // A login is refused before anything is asked of the database; the password may have changed since it was cached.
    const first = await answerWith(false);
    const used = first.ok && isLoginRefused(first.value) ? await answerWith(true) : first;
    if (!used.ok) {
      const { code, purpose } = used.failure;
      scope.log('credentials.use.failed', { tenantId: caller.tenantId, code, purpose });
      return fail(credentialProblem(used.failure));
    }
    return used.value.ok ? used.value : fail(toProblem(used.value.failure));
  },
});

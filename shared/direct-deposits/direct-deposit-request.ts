import type { Caller } from '../domain/caller.ts';
import type { EmployeeId } from '../domain/employee-id.ts';
import type { ApiRequest } from '../http/api-request.ts';

/** A request whose caller may reach the employee in its path. */
export type DirectDepositRequest = ApiRequest & {
  readonly caller: Caller;
  readonly employeeId: EmployeeId;
  /** From the path, not yet known to be an id; empty where the route has none. */
  readonly directDepositId: string;
};

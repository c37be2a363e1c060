// Port: the payroll suite of one tenant, as much of it as is told of direct deposits (docs/payroll-suite.openapi.yaml).

import type { EmployeeId } from '../domain/employee-id.ts';
import type { Deadline } from '../platform/deadline.ts';
import type { Result } from '../platform/result.ts';
import type { Secret } from '../platform/secret.ts';

/** One event as the suite gets it: JSON, account numbers included. */
export type SplitMessage = {
  readonly employeeId: EmployeeId;
  readonly eventId: string;
  readonly body: Secret<string>;
};

export type SuiteFailure =
  /** The same again may be taken: nothing is wrong with the message. */
  | { readonly kind: 'unavailable'; readonly code: string; readonly retryAfterMs: number | undefined }
  /** The suite does not take this key. */
  | { readonly kind: 'key-refused'; readonly code: string }
  /** The credential leads to a host that is not allowed, or to no address at all. */
  | { readonly kind: 'host-refused'; readonly code: string }
  /** The suite will never take this message. */
  | { readonly kind: 'refused'; readonly code: string };

/** `stale`: the suite has a later event of the employee already. */
export type SuiteAnswer = 'taken' | 'stale';

/** What a bank corrects, by the id under which the suite told of it. */
export type SuiteCorrection = {
  readonly code: string;
  readonly traceNumber: string;
  /** Positions 36 to 64 of the addenda record 98. */
  readonly correctedData: Secret<string>;
};

export interface PayrollSuite {
  getCorrection(answerId: string, deadline: Deadline): Promise<Result<SuiteCorrection, SuiteFailure>>;
  putSplit(message: SplitMessage, deadline: Deadline): Promise<Result<SuiteAnswer, SuiteFailure>>;
}

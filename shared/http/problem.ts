// Every refusal of the API, one row each, and its body (RFC 9457). A problem never repeats what the request carried.

import type { BodyFinding } from './body-finding.ts';
import type { RuleFinding } from '../domain/rule.ts';

export const problems = {
  BODY_MALFORMED: { status: 400, title: 'The request body is malformed' },
  QUERY_MALFORMED: { status: 400, title: 'A query parameter is malformed' },
  ENTITY_TAG_MALFORMED: {
    status: 400,
    title: 'If-Match is * or a list of entity tags, each in double quotes as an ETag was answered',
  },
  IDEMPOTENCY_KEY_MALFORMED: {
    status: 400,
    title: 'An Idempotency-Key has 1 to 255 visible ASCII characters, in quotes or bare',
  },
  INSUFFICIENT_USER_AUTHENTICATION: {
    status: 401,
    title: 'This needs a sign-in that is at most 10 minutes old',
  },
  TOKEN_WITHOUT_TENANT: { status: 403, title: 'The token names no tenant' },
  TOKEN_WITHOUT_ROLE: { status: 403, title: 'The token carries no role that is known here' },
  ROLE_NOT_ALLOWED: { status: 403, title: 'The role does not allow this' },
  SECOND_PERSON_REQUIRED: {
    status: 403,
    title: 'The person who asked for a direct deposit cannot release it',
  },
  TENANT_UNKNOWN: { status: 403, title: 'The tenant is unknown' },
  TENANT_SUSPENDED: { status: 403, title: 'The tenant is suspended' },
  EMPLOYEE_NOT_FOUND: { status: 404, title: 'No such employee' },
  DIRECT_DEPOSIT_NOT_FOUND: { status: 404, title: 'No such direct deposit' },
  PAYROLL_NOT_FOUND: { status: 404, title: 'No payroll of that day is ahead' },
  BANK_ANSWER_NOT_FOUND: { status: 404, title: 'No such answer of a bank' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'The path is known, the method is not one of its own' },
  RULE_CONFLICT: { status: 409, title: 'A rule is broken against what is stored' },
  NOT_HELD: { status: 409, title: 'The direct deposit is not held' },
  IDEMPOTENCY_KEY_IN_USE: { status: 409, title: 'A request with this Idempotency-Key is still running' },
  PRECONDITION_FAILED: { status: 412, title: 'It has changed since it was read' },
  BODY_TOO_LARGE: { status: 413, title: 'The request body is larger than 65536 bytes' },
  BODY_TYPE_UNSUPPORTED: { status: 415, title: 'The request body has to be application/json in UTF-8' },
  RULE_BROKEN: { status: 422, title: 'A rule is broken' },
  ACCOUNT_BUDGET_SPENT: { status: 429, title: 'No more new account numbers today' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'This Idempotency-Key came with another request before' },
  PRECONDITION_REQUIRED: { status: 428, title: 'If-Match is required' },
  INTERNAL: { status: 500, title: 'Something went wrong here' },
  TENANT_MISMATCH: { status: 500, title: 'The database belongs to another tenant' },
  ACCOUNT_NUMBER_UNREADABLE: { status: 500, title: 'The stored account number cannot be opened' },
  CREDENTIAL_UNUSABLE: { status: 500, title: 'A stored credential cannot be used' },
  CREDENTIAL_UNAVAILABLE: { status: 503, title: 'A credential cannot be had for now' },
  DATABASE_LOGIN_REFUSED: { status: 503, title: 'The database refuses the stored login' },
  DATABASE_NOT_READY: { status: 503, title: 'The database is not set up yet' },
  DATABASE_UNAVAILABLE: { status: 503, title: 'The database cannot be reached for now' },
  DATABASE_BUSY: { status: 503, title: 'Another change is still running' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ProblemCode = keyof typeof problems;

export type Problem = {
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly errors?: readonly (RuleFinding | BodyFinding)[];
  readonly headers?: Readonly<Record<string, string>>;
};

export const retryAfterSeconds = 2;

export type ProblemBody = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ProblemCode;
  readonly errors: readonly (RuleFinding | BodyFinding)[];
};

const detailOf = ({ code, detail, errors = [] }: Problem): string => {
  if (detail !== undefined) return detail;
  const messages = [...new Set(errors.map(({ message }) => message))];
  return messages.length > 0 ? messages.join(' ') : `${problems[code].title}.`;
};

/** @param instance the request's id */
export const problemBody = (problem: Problem, instance: string): ProblemBody => ({
  type: `urn:direct-deposits:problem:${problem.code.toLowerCase().replaceAll('_', '-')}`,
  title: problems[problem.code].title,
  status: problems[problem.code].status,
  detail: detailOf(problem),
  instance,
  code: problem.code,
  errors: problem.errors ?? [],
});

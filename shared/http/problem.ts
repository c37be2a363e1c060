// Every refusal of the API, one row each, and its body (RFC 9457). A problem never repeats what the request carried.

import type { BodyFinding } from './body-finding.ts';
import type { RuleFinding } from '../domain/rule.ts';

export const problems = {
  BODY_MALFORMED: { status: 400, title: 'The request body is malformed' },
  TOKEN_WITHOUT_TENANT: { status: 403, title: 'The token names no tenant' },
  TOKEN_WITHOUT_ROLE: { status: 403, title: 'The token carries no role that is known here' },
  ROLE_NOT_ALLOWED: { status: 403, title: 'The role does not allow this' },
  TENANT_UNKNOWN: { status: 403, title: 'The tenant is unknown' },
  TENANT_SUSPENDED: { status: 403, title: 'The tenant is suspended' },
  EMPLOYEE_NOT_FOUND: { status: 404, title: 'No such employee' },
  DIRECT_DEPOSIT_NOT_FOUND: { status: 404, title: 'No such direct deposit' },
  RULE_CONFLICT: { status: 409, title: 'A rule is broken against what is stored' },
  PRECONDITION_FAILED: { status: 412, title: 'The direct deposit has changed since it was read' },
  BODY_TOO_LARGE: { status: 413, title: 'The request body is larger than 65536 bytes' },
  BODY_TYPE_UNSUPPORTED: { status: 415, title: 'The request body has to be application/json in UTF-8' },
  RULE_BROKEN: { status: 422, title: 'A rule is broken' },
  PRECONDITION_REQUIRED: { status: 428, title: 'If-Match is required' },
  INTERNAL: { status: 500, title: 'Something went wrong here' },
  TENANT_MISMATCH: { status: 500, title: 'The database belongs to another tenant' },
  CREDENTIAL_UNUSABLE: { status: 500, title: 'A stored credential cannot be used' },
  CREDENTIAL_UNAVAILABLE: { status: 503, title: 'A credential cannot be had for now' },
  DATABASE_LOGIN_REFUSED: { status: 503, title: 'The database refuses the stored login' },
  DATABASE_NOT_READY: { status: 503, title: 'The database is not set up yet' },
  DATABASE_UNAVAILABLE: { status: 503, title: 'The database cannot be reached for now' },
  DATABASE_BUSY: { status: 503, title: 'Another change of the same employee is still running' },
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

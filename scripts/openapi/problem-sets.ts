// Which refusals a route can answer with, put together from what it does.

import type { ProblemCode } from '#shared/http/problem';

const tenant = [
  'QUERY_MALFORMED',
  'METHOD_NOT_ALLOWED',
  'TOKEN_WITHOUT_TENANT',
  'TOKEN_WITHOUT_ROLE',
  'TENANT_UNKNOWN',
  'TENANT_SUSPENDED',
  'INTERNAL',
  'TENANT_MISMATCH',
  'CREDENTIAL_UNUSABLE',
  'CREDENTIAL_UNAVAILABLE',
  'DATABASE_LOGIN_REFUSED',
  'DATABASE_NOT_READY',
  'DATABASE_UNAVAILABLE',
  'DATABASE_BUSY',
] as const;
const employee = [...tenant, 'EMPLOYEE_NOT_FOUND'] as const;
const change = [
  ...employee,
  'ROLE_NOT_ALLOWED',
  'IDEMPOTENCY_KEY_MALFORMED',
  'IDEMPOTENCY_KEY_IN_USE',
  'IDEMPOTENCY_KEY_REUSED',
  'RULE_CONFLICT',
] as const;

export const problemSets = {
  /** Reads what belongs to the tenant. */
  tenant,
  /** Reads what belongs to one employee. */
  employee,
  item: ['DIRECT_DEPOSIT_NOT_FOUND'],
  /** Writes, dry or not. */
  change,
  body: ['BODY_TYPE_UNSUPPORTED', 'BODY_TOO_LARGE', 'BODY_MALFORMED', 'RULE_BROKEN'],
  /** Brings account numbers. */
  accounts: ['ACCOUNT_BUDGET_SPENT'],
  condition: ['ENTITY_TAG_MALFORMED', 'PRECONDITION_REQUIRED', 'PRECONDITION_FAILED'],
} as const satisfies Record<string, readonly ProblemCode[]>;

// The caller as the JWT authorizer hands the token's claims over: API Gateway turns every claim into text, and an array
// into `[a b]`. What cannot be read for sure counts as absent.

import { isEmployeeId } from '../domain/employee-id.ts';
import { isRole, type Caller, type Role } from '../domain/caller.ts';
import { isTenantId } from '../domain/tenant-id.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { Problem } from './problem.ts';

export type Claims = Readonly<Record<string, unknown>>;

const roleList = (claim: unknown): readonly string[] => {
  if (Array.isArray(claim)) return claim.filter((item) => typeof item === 'string');
  if (typeof claim !== 'string') return [];
  const inner = claim.startsWith('[') && claim.endsWith(']') ? claim.slice(1, -1) : claim;
  return inner.split(/[\s,]+/).map((item) => item.replace(/^"(.*)"$/, '$1'));
};

const rolesFrom = (claim: unknown): readonly Role[] => [...new Set(roleList(claim).filter(isRole))];

export const callerFromClaims = (claims: Claims): Result<Caller, Problem> => {
  const { tenant_id: tenantId, employee_id: employeeId, roles: rolesClaim, sub } = claims;
  if (!isTenantId(tenantId)) return fail({ code: 'TOKEN_WITHOUT_TENANT' });
  const roles = rolesFrom(rolesClaim);
  if (roles.length === 0) return fail({ code: 'TOKEN_WITHOUT_ROLE' });
  return succeed({
    tenantId,
    employeeId: isEmployeeId(employeeId) ? employeeId : undefined,
    roles,
    subject: typeof sub === 'string' && sub !== '' ? sub.slice(0, 256) : 'unknown',
  });
};

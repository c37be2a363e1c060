// The caller as the JWT authorizer hands the token's claims over: API Gateway turns every claim into text, and an array
// into `[a b]`. What cannot be read for sure counts as absent.

import { isEmployeeId } from '../domain/employee-id.ts';
import { isRole, type Caller, type Role } from '../domain/caller.ts';
import { isTenantId } from '../domain/tenant-id.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { Problem } from './problem.ts';

export type Claims = Readonly<Record<string, unknown>>;

const jsonList = (text: string): readonly string[] => {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
};

const roleList = (claim: unknown): readonly string[] => {
  if (Array.isArray(claim)) return claim.filter((item) => typeof item === 'string');
  if (typeof claim !== 'string') return [];
  const isList = claim.startsWith('[') && claim.endsWith(']');
  if (!isList) return claim.split(',').map((item) => item.trim());
  // API Gateway's own form parts by blanks alone; quotes stand in JSON only.
  const inner = claim.slice(1, -1);
  return inner.startsWith('"') ? jsonList(claim) : inner.split(' ');
};

const rolesFrom = (claim: unknown): readonly Role[] => [...new Set(roleList(claim).filter(isRole))];

/** A NumericDate (RFC 7519), which API Gateway hands over as text, large ones in exponential notation. */
const secondsFrom = (claim: unknown): number | undefined => {
  const text = typeof claim === 'number' ? String(claim) : claim;
  const isNumber = typeof text === 'string' && /^[0-9]+(?:\.[0-9]+)?(?:e\+?[0-9]{1,2})?$/i.test(text);
  return isNumber ? Number(text) : undefined;
};

/**
 * A subject is stored, digested into receipts and compared with what was stored (who asked may not release), so it is what a
 * column gives back from here on: 256 UTF-16 units, no half of a pair, no U+0000.
 */
const toSubject = (sub: string): string => sub.slice(0, 256).toWellFormed().replaceAll('\0', '\ufffd');

export const callerFromClaims = (claims: Claims): Result<Caller, Problem> => {
  const {
    tenant_id: tenantId,
    employee_id: employeeId,
    roles: rolesClaim,
    sub,
    auth_time: authTime,
  } = claims;
  if (!isTenantId(tenantId)) return fail({ code: 'TOKEN_WITHOUT_TENANT' });
  const roles = rolesFrom(rolesClaim);
  if (roles.length === 0) return fail({ code: 'TOKEN_WITHOUT_ROLE' });
  return succeed({
    tenantId,
    employeeId: isEmployeeId(employeeId) ? employeeId : undefined,
    roles,
    subject: typeof sub === 'string' && sub !== '' ? toSubject(sub) : 'unknown',
    authenticatedAtSeconds: secondsFrom(authTime),
  });
};

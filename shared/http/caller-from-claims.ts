// The caller as the JWT authorizer hands the token's claims over: API Gateway turns every claim into text, and an array
// into `[a b]`. What cannot be read for sure counts as absent, a list that cannot be read whole as unreadable.

import { isEmployeeId } from '../domain/employee-id.ts';
import { isRole, type Caller, type Role } from '../domain/caller.ts';
import { isTenantId } from '../domain/tenant-id.ts';
import { parseJson } from '../platform/parse-json.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { Problem } from './problem.ts';

export type Claims = Readonly<Record<string, unknown>>;

const isTextList = (list: unknown): list is readonly string[] =>
  Array.isArray(list) && list.every((item) => typeof item === 'string');

const textList = (list: unknown): readonly string[] | undefined => (isTextList(list) ? list : undefined);

/** Separated by commas or by blanks throughout; both in one claim do not say where one name ends. */
const separated = (text: string): readonly string[] | undefined => {
  const names = text.includes(',') ? text.split(',').map((name) => name.trim()) : text.trim().split(/ +/);
  return names.some((name) => /\s/.test(name)) ? undefined : names.filter((name) => name !== '');
};

/** The whole list, or undefined: a claim of which only a part can be read grants nothing. */
const roleList = (claim: unknown): readonly string[] | undefined => {
  if (typeof claim !== 'string') return claim === undefined ? [] : textList(claim);
  if (!claim.startsWith('[') || !claim.endsWith(']')) return separated(claim);
  // API Gateway's own form is `[a b]`; quotes stand in JSON only.
  return claim.includes('"') ? textList(parseJson(claim)) : separated(claim.slice(1, -1));
};

const unreadableRoles =
  'The roles claim cannot be read whole: it is a list of names, or names separated by blanks or by commas.';

const readRoles = (claim: unknown): Result<readonly Role[], Problem> => {
  const names = roleList(claim);
  if (names === undefined) return fail({ code: 'TOKEN_WITHOUT_ROLE', detail: unreadableRoles });
  const roles = [...new Set(names.filter(isRole))];
  return roles.length > 0 ? succeed(roles) : fail({ code: 'TOKEN_WITHOUT_ROLE' });
};

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
    credentials_reset_at: resetAt,
  } = claims;
  if (!isTenantId(tenantId)) return fail({ code: 'TOKEN_WITHOUT_TENANT' });
  const roles = readRoles(rolesClaim);
  if (!roles.ok) return roles;
  return succeed({
    tenantId,
    employeeId: isEmployeeId(employeeId) ? employeeId : undefined,
    roles: roles.value,
    subject: typeof sub === 'string' && sub !== '' ? toSubject(sub) : 'unknown',
    authenticatedAtSeconds: secondsFrom(authTime),
    credentialsResetAtSeconds: secondsFrom(resetAt),
  });
};

// Finds the employee and the direct deposit that a request names, and checks If-Match against the stored version.

import type { DirectDeposit, NetPaySplit } from '../domain/direct-deposit.ts';
import { isDirectDepositId } from '../domain/direct-deposit-id.ts';
import type { EmployeeId } from '../domain/employee-id.ts';
import { finding } from '../domain/rule.ts';
import { matchesStrongly, readTagCondition, type TagCondition } from '../http/entity-tag.ts';
import type { Problem } from '../http/problem.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { DirectDepositRequest } from './direct-deposit-request.ts';
import type { DirectDepositStore, Stored, StoreFailure } from './direct-deposit-store.ts';
import { itemTag, tagHeader } from './present-direct-deposit.ts';
import { conflict, type RuleRefusal } from './refusals.ts';
import { findItem, type SplitView, type ViewItem } from './split-view.ts';

export const requireEmployee = <S extends Stored>(stored: S | undefined): Result<S, Problem> =>
  stored ? succeed(stored) : fail({ code: 'EMPLOYEE_NOT_FOUND' });

/** Answers a malformed request: 404 when there is no such employee, else the problem. */
export const refuseUnreadable = async (
  store: DirectDepositStore,
  employeeId: EmployeeId,
  problem: Problem,
): Promise<Result<never, Problem | StoreFailure>> => {
  const stored = await store.read(employeeId);
  if (!stored.ok) return stored;
  const employee = requireEmployee(stored.value);
  return employee.ok ? fail(problem) : employee;
};

/**
 * One that is in force or is to be.
 * @param id from the path, not yet known to be an id at all
 */
export const findDirectDeposit = (view: SplitView, id: string): Result<ViewItem, Problem> => {
  const item = isDirectDepositId(id) ? findItem(view, id) : undefined;
  return item ? succeed(item) : fail({ code: 'DIRECT_DEPOSIT_NOT_FOUND' });
};

const onlyWeak =
  'If-Match compares strongly (RFC 9110, section 13.1.1): a weak tag (W/"…") never matches. A strong tag is the quoted ETag as it was answered, without W/ in front.';

const isOnlyWeak = (condition: TagCondition): boolean =>
  condition.kind === 'list' && condition.tags.every(({ isWeak }) => isWeak);

/** @param opaque of the current entity tag */
export const requireMatch = (ifMatch: string | undefined, opaque: string): Result<void, Problem> => {
  if (ifMatch === undefined) return fail({ code: 'PRECONDITION_REQUIRED' });
  const condition = readTagCondition(ifMatch);
  if (!condition.ok) return fail({ code: 'ENTITY_TAG_MALFORMED' });
  if (matchesStrongly(condition.value, opaque)) return succeed(undefined);
  const failed = { code: 'PRECONDITION_FAILED', headers: tagHeader(opaque) } as const;
  return fail(isOnlyWeak(condition.value) ? { ...failed, detail: onlyWeak } : failed);
};

/** Its row on the day that a change counts: of one that is to be added later, nothing but the addition can be changed. */
export const requireInForce = (split: NetPaySplit, { row }: ViewItem): Result<DirectDeposit, RuleRefusal> => {
  const current = split.items.find(({ id }) => id === row.id);
  return current ? succeed(current) : conflict([finding('upcoming.notInForce', '')]);
};

/** The direct deposit in the version that the caller has read: what an update or a removal starts from. */
export const findCurrent = (
  view: SplitView,
  { directDepositId, headers }: Pick<DirectDepositRequest, 'directDepositId' | 'headers'>,
): Result<ViewItem, Problem> => {
  const found = findDirectDeposit(view, directDepositId);
  if (!found.ok) return found;
  const match = requireMatch(headers['if-match'], itemTag(found.value, view));
  return match.ok ? found : match;
};

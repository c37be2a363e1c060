// The steps that creating, updating and deleting share: find the row, judge If-Match, seal an account, name who did it.

import { randomUUID } from 'node:crypto';
import { fingerprintAccountNumber } from '../crypto/account-number-fingerprint.ts';
import { sealAccountNumber } from '../crypto/account-number-seal.ts';
import type { AccountNumberKeyset } from '../crypto/account-number-keyset.ts';
import type { AccountNumberReading } from '../domain/account-number.ts';
import type { Caller } from '../domain/caller.ts';
import type { DirectDeposit, NetPaySplit } from '../domain/direct-deposit.ts';
import { isDirectDepositId, type DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { EmployeeId } from '../domain/employee-id.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import { matchesStrongly, parseTagCondition } from '../http/entity-tag.ts';
import type { Problem } from '../http/problem.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { AuditEntry, DirectDepositStore, SealedAccount, StoreFailure } from './direct-deposit-store.ts';
import { itemTag, tagHeader } from './present-direct-deposit.ts';

export const requireEmployee = (split: NetPaySplit | undefined): Result<NetPaySplit, Problem> =>
  split ? succeed(split) : fail({ code: 'EMPLOYEE_NOT_FOUND' });

/** @param id as the path has it: not yet known to be an id at all */
export const findDirectDeposit = (split: NetPaySplit, id: string): Result<DirectDeposit, Problem> => {
  const item = isDirectDepositId(id) ? split.items.find((candidate) => candidate.id === id) : undefined;
  return item ? succeed(item) : fail({ code: 'DIRECT_DEPOSIT_NOT_FOUND' });
};

const requireMatch = (ifMatch: string | undefined, current: DirectDeposit): Result<void, Problem> => {
  if (ifMatch === undefined) return fail({ code: 'PRECONDITION_REQUIRED' });
  return matchesStrongly(parseTagCondition(ifMatch), itemTag(current))
    ? succeed(undefined)
    : fail({ code: 'PRECONDITION_FAILED', headers: tagHeader(itemTag(current)) });
};

/** What an update or a removal starts from: the employee's rows and, of the version that the caller has read, the one. */
export const findCurrent = (
  stored: NetPaySplit | undefined,
  id: string,
  ifMatch: string | undefined,
): Result<{ readonly split: NetPaySplit; readonly current: DirectDeposit }, Problem> => {
  const split = requireEmployee(stored);
  if (!split.ok) return split;
  const found = findDirectDeposit(split.value, id);
  if (!found.ok) return found;
  const match = requireMatch(ifMatch, found.value);
  return match.ok ? succeed({ split: split.value, current: found.value }) : match;
};

export const newDirectDepositId = (): DirectDepositId => {
  const id: string = randomUUID();
  if (!isDirectDepositId(id)) throw new TypeError('randomUUID gave no UUID in lower case');
  return id;
};

export type AccountScope = {
  readonly tenantId: TenantId;
  readonly employeeId: EmployeeId;
  readonly keyset: AccountNumberKeyset;
};

/** Digest (hex) that the digits have, or would have, as an account number of this tenant. */
export const fingerprintOf = ({ keyset, tenantId }: AccountScope, digits: string): string =>
  fingerprintAccountNumber(keyset, tenantId, digits).toString('hex');

export const sealAccount = (
  { keyset, tenantId, employeeId }: AccountScope,
  directDepositId: DirectDepositId,
  { accountNumber }: AccountNumberReading,
): SealedAccount =>
  sealAccountNumber(keyset, { tenantId, employeeId, directDepositId }, accountNumber.expose());

/** A body that cannot be read still says 404 first when there is no such employee. */
export const refuseUnreadable = async (
  store: DirectDepositStore,
  employeeId: EmployeeId,
  problem: Problem,
): Promise<Result<never, Problem | StoreFailure>> => {
  const stored = await store.read(employeeId);
  if (!stored.ok) return stored;
  const split = requireEmployee(stored.value);
  return split.ok ? fail(problem) : split;
};

export const auditEntry = (
  caller: Caller,
  requestId: string,
  states: Pick<AuditEntry, 'before' | 'after'>,
): AuditEntry => ({ writeId: randomUUID(), subject: caller.subject, requestId, ...states });

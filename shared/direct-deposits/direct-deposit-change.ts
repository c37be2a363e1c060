// The steps that the writing routes share: find the row, judge If-Match, seal an account, move rows up or down.

import { randomUUID } from 'node:crypto';
import { fingerprintAccountNumber } from '../crypto/account-number-fingerprint.ts';
import { sealAccountNumber } from '../crypto/account-number-seal.ts';
import type { AccountNumberKeyset } from '../crypto/account-number-keyset.ts';
import type { OpenedCredentials } from '../credentials/credential-source.ts';
import { readAccountNumber, type AccountNumberReading } from '../domain/account-number.ts';
import type { DirectDeposit, NetPaySplit } from '../domain/direct-deposit.ts';
import { isDirectDepositId, type DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { EmployeeId } from '../domain/employee-id.ts';
import type { Shift } from '../domain/net-pay-split.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import { matchesStrongly, readTagCondition, type TagCondition } from '../http/entity-tag.ts';
import type { Problem } from '../http/problem.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type {
  DirectDepositStore,
  RowChange,
  SealedAccount,
  Stored,
  StoreFailure,
} from './direct-deposit-store.ts';
import type { DirectDepositRequest } from './direct-deposit-route.ts';
import { itemTag, tagHeader } from './present-direct-deposit.ts';

export const requireEmployee = <S extends Stored>(stored: S | undefined): Result<S, Problem> =>
  stored ? succeed(stored) : fail({ code: 'EMPLOYEE_NOT_FOUND' });

/** @param id as the path has it: not yet known to be an id at all */
export const findDirectDeposit = (split: NetPaySplit, id: string): Result<DirectDeposit, Problem> => {
  const item = isDirectDepositId(id) ? split.items.find((candidate) => candidate.id === id) : undefined;
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

/** What an update or a removal starts from: of the version that the caller has read, the one. */
export const findCurrent = (
  split: NetPaySplit,
  { directDepositId, headers }: Pick<DirectDepositRequest, 'directDepositId' | 'headers'>,
): Result<DirectDeposit, Problem> => {
  const found = findDirectDeposit(split, directDepositId);
  if (!found.ok) return found;
  const match = requireMatch(headers['if-match'], itemTag(found.value));
  return match.ok ? found : match;
};

/** The rows that a shift moves, but for the one that has its own place. */
export const movesOf = (
  { items }: NetPaySplit,
  { from, to, by }: Shift,
  now: Date,
  exceptId?: DirectDepositId,
): readonly RowChange[] =>
  items
    .filter(({ id, priority }) => id !== exceptId && priority >= from && priority <= to)
    .map(({ version, ...row }) => ({
      kind: 'move',
      version,
      row: { ...row, priority: row.priority + by, updatedAt: now },
    }));

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

export const accountScopeOf = (
  { caller, employeeId }: DirectDepositRequest,
  credentials: OpenedCredentials<'account-number-key'>,
): AccountScope => ({
  tenantId: caller.tenantId,
  employeeId,
  keyset: credentials['account-number-key'].value.expose(),
});

/** The most accounts that are looked up for one request: no set of more is accepted. */
const maxSentAccounts = 10;

/** Digests of the account numbers in a request, as far as they can be read at all. */
export const sentFingerprints = (
  scope: AccountScope,
  accountNumbers: readonly (string | undefined)[],
): readonly string[] => {
  const readable = accountNumbers.flatMap((text) => {
    const reading = text === undefined ? undefined : readAccountNumber(text, '');
    return reading?.ok === true ? [fingerprintOf(scope, reading.value.accountNumber.expose())] : [];
  });
  return [...new Set(readable)].slice(0, maxSentAccounts);
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
  const employee = requireEmployee(stored.value);
  return employee.ok ? fail(problem) : employee;
};

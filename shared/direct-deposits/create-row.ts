// The row of a new direct deposit.

import { randomUUID } from 'node:crypto';
import type { NewDirectDepositDraft } from '../domain/direct-deposit-draft.ts';
import { isDirectDepositId, type DirectDepositId } from '../domain/direct-deposit-id.ts';
import { employeesSharing, judgeSharedAccount } from '../domain/shared-account.ts';
import { sealAccount } from './account-scope.ts';
import { armPrenote, guardChange, type DecidedRow, type Placed, type RowScope } from './decided-row.ts';

const newDirectDepositId = (): DirectDepositId => {
  const id: string = randomUUID();
  if (!isDirectDepositId(id)) throw new TypeError('randomUUID gave no UUID in lower case');
  return id;
};

/** @param at JSON Pointer of the direct deposit in the request, empty where it is the whole request */
export const createRow = (
  scope: RowScope,
  draft: Placed<NewDirectDepositDraft> & { readonly accountFingerprint: string },
  at = '',
): DecidedRow => {
  const { caller, account, sharedUses, now, effectiveOn } = scope;
  const { priority, nickname, accountType, routingNumber, allocation, accountFingerprint } = draft;
  const sharers = employeesSharing(sharedUses, { accountFingerprint, routingNumber });
  const pointer = `${at}/accountNumber`;
  const shared = judgeSharedAccount(sharers.length, pointer);
  const { status, statusReason, warnings } = guardChange(shared, scope, scope.isSetUp, pointer);
  const row = {
    id: newDirectDepositId(),
    employeeId: account.employeeId,
    priority,
    nickname,
    accountType,
    routingNumber,
    accountNumberMask: draft.account.mask,
    accountFingerprint,
    allocation,
    status,
    statusReason,
    ...armPrenote(scope, randomUUID()),
    requestedBy: caller.subject,
    effectiveOn,
    createdAt: now,
    updatedAt: now,
  };
  const change = { kind: 'create', row, account: sealAccount(account, row.id, draft.account) } as const;
  return { row, change, warnings };
};

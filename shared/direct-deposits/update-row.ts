// The row of a direct deposit that is replaced; its account is judged again only when it becomes another one.

import { randomUUID } from 'node:crypto';
import type { ChangedDirectDepositDraft } from '../domain/direct-deposit-draft.ts';
import type { DirectDeposit } from '../domain/direct-deposit.ts';
import { judgeChangedAccount } from '../domain/shared-account.ts';
import { sealAccount } from './account-scope.ts';
import { armPrenote, type DecidedRow, type Placed, type RowScope } from './decided-row.ts';

/**
 * @param draft without an account (and with the stored account's fingerprint) where the stored account number stays
 * @param at JSON Pointer of the direct deposit in the request, empty where it is the whole request
 */
export const updateRow = (
  scope: RowScope,
  { version, ...current }: DirectDeposit,
  draft: Placed<ChangedDirectDepositDraft> & { readonly accountFingerprint: string },
  at = '',
): DecidedRow => {
  const { caller, account, sharedUses, now, effectiveOn } = scope;
  const { priority, nickname, accountType, routingNumber, allocation, accountFingerprint } = draft;
  const pointer = `${at}/${draft.account === undefined ? 'routingNumber' : 'accountNumber'}`;
  const shared = judgeChangedAccount(current, { accountFingerprint, routingNumber }, sharedUses, pointer);
  // Nacha: another routing number, account number or type is another account; another name for it is not.
  const isRearmed = shared.isAnotherAccount || accountType !== current.accountType;
  const row = {
    ...current,
    priority,
    nickname,
    accountType,
    routingNumber,
    accountNumberMask: draft.account?.mask ?? current.accountNumberMask,
    accountFingerprint,
    allocation,
    // Rejected is the account, so another one is not.
    status: isRearmed && current.status === 'rejected' ? ('active' as const) : shared.status,
    ...(isRearmed ? armPrenote(scope, randomUUID()) : {}),
    requestedBy: shared.isAnotherAccount ? caller.subject : current.requestedBy,
    effectiveOn,
    updatedAt: now,
  };
  const sealed = draft.account && sealAccount(account, row.id, draft.account);
  return { row, change: { kind: 'update', version, row, account: sealed }, warnings: shared.warnings };
};

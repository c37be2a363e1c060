// The row of a direct deposit that is replaced; its account is judged again only when it becomes another one.

import { randomUUID } from 'node:crypto';
import type { ChangedDirectDepositDraft } from '../domain/direct-deposit-draft.ts';
import type { DirectDeposit, UnversionedDirectDeposit } from '../domain/direct-deposit.ts';
import { isBankCode } from '../domain/payroll/bank-answer.ts';
import { judgeChangedAccount } from '../domain/shared-account.ts';
import { sealAccount } from './account-scope.ts';
import { armPrenote, guardChange, type DecidedRow, type Placed, type RowScope } from './decided-row.ts';

type Standing = Pick<DirectDeposit, 'status' | 'statusReason'>;

const statusAfter = (
  { status, statusReason }: UnversionedDirectDeposit,
  guarded: Standing | undefined,
  isRearmed: boolean,
): Standing => {
  // What the bank had stopped is let go by a person, not by entering another account.
  if (status === 'held' && isBankCode(statusReason)) return { status, statusReason };
  if (guarded !== undefined) return { status: guarded.status, statusReason: guarded.statusReason };
  // Rejected is the account, so another one is not.
  if (status === 'rejected' && isRearmed) return { status: 'active', statusReason: null };
  return { status, statusReason };
};

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
  const guarded = shared.isAnotherAccount ? guardChange(shared, scope, true, pointer) : undefined;
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
    ...statusAfter(current, guarded, isRearmed),
    ...(isRearmed ? armPrenote(scope, randomUUID()) : {}),
    requestedBy: shared.isAnotherAccount ? caller.subject : current.requestedBy,
    effectiveOn,
    updatedAt: now,
  };
  const sealed = draft.account && sealAccount(account, row.id, draft.account);
  return {
    row,
    change: { kind: 'update', version, row, account: sealed },
    warnings: guarded?.warnings ?? [],
  };
};

// From the steps of a decided replacement to the rows that are written.

import {
  newDirectDepositId,
  sealAccount,
  type AccountScope,
} from '#shared/direct-deposits/direct-deposit-change';
import type { RowChange, UnversionedDirectDeposit } from '#shared/direct-deposits/direct-deposit-store';
import type { Caller } from '#shared/domain/caller';
import type { ReplacementProposal, ReplacementStep } from '#shared/domain/decide-replacement';
import type { IsoDate } from '#shared/domain/iso-date';
import type { ReplacementDraft } from '#shared/domain/read-replacement';
import { itemPointer } from '#shared/domain/replacement-rules';
import type { RuleFinding } from '#shared/domain/rule';
import {
  employeesSharing,
  judgeChangedAccount,
  judgeSharedAccount,
  type SharedAccountUse,
} from '#shared/domain/shared-account';

type ReplacementRow = {
  /** As it will be stored. */
  readonly row: UnversionedDirectDeposit;
  readonly isNew: boolean;
  /** Absent where the row stays as it is, version included. */
  readonly change: RowChange | undefined;
  readonly keptVersion: string | undefined;
  readonly warnings: readonly RuleFinding[];
};

type RowScope = {
  readonly caller: Caller;
  readonly account: AccountScope;
  readonly sharedUses: readonly SharedAccountUse[];
  readonly now: Date;
  readonly effectiveOn: IsoDate | null;
};

type Proposed = ReplacementProposal & ReplacementDraft;

const createdRow = (
  { caller, account, sharedUses, now, effectiveOn }: RowScope,
  { index, priority, proposal }: Extract<ReplacementStep<Proposed>, { kind: 'create' }>,
): ReplacementRow => {
  const { nickname, accountType, routingNumber, allocation, accountFingerprint, account: sent } = proposal;
  if (sent === undefined || accountFingerprint === undefined) {
    throw new TypeError('A new direct deposit was decided on without an account number');
  }
  const sharers = employeesSharing(sharedUses, { accountFingerprint, routingNumber });
  const { status, warnings } = judgeSharedAccount(sharers.length, `${itemPointer(index)}/accountNumber`);
  const row = {
    id: newDirectDepositId(),
    employeeId: account.employeeId,
    priority,
    nickname,
    accountType,
    routingNumber,
    accountNumberMask: sent.mask,
    accountFingerprint,
    allocation,
    status,
    requestedBy: caller.subject,
    effectiveOn,
    createdAt: now,
    updatedAt: now,
  };
  const change = { kind: 'create', row, account: sealAccount(account, row.id, sent) } as const;
  return { row, isNew: true, change, keptVersion: undefined, warnings };
};

const updatedRow = (
  { caller, account, sharedUses, now, effectiveOn }: RowScope,
  { index, priority, proposal, current: stored }: Extract<ReplacementStep<Proposed>, { kind: 'update' }>,
): ReplacementRow => {
  const { nickname, accountType, routingNumber, allocation, account: sent } = proposal;
  const { version, ...current } = stored;
  const accountFingerprint = proposal.accountFingerprint ?? current.accountFingerprint;
  const pointer = `${itemPointer(index)}/${sent === undefined ? 'routingNumber' : 'accountNumber'}`;
  const shared = judgeChangedAccount(current, { accountFingerprint, routingNumber }, sharedUses, pointer);
  const row = {
    ...current,
    priority,
    nickname,
    accountType,
    routingNumber,
    accountNumberMask: sent?.mask ?? current.accountNumberMask,
    accountFingerprint,
    allocation,
    status: shared.status,
    requestedBy: shared.isAnotherAccount ? caller.subject : current.requestedBy,
    effectiveOn,
    updatedAt: now,
  };
  const sealed = sent && sealAccount(account, row.id, sent);
  const change = { kind: 'update', version, row, account: sealed } as const;
  return { row, isNew: false, change, keptVersion: undefined, warnings: shared.warnings };
};

export const toRowChange = (scope: RowScope, step: ReplacementStep<Proposed>): ReplacementRow => {
  switch (step.kind) {
    case 'create':
      return createdRow(scope, step);
    case 'update':
      return updatedRow(scope, step);
    case 'keep': {
      const { version, ...row } = step.current;
      return { row, isNew: false, change: undefined, keptVersion: version, warnings: [] };
    }
  }
};

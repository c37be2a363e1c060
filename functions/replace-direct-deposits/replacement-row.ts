// The row that one step of a decided replacement writes, or keeps.

import type { RowChange } from '#shared/direct-deposits/direct-deposit-store';
import { createRow } from '#shared/direct-deposits/create-row';
import type { DecidedRow, RowScope } from '#shared/direct-deposits/decided-row';
import { updateRow } from '#shared/direct-deposits/update-row';
import type { ReplacementProposal, ReplacementStep } from '#shared/domain/decide-replacement';
import type { ReplacementDraft } from '#shared/domain/read-replacement';
import { itemPointer } from '#shared/domain/replacement-rules';

type ReplacementRow = Omit<DecidedRow, 'change'> & {
  readonly isNew: boolean;
  /** Absent where the row stays as it is, version included. */
  readonly change?: RowChange;
  readonly keptVersion?: string;
};

export const replacementRow = (
  scope: RowScope,
  step: ReplacementStep<ReplacementProposal & ReplacementDraft>,
): ReplacementRow => {
  const { priority } = step;
  const at = itemPointer(step.index);
  switch (step.kind) {
    case 'create': {
      const { account, accountFingerprint } = step.proposal;
      if (account === undefined || accountFingerprint === undefined) {
        throw new TypeError('A new direct deposit was decided on without an account number');
      }
      const draft = { ...step.proposal, account, accountFingerprint, priority };
      return { ...createRow(scope, draft, at), isNew: true };
    }
    case 'update': {
      const accountFingerprint = step.proposal.accountFingerprint ?? step.current.accountFingerprint;
      const draft = { ...step.proposal, accountFingerprint, priority };
      return { ...updateRow(scope, step.current, draft, at), isNew: false };
    }
    case 'keep': {
      const { version, ...row } = step.current;
      return { row, isNew: false, keptVersion: version, warnings: [] };
    }
  }
};

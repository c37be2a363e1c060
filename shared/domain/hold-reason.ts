// Why a stored direct deposit is held, as its own readers see it.

import type { DirectDeposit } from './direct-deposit.ts';
import { isBankCode } from './payroll/bank-answer.ts';
import { ruleMessages, type RuleFinding } from './rule.ts';
import { heldForSharing } from './shared-account.ts';

export type HoldReason = Pick<RuleFinding, 'rule' | 'message'>;

/** Which code it was is payroll's to know: an employee whose pay somebody diverts is not the only one who reads this. */
const heldByBank =
  'The bank has answered an entry to this account; nothing is paid to it until payroll has looked.';

export const holdReasons = ({
  status,
  statusReason,
}: Pick<DirectDeposit, 'status' | 'statusReason'>): readonly HoldReason[] => {
  if (status !== 'held') return [];
  if (isBankCode(statusReason)) return [{ rule: 'return.code', message: heldByBank }];
  return statusReason === 'fraud.velocity' || statusReason === 'fraud.approval'
    ? [{ rule: statusReason, message: ruleMessages[statusReason] }]
    : [{ rule: 'fraud.sharedAccount', message: heldForSharing }];
};

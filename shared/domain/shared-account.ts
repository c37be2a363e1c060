// One account for several employees of a tenant: couples do that, and so do people who redirect others' pay.
// Judged by keyed digests, so no account number is opened for it; that others share it is said, never who.
// Nacha's account-change fraud advice names repeated use of the same account as a sign to watch for.

import type { Caller } from './caller.ts';
import type { DirectDeposit, StoredStatus } from './direct-deposit.ts';
import type { EmployeeId } from './employee-id.ts';
import { finding, type RuleFinding } from './rule.ts';

type Account = Pick<DirectDeposit, 'accountFingerprint' | 'routingNumber'>;

/** A direct deposit of another employee to an account; the account's type does not make it another one. */
export type SharedAccountUse = Account & {
  readonly employeeId: EmployeeId;
};

/** The other employees with that account, each once, in order. */
export const employeesSharing = (
  uses: readonly SharedAccountUse[],
  account: Account,
): readonly EmployeeId[] => {
  const sharing = uses.filter(
    ({ accountFingerprint, routingNumber }) =>
      accountFingerprint === account.accountFingerprint && routingNumber === account.routingNumber,
  );
  return [...new Set(sharing.map(({ employeeId }) => employeeId))].sort();
};

/** Other employees with the account from which on a new row is warned of, and from which on it is held. */
export const otherEmployeesToWarn = 1;
export const otherEmployeesToHold = 2;

export type SharedAccountStanding = 'clear' | 'warn' | 'hold';

export type SharedAccountJudgement = {
  readonly standing: SharedAccountStanding;
  /** Of the row that is to be stored; rows that stand already stay as they are. */
  readonly status: StoredStatus;
  readonly warnings: readonly RuleFinding[];
};

export const heldForSharing =
  'Several employees are paid to this account; nothing is paid to it until payroll releases it.';

/** @param otherEmployees employees of the tenant, this one not counted, with a direct deposit to the same account */
export const judgeSharedAccount = (otherEmployees: number, pointer: string): SharedAccountJudgement => {
  if (otherEmployees >= otherEmployeesToHold) {
    const warnings = [finding('fraud.sharedAccount', pointer, heldForSharing)];
    return { standing: 'hold', status: 'held', warnings };
  }
  if (otherEmployees >= otherEmployeesToWarn) {
    return { standing: 'warn', status: 'active', warnings: [finding('fraud.sharedAccount', pointer)] };
  }
  return { standing: 'clear', status: 'active', warnings: [] };
};

/** A row is judged anew only when it gets another account: what was released stays released, what is held stays held. */
export const judgeChangedAccount = (
  current: Account & Pick<DirectDeposit, 'status'>,
  wanted: Account,
  uses: readonly SharedAccountUse[],
  pointer: string,
): Pick<SharedAccountJudgement, 'status' | 'warnings'> & { readonly isAnotherAccount: boolean } => {
  const isAnotherAccount =
    wanted.accountFingerprint !== current.accountFingerprint ||
    wanted.routingNumber !== current.routingNumber;
  if (!isAnotherAccount) return { status: current.status, warnings: [], isAnotherAccount };
  const { status, warnings } = judgeSharedAccount(employeesSharing(uses, wanted).length, pointer);
  return { status, warnings, isAnotherAccount };
};

/** Two people: who asked for the account, and a payroll-admin who looked at it. */
export const mayRelease = (
  requesterSubject: string | null,
  releaser: Pick<Caller, 'roles' | 'subject'>,
): boolean => releaser.roles.includes('payroll-admin') && releaser.subject !== requesterSubject;

// What a row is decided from, beside its draft, and what comes out.

import type { Caller } from '../domain/caller.ts';
import type { StoredStatus, UnversionedDirectDeposit } from '../domain/direct-deposit.ts';
import type { GuardReason } from '../domain/change-guard.ts';
import type { IsoDate } from '../domain/iso-date.ts';
import { expectPrenote, type Prenote, type PrenotePolicy } from '../domain/payroll/prenote.ts';
import { finding, type RuleFinding } from '../domain/rule.ts';
import type { SharedAccountUse } from '../domain/shared-account.ts';
import type { AccountScope } from './account-scope.ts';
import type { RowChange } from './direct-deposit-store.ts';

export type RowScope = {
  readonly caller: Caller;
  readonly account: AccountScope;
  readonly sharedUses: readonly SharedAccountUse[];
  readonly now: Date;
  /** In the tenant's time zone. */
  readonly today: IsoDate;
  readonly policy: PrenotePolicy;
  /** Why a change of destination is held; undefined where it is not. */
  readonly guard: GuardReason | undefined;
  /** Whether the employee has been paid long enough for one more account to be a change. */
  readonly isSetUp: boolean;
  /** Pay date of the first payroll that pays by the change; null without a pay calendar. */
  readonly effectiveOn: IsoDate | null;
};

export type DecidedRow = {
  /** As it will be stored. */
  readonly row: UnversionedDirectDeposit;
  readonly change: RowChange;
  readonly warnings: readonly RuleFinding[];
};

/** A draft whose place among the others is decided. */
export type Placed<D> = Omit<D, 'priority' | 'warnings'> & { readonly priority: number };

type Judged = { readonly status: StoredStatus; readonly warnings: readonly RuleFinding[] };
type Guarded = Judged & { readonly statusReason: string | null };

/** Held for the account itself, else for how it was changed. */
export const guardChange = (
  { status, warnings }: Judged,
  { guard }: Pick<RowScope, 'guard'>,
  isDestinationChange: boolean,
  pointer: string,
): Guarded => {
  if (status === 'held') return { status, statusReason: 'fraud.sharedAccount', warnings };
  if (guard === undefined || !isDestinationChange) return { status, statusReason: null, warnings };
  return { status: 'held', statusReason: guard, warnings: [...warnings, finding(guard, pointer)] };
};

type Prenoted = { readonly prenote: Prenote | null; readonly paidMeanwhile: 'check' | 'live' | null };

/** A new prenote for an account that nothing was paid to yet; none where the tenant has them off. */
export const armPrenote = ({ policy, today }: RowScope, prenoteId: string): Prenoted => {
  if (policy.bankingDays === 0) return { prenote: null, paidMeanwhile: null };
  const { meanwhile } = policy;
  return {
    prenote: expectPrenote(prenoteId, today, policy),
    paidMeanwhile: meanwhile === 'previous-account' ? null : meanwhile,
  };
};

// What a row is decided from, beside its draft, and what comes out.

import type { Caller } from '../domain/caller.ts';
import type { UnversionedDirectDeposit } from '../domain/direct-deposit.ts';
import type { IsoDate } from '../domain/iso-date.ts';
import { expectPrenote, type Prenote, type PrenotePolicy } from '../domain/payroll/prenote.ts';
import type { RuleFinding } from '../domain/rule.ts';
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

// What a row is decided from, beside its draft, and what comes out.

import type { Caller } from '../domain/caller.ts';
import type { IsoDate } from '../domain/iso-date.ts';
import type { RuleFinding } from '../domain/rule.ts';
import type { SharedAccountUse } from '../domain/shared-account.ts';
import type { AccountScope } from './account-scope.ts';
import type { RowChange, UnversionedDirectDeposit } from './direct-deposit-store.ts';

export type RowScope = {
  readonly caller: Caller;
  readonly account: AccountScope;
  readonly sharedUses: readonly SharedAccountUse[];
  readonly now: Date;
  /** First day of the first payroll that the change reaches; null without a pay calendar. */
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

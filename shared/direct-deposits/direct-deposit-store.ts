// Port: where an employee's direct deposits are kept. A change sees the stored set under the employee's own lock and is
// written whole, with its audit row, or not at all.

import type { DirectDeposit, NetPaySplit } from '../domain/direct-deposit.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { EmployeeId } from '../domain/employee-id.ts';
import type { Shift } from '../domain/net-pay-split.ts';
import type { Result } from '../platform/result.ts';

/** An account number as it is stored: sealed, and the key version that sealed it. */
export type SealedAccount = { readonly sealed: Uint8Array; readonly keyVersion: number };

/** A row but for what the database adds to it. */
export type UnstampedDirectDeposit = Omit<DirectDeposit, keyof Stamp>;

/** Masked state before and after, for the audit row; null where there is none. */
export type AuditEntry = {
  /** Unique for each write and made before it is sent, so that it can be looked up when an answer is lost. */
  readonly writeId: string;
  readonly subject: string;
  readonly requestId: string;
  readonly before: object | null;
  readonly after: object | null;
};

export type Creation = ChangeBase & {
  readonly kind: 'create';
  readonly row: UnstampedDirectDeposit;
  readonly account: SealedAccount;
};

export type Update = ChangeBase & {
  readonly kind: 'update';
  /** The version that was read; the row is changed only if it still has it. */
  readonly version: string;
  readonly row: UnstampedDirectDeposit;
  /** Absent where the stored account number stays. */
  readonly account: SealedAccount | undefined;
};

export type Removal = ChangeBase & {
  readonly kind: 'remove';
  readonly version: string;
  readonly id: DirectDepositId;
};

type ChangeBase = { readonly shift: Shift; readonly audit: AuditEntry };
export type DirectDepositChange = Creation | Update | Removal;

/** What the database adds to a row that it writes, or had added to one that it removes. */
export type Stamp = { readonly version: string; readonly createdAt: Date; readonly updatedAt: Date };

export type StoreFailure = {
  readonly kind: 'store-failure';
  readonly code:
    | 'DATABASE_NOT_READY'
    | 'DATABASE_UNAVAILABLE'
    | 'DATABASE_BUSY'
    | 'DATABASE_LOGIN_REFUSED'
    | 'ACCOUNT_DUPLICATE'
    /** The database is marked as another tenant's; nothing of it was shown or changed. */
    | 'TENANT_MISMATCH'
    | 'UNEXPECTED';
  /** The database refused this login before and was not asked again. */
  readonly isRecalled?: true;
};

export interface DirectDepositStore {
  /** Undefined when there is no such employee. */
  read(employeeId: EmployeeId): Promise<Result<NetPaySplit | undefined, StoreFailure>>;

  /**
   * Locks the employee, shows `decide` what is stored (undefined: no such employee) and writes what it decides.
   * A refusal writes nothing.
   */
  change<C extends DirectDepositChange, F>(
    employeeId: EmployeeId,
    decide: (stored: NetPaySplit | undefined) => Result<C, F>,
  ): Promise<Result<{ readonly change: C; readonly stamp: Stamp }, F | StoreFailure>>;
}

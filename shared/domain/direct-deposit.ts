// One destination account of an employee with its allocation, as stored and as every answer shows it.

import type { Allocation } from './allocation.ts';
import type { DirectDepositId } from './direct-deposit-id.ts';
import type { EmployeeId } from './employee-id.ts';
import type { IsoDate } from './iso-date.ts';
import type { RoutingNumber } from './routing-number.ts';

export const accountTypes = ['checking', 'savings'] as const;
export type AccountType = (typeof accountTypes)[number];
/** A held one is listed, counts, may be changed and removed, and is not paid. */
export const directDepositStatuses = ['active', 'held'] as const;
export type DirectDepositStatus = (typeof directDepositStatuses)[number];

export type DirectDeposit = {
  readonly id: DirectDepositId;
  readonly employeeId: EmployeeId;
  /** 1..n without gaps within an employee. */
  readonly priority: number;
  readonly nickname: string | null;
  readonly accountType: AccountType;
  readonly routingNumber: RoutingNumber;
  readonly accountNumberMask: string;
  /** Keyed digest of the account number alone, hex: equal digests are equal accounts within a tenant. */
  readonly accountFingerprint: string;
  readonly allocation: Allocation;
  readonly status: DirectDepositStatus;
  /** Subject of the caller who asked for this account; null in rows from before that was kept. */
  readonly requestedBy: string | null;
  /** First day of the payroll that the last change reaches; null where no pay calendar says. */
  readonly effectiveOn: IsoDate | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The row's version, 16 hex digits; a new one with every change. */
  readonly version: string;
};

/** An employee's ordered direct deposits and the most that the tenant allows. */
export type NetPaySplit = {
  readonly items: readonly DirectDeposit[];
  readonly maxItems: number;
};

export const defaultMaxDirectDeposits = 3;

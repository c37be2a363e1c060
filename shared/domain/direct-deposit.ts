// One destination account of an employee with its allocation, as stored and as every answer shows it.

import type { Allocation } from './allocation.ts';
import type { DirectDepositId } from './direct-deposit-id.ts';
import type { EmployeeId } from './employee-id.ts';
import type { IsoDate } from './iso-date.ts';
import type { Prenote } from './payroll/prenote.ts';
import type { RoutingNumber } from './routing-number.ts';

export const accountTypes = ['checking', 'savings'] as const;
export type AccountType = (typeof accountTypes)[number];
/** What a row keeps. A held or rejected one is listed, counts, may be changed and removed, and is not paid. */
export const storedStatuses = ['active', 'held', 'rejected'] as const;
export type StoredStatus = (typeof storedStatuses)[number];
/** What is shown: an active one whose prenote has not passed on that day is pending. */
export const directDepositStatuses = ['active', 'held', 'pending', 'rejected'] as const;
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
  readonly status: StoredStatus;
  /** The rule that holds it or the code that the bank answered; null: active, or held for a shared account. */
  readonly statusReason: string | null;
  /** Null where the account needed none. */
  readonly prenote: Prenote | null;
  /** How its share is paid until the prenote has passed; null: to the account. */
  readonly paidMeanwhile: 'check' | 'live' | null;
  /** Subject of the caller who asked for this account; null in rows from before that was kept. */
  readonly requestedBy: string | null;
  /** Pay date of the first payroll that pays by the last change; null where no pay calendar says. */
  readonly effectiveOn: IsoDate | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The row's version, 16 hex digits; a new one with every change. */
  readonly version: string;
};

/** What makes two direct deposits of an employee go to one account. */
export const accountKey = ({
  routingNumber,
  accountType,
  accountFingerprint,
}: Pick<DirectDeposit, 'routingNumber' | 'accountType' | 'accountFingerprint'>): string =>
  `${routingNumber} ${accountType} ${accountFingerprint}`;

/** A row but for the version, which the database gives it. */
export type UnversionedDirectDeposit = Omit<DirectDeposit, 'version'>;

/** An employee's ordered direct deposits and the most that the tenant allows. */
/** As much of a split as is needed to judge a whole set that is to replace it: what a reader is shown. */
export type ShownSplit = {
  readonly items: readonly { readonly id: string; readonly accountNumberMask: string }[];
  readonly maxItems: number;
};

export type NetPaySplit = {
  readonly items: readonly DirectDeposit[];
  readonly maxItems: number;
};

export const defaultMaxDirectDeposits = 3;

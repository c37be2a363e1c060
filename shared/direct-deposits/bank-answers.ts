// What a bank answered, as it is kept, and which accounts it has corrected.

import { createHash } from 'node:crypto';
import { lengthPrefixed } from '../crypto/length-prefixed.ts';
import type { AccountType } from '../domain/direct-deposit.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { EmployeeId } from '../domain/employee-id.ts';
import type { IsoDate } from '../domain/iso-date.ts';
import type { BankAnswerEffect, BankCode } from '../domain/payroll/bank-answer.ts';
import type { RoutingNumber } from '../domain/routing-number.ts';

/** An entry that was sent to an account. */
export type BankEntry = {
  /** 15 digits. */
  readonly traceNumber: string;
  readonly settlementDate: IsoDate;
  readonly employeeId: EmployeeId;
  readonly directDepositId: DirectDepositId;
  readonly accountId: string;
};

/** What names an answer: the same code to the same entry is the same answer. */
export type AnsweredEntry = Pick<
  BankEntry,
  'employeeId' | 'directDepositId' | 'accountId' | 'traceNumber'
> & {
  readonly code: BankCode;
};

export type StoredBankAnswer = AnsweredEntry & {
  /** A UUID. */
  readonly id: string;
  readonly effect: BankAnswerEffect;
  /** By which the payroll suite gives the data of a correction. */
  readonly suiteAnswerId: string | null;
};

export type ListedBankAnswer = StoredBankAnswer & {
  readonly position: bigint;
  readonly receivedAt: Date;
  readonly dismissedAt: Date | null;
  readonly dismissedBy: string | null;
};

/** A UUID (version 8, RFC 9562) made of what names the answer. */
export const bankAnswerIdOf = (answer: AnsweredEntry): string => {
  const digest = createHash('sha256')
    .update(
      lengthPrefixed([
        answer.employeeId,
        answer.directDepositId,
        answer.accountId,
        answer.traceNumber,
        answer.code,
      ]),
    )
    .digest('hex');
  const variant = '89ab'[Number.parseInt(digest[16] ?? '0', 16) % 4] ?? '8';
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    variant + digest.slice(17, 20),
    digest.slice(20, 32),
  ].join('-');
};

export type CorrectedAccount = {
  readonly accountId: string;
  readonly newAccountId: string;
  readonly directDepositId: DirectDepositId;
  readonly accountType: AccountType;
  readonly routingNumber: RoutingNumber;
  readonly accountFingerprint: string;
};

/** Written together with what it changes. */
export type BankRecord = {
  readonly answer: StoredBankAnswer;
  readonly corrected: readonly CorrectedAccount[];
};

// One answer of a bank's file: found by the trace number of the entry that it answers, and applied as the suite's event about it would be.

import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import { accountIdOf } from '#shared/direct-deposits/account-id';
import { fingerprintOf } from '#shared/direct-deposits/account-scope';
import {
  applyBankAnswer,
  considerBankAnswer,
  type Applied,
  type BankAnswer,
} from '#shared/direct-deposits/apply-bank-answer';
import type { BankEntry } from '#shared/direct-deposits/bank-answers';
import type { Author } from '#shared/direct-deposits/audited-write';
import type { DirectDepositStore, StoreFailure } from '#shared/direct-deposits/direct-deposit-store';
import { accountNumberPattern } from '#shared/domain/account-number';
import { isBankCode, typeOfTransaction } from '#shared/domain/payroll/bank-answer';
import { isRoutingNumber } from '#shared/domain/routing-number';
import type { TenantId } from '#shared/domain/tenant-id';
import { succeed, type Result } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import type { AchAnswer } from './ach-reader.ts';
import { checkDigitOf } from './ach-records.ts';

export type AchOutcome = {
  /** Absent where no entry with that trace number is known. */
  readonly employeeId?: string;
  readonly effect: Applied | 'unknown-trace' | 'another-account' | 'unknown-code';
};

export type AchTools = {
  readonly store: DirectDepositStore;
  readonly tenantId: TenantId;
  readonly keyset: AccountNumberKeyset;
  readonly author: Author;
  /** Says what would be done, and does nothing. */
  readonly isDry: boolean;
};

/** Trace numbers come again after months; where the file says the account, it has to be that of the entry. */
const isOfAnother = (
  { account, originalBank, transactionCode }: AchAnswer,
  entry: BankEntry,
  { tenantId, keyset }: AchTools,
): boolean => {
  const routingNumber = `${originalBank}${checkDigitOf(originalBank)}`;
  const accountType = typeOfTransaction(transactionCode);
  if (!accountNumberPattern.test(account) || !isRoutingNumber(routingNumber) || accountType === undefined)
    return false;
  const scope = { tenantId, keyset, employeeId: entry.employeeId };
  const accountFingerprint = fingerprintOf(scope, account);
  const id = accountIdOf({ id: entry.directDepositId, routingNumber, accountType, accountFingerprint });
  return id !== entry.accountId;
};

export const applyAchAnswer = async (
  tools: AchTools,
  answer: AchAnswer,
): Promise<Result<AchOutcome, StoreFailure>> => {
  const { store, tenantId, keyset, author, isDry } = tools;
  const { code, originalTrace, correctedData } = answer;
  const found = await store.findEntry(originalTrace);
  if (!found.ok) return found;
  const entry = found.value;
  if (entry === undefined) return succeed({ effect: 'unknown-trace' });
  const { employeeId, directDepositId, accountId } = entry;
  if (!isBankCode(code)) return succeed({ employeeId, effect: 'unknown-code' });
  if (isOfAnother(answer, entry, tools)) return succeed({ employeeId, effect: 'another-account' });
  const bankAnswer: BankAnswer = {
    ...{ employeeId, directDepositId, accountId, traceNumber: originalTrace, code },
    correctedData: new Secret(correctedData),
  };
  const account = { tenantId, employeeId, keyset };
  const effect = isDry
    ? await considerBankAnswer(store, account, bankAnswer)
    : await applyBankAnswer(store, account, author, bankAnswer);
  return effect.ok ? succeed({ employeeId, effect: effect.value }) : effect;
};

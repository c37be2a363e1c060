// The answers beside direct deposits themselves: a simulation, a revealed account number, the history, and what a form needs.

import * as v from 'valibot';
import { revealReasons } from '../domain/reveal-reason.ts';
import { accountNumberPattern } from '../domain/account-number.ts';
import { allocationKinds, percentageBases } from '../domain/allocation.ts';
import { auditActions } from '../domain/audit-action.ts';
import { accountTypes, directDepositStatuses } from '../domain/direct-deposit.ts';
import { bankAnswerEffects, bankCodePattern, traceNumberPattern } from '../domain/payroll/bank-answer.ts';
import { meanwhileWays } from '../domain/payroll/prenote.ts';
import { maxNetPayCents, netPayReasons } from '../domain/simulate-net-pay.ts';
import { paymentWays } from '../domain/payroll/payment-way.ts';
import {
  allocation,
  day,
  instant,
  list,
  meanwhile,
  receipt,
  stateMembers,
  text,
  uuid,
  wholeNumber,
  wholeNumberFrom,
} from './answer-members.ts';

const reasonNames = Object.keys(netPayReasons);
const netPayCents = wholeNumber(0, maxNetPayCents);

export const simulationAnswer = v.strictObject({
  results: list(
    v.strictObject({
      netPayCents,
      lines: list(
        v.strictObject({
          index: wholeNumberFrom(0),
          /** Null for one that is proposed and not stored. */
          directDepositId: v.nullable(uuid),
          amountCents: netPayCents,
          reason: v.picklist(reasonNames),
          message: text,
          meanwhile,
        }),
      ),
    }),
  ),
});

export const accountNumberAnswer = v.strictObject({
  accountNumber: v.pipe(v.string(), v.regex(accountNumberPattern)),
});

/** What the bank answered, in the entry that it led to. */
const recordedBankAnswer = v.strictObject({
  code: v.pipe(v.string(), v.regex(bankCodePattern)),
  traceNumber: v.pipe(v.string(), v.regex(traceNumberPattern)),
});

/** As it was then. Entries from before effective dates were kept have none. */
export const recordedState = v.strictObject({
  id: uuid,
  ...stateMembers,
  effectiveOn: v.exactOptional(v.nullable(day)),
  /** The rule that held it, or what the bank answered; of a held one the bank's code is for payroll-admins alone. */
  statusReason: v.exactOptional(text),
  bankAnswer: v.exactOptional(recordedBankAnswer),
  /** Why somebody looked at its whole account number, where they said it. */
  reason: v.exactOptional(v.picklist(revealReasons)),
});
/** One that changed nothing. */
const recordedAlone = v.strictObject({ bankAnswer: recordedBankAnswer });

/** One direct deposit, or the whole set where that was replaced; null where there was or is none. */
const recordedStates = v.nullable(v.union([recordedState, recordedAlone, list(recordedState)]));

export const historyAnswer = v.strictObject({
  items: list(
    v.strictObject({
      id: uuid,
      occurredAt: instant,
      action: v.picklist(auditActions),
      subject: text,
      requestId: text,
      /** Null for a whole set. */
      directDepositId: v.nullable(uuid),
      before: recordedStates,
      after: recordedStates,
      /** Null in entries from before there were receipts. */
      receipt: v.nullable(receipt),
    }),
  ),
});

/** Account numbers in the clear: for the payroll run alone. */
export const payrollDestinationsAnswer = v.strictObject({
  payDate: day,
  employees: list(
    v.strictObject({
      employeeId: text,
      receiverName: text,
      payGroup: text,
      destinations: list(
        v.strictObject({
          directDepositId: uuid,
          priority: wholeNumberFrom(1),
          accountType: v.picklist(accountTypes),
          routingNumber: text,
          accountNumber: v.pipe(v.string(), v.regex(accountNumberPattern)),
          allocation,
          pay: v.picklist(paymentWays),
        }),
      ),
    }),
  ),
  /** For the next page; null on the last one. */
  nextAfter: v.nullable(text),
});

export const bankAnswerAnswer = v.strictObject({
  id: uuid,
  employeeId: text,
  directDepositId: uuid,
  code: v.pipe(v.string(), v.regex(bankCodePattern)),
  reason: text,
  effect: v.picklist(bankAnswerEffects),
  traceNumber: v.pipe(v.string(), v.regex(traceNumberPattern)),
  receivedAt: instant,
  /** Waits for a person. */
  isOpen: v.boolean(),
  dismissedAt: v.nullable(instant),
  dismissedBy: v.nullable(text),
});
/** Newest first. */
export const bankAnswersAnswer = v.strictObject({
  items: list(bankAnswerAnswer),
  /** For the next page; null on the last one. */
  nextBefore: v.nullable(text),
});

const permission = v.picklist(['all', 'own', 'none']);

export const metaAnswer = v.strictObject({
  limits: v.strictObject({
    maxDirectDeposits: wholeNumberFrom(1),
    minAmountCents: wholeNumberFrom(1),
    maxAmountCents: wholeNumberFrom(1),
    minBasisPoints: wholeNumberFrom(1),
    maxBasisPoints: wholeNumberFrom(1),
    maxNicknameLength: wholeNumberFrom(1),
    maxEffectiveDaysAhead: wholeNumberFrom(1),
    lockBankingDays: wholeNumberFrom(0),
    timeZone: text,
    /** 0: no prenotes. */
    prenoteBankingDays: wholeNumber(0, 15),
    paidMeanwhile: v.picklist(meanwhileWays),
    holdsFastChanges: v.boolean(),
    approvesChanges: v.boolean(),
    /** New account numbers for each person and day; 0: as many as anybody likes. */
    newAccountsPerDay: wholeNumberFrom(0),
    maxNetPays: wholeNumberFrom(1),
    maxNetPayCents: wholeNumberFrom(1),
    maxBodyBytes: wholeNumberFrom(1),
    idempotencyKeyHours: wholeNumberFrom(1),
  }),
  codes: v.strictObject({
    accountTypes: list(v.picklist(accountTypes)),
    allocationKinds: list(v.picklist(allocationKinds)),
    percentageBases: list(v.picklist(percentageBases)),
    statuses: list(v.picklist(directDepositStatuses)),
    meanwhileWays: list(v.picklist(meanwhileWays)),
    netPayReasons: v.record(v.string(), v.string()),
    rules: v.record(v.string(), v.string()),
    confirmableRules: list(text),
  }),
  patterns: v.strictObject({ routingNumber: text, accountNumber: text }),
  may: v.strictObject({ read: permission, write: permission, reveal: permission, release: permission }),
});

export type PayrollDestinationsAnswer = v.InferOutput<typeof payrollDestinationsAnswer>;
export type RecordedBankAnswer = v.InferOutput<typeof recordedBankAnswer>;
export type BankAnswerAnswer = v.InferOutput<typeof bankAnswerAnswer>;
export type BankAnswersAnswer = v.InferOutput<typeof bankAnswersAnswer>;
export type SimulationAnswer = v.InferOutput<typeof simulationAnswer>;
export type AccountNumberAnswer = v.InferOutput<typeof accountNumberAnswer>;
export type RecordedState = v.InferOutput<typeof recordedState>;
export type HistoryItem = v.InferOutput<typeof historyAnswer>['items'][number];
export type MetaAnswer = v.InferOutput<typeof metaAnswer>;

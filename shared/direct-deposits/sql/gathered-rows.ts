// What a gathering reads beside the direct deposits themselves, from rows to domain values; like them, a row that does not
// fit its own table's promises throws.

import * as v from 'valibot';
import type { Receipt } from '../audit.ts';
import type { HistoryEntry, SealedAccount, TenantLimits } from '../direct-deposit-store.ts';
import type { IdempotencyRecord } from '../idempotency.ts';
import { auditActions } from '../../domain/audit-action.ts';
import { defaultChangeGuards } from '../../domain/change-guard.ts';
import { defaultMaxDirectDeposits } from '../../domain/direct-deposit.ts';
import {
  defaultLockBankingDays,
  defaultTimeZone,
  payrollStatuses,
  type PayCalendar,
} from '../../domain/effective-date.ts';
import { isEmployeeId, type EmployeeId } from '../../domain/employee-id.ts';
import { isTimeZone } from '../../domain/iso-date.ts';
import { defaultPrenotePolicy, meanwhileWays } from '../../domain/payroll/prenote.ts';
import { isRoutingNumber, type RoutingNumber } from '../../domain/routing-number.ts';
import type { SharedAccountUse } from '../../domain/shared-account.ts';
import { auditedIdColumn, dateColumn, hexOf, rowVersion } from './direct-deposit-row.ts';

const settingSchema = v.object({
  maxDirectDeposits: v.nullable(v.number()),
  lockBankingDays: v.nullable(v.number()),
  timeZone: v.nullable(v.string()),
  prenoteBankingDays: v.nullable(v.number()),
  paidMeanwhile: v.nullable(v.picklist(meanwhileWays)),
  holdFastChanges: v.nullable(v.boolean()),
  approveChanges: v.nullable(v.boolean()),
  newAccountsPerDay: v.nullable(v.number()),
});

/** A tenant without a row, or with an unknown time zone, has the product's defaults. */
export const toLimits = (row: unknown): TenantLimits => {
  const setting = row === undefined ? undefined : v.parse(settingSchema, row);
  const timeZone = setting?.timeZone ?? defaultTimeZone;
  return {
    maxItems: setting?.maxDirectDeposits ?? defaultMaxDirectDeposits,
    lockBankingDays: setting?.lockBankingDays ?? defaultLockBankingDays,
    timeZone: isTimeZone(timeZone) ? timeZone : defaultTimeZone,
    prenotes: {
      bankingDays: setting?.prenoteBankingDays ?? defaultPrenotePolicy.bankingDays,
      meanwhile: setting?.paidMeanwhile ?? defaultPrenotePolicy.meanwhile,
    },
    guards: {
      holdsFastChanges: setting?.holdFastChanges ?? defaultChangeGuards.holdsFastChanges,
      approvesChanges: setting?.approveChanges ?? defaultChangeGuards.approvesChanges,
      newAccountsPerDay: setting?.newAccountsPerDay ?? defaultChangeGuards.newAccountsPerDay,
    },
  };
};

const payrollSchema = v.object({
  payDate: dateColumn,
  periodBegin: dateColumn,
  status: v.picklist(payrollStatuses),
});

/** Null where the payroll suite has told of no payroll. */
export const toCalendar = (
  payGroupId: string,
  { timeZone, lockBankingDays }: TenantLimits,
  rows: readonly unknown[],
): PayCalendar | null =>
  rows.length === 0
    ? null
    : { payGroupId, timeZone, lockBankingDays, payrolls: rows.map((row) => v.parse(payrollSchema, row)) };

const sharedUseSchema = v.object({
  employeeId: v.custom<EmployeeId>(isEmployeeId),
  accountFingerprint: hexOf(32),
  routingNumber: v.custom<RoutingNumber>(isRoutingNumber),
});

export const toSharedUse = (row: unknown): SharedAccountUse => v.parse(sharedUseSchema, row);

/** A bigint, which the driver hands over as text. */
export const bigIntColumn = v.pipe(
  v.string(),
  v.transform((text) => BigInt(text)),
);
export const sequenceColumn = v.pipe(v.string(), v.transform(Number), v.safeInteger());

const receiptSchema = v.object({ sequence: sequenceColumn, hash: hexOf(32) });

export const toReceipt = (row: unknown): Receipt => v.parse(receiptSchema, row);

const recordSchema = v.object({
  requestDigest: v.instance(Uint8Array),
  statusCode: v.number(),
  location: v.nullable(v.string()),
  body: v.string(),
  version: v.nullable(rowVersion),
});

export const toRecord = (row: unknown): IdempotencyRecord => {
  const { location, version, ...rest } = v.parse(recordSchema, row);
  return { ...rest, location: location ?? undefined, version: version ?? undefined };
};

const sealedSchema = v.object({ sealed: v.instance(Uint8Array), keyVersion: v.number() });

export const toSealedAccount = (row: unknown): SealedAccount => v.parse(sealedSchema, row);

const historySchema = v.object({
  position: bigIntColumn,
  writeId: v.pipe(v.string(), v.toLowerCase()),
  directDepositId: auditedIdColumn,
  action: v.picklist(auditActions),
  subject: v.string(),
  requestId: v.string(),
  before: v.nullable(v.string()),
  after: v.nullable(v.string()),
  occurredAt: v.date(),
  sequence: v.nullable(sequenceColumn),
  hash: v.nullable(hexOf(32)),
});

export const toHistoryEntry = (row: unknown): HistoryEntry => {
  const { sequence, hash, ...entry } = v.parse(historySchema, row);
  return { ...entry, receipt: sequence === null || hash === null ? undefined : { sequence, hash } };
};

// Who did what to an employee's direct deposits, and the receipt of it: a keyed digest over the audit row and over the employee's receipt
// before it, so that a row that was changed, removed, exchanged or slipped in is found with the key.

import { createHmac } from 'node:crypto';
import { receiptKey } from '../crypto/account-number-keys.ts';
import type { AccountNumberKeyset } from '../crypto/account-number-keyset.ts';
import { lengthPrefixed } from '../crypto/length-prefixed.ts';
import type { AuditAction } from '../domain/audit-action.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { TenantId } from '../domain/tenant-id.ts';

/** An audit row as it is written; before and after are JSON texts of the masked state. */
export type AuditedWrite = {
  /** Unique for each write and made before it is sent, so that it can be looked up when an answer is lost. */
  readonly writeId: string;
  readonly action: AuditAction;
  /** Null for a whole set. */
  readonly directDepositId: DirectDepositId | null;
  /** At most 256 UTF-16 units, well formed: as the column gives it back. */
  readonly subject: string;
  /** As `toStoredRequestId` makes it. */
  readonly requestId: string;
  readonly before: string | null;
  readonly after: string | null;
};

/**
 * A request's id as its column gives it back: 128 characters of one byte. What the column would cut or turn into a question
 * mark by itself would make the stored row another one than its receipt was made from.
 */
export const toStoredRequestId = (requestId: string): string =>
  requestId.replaceAll(/[^\x21-\x7e]/g, '?').slice(0, 128);

export type Receipt = {
  /** From 1, without gaps within an employee's chain. */
  readonly sequence: number;
  /** 64 hex digits. */
  readonly hash: string;
};

/** What the first receipt of a chain follows. */
export const noReceipt: Receipt = { sequence: 0, hash: '0'.repeat(64) };

/** Absent and empty are different things. */
const mark = (text: string | null): string => (text === null ? '-' : `+${text}`);

/** As it is written, or as it was found: a tampered row can hold anything. */
export type ReceiptContent = {
  readonly tenantId: TenantId;
  readonly employeeId: string;
  /** Whole milliseconds, which `datetime2(3)` keeps. */
  readonly occurredAt: Date;
  readonly audit: {
    readonly [K in keyof AuditedWrite]: null extends AuditedWrite[K] ? string | null : string;
  };
};

/**
 * Whose receipts follow one another. Each employee has a chain; before, all of a tenant were in one, which a deployment from then
 * goes on with.
 */
export type ChainKind = 'employee' | 'tenant';

const labels: Readonly<Record<ChainKind, string>> = {
  employee: 'direct-deposits/receipt/2',
  tenant: 'direct-deposits/receipt/1',
};

/** @returns 64 hex digits, for which the key is needed that is not in the database */
export const receiptDigest = (keyset: AccountNumberKeyset, parts: readonly string[]): string =>
  createHmac('sha256', receiptKey(keyset)).update(lengthPrefixed(parts)).digest('hex');

export const receiptAfter = (
  keyset: AccountNumberKeyset,
  previous: Receipt,
  { tenantId, employeeId, occurredAt, audit }: ReceiptContent,
  chain: ChainKind = 'employee',
): Receipt => {
  const sequence = previous.sequence + 1;
  const hash = receiptDigest(keyset, [
    labels[chain],
    tenantId,
    String(sequence),
    previous.hash,
    audit.writeId.toLowerCase(),
    employeeId,
    mark(audit.directDepositId && audit.directDepositId.toLowerCase()),
    audit.action,
    audit.subject,
    audit.requestId,
    mark(audit.before),
    mark(audit.after),
    occurredAt.toISOString(),
  ]);
  return { sequence, hash };
};

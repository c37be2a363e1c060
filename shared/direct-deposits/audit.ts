// Who did what to an employee's direct deposits, and the receipt of it: a keyed digest over the audit row and over the receipt
// before it, so that a row that was changed, removed, exchanged or slipped in shows to whoever holds the key.

import { createHmac } from 'node:crypto';
import { receiptKey } from '../crypto/account-number-keys.ts';
import type { AccountNumberKeyset } from '../crypto/account-number-keyset.ts';
import { lengthPrefixed } from '../crypto/length-prefixed.ts';
import type { AuditAction } from '../domain/audit-action.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { EmployeeId } from '../domain/employee-id.ts';
import type { TenantId } from '../domain/tenant-id.ts';

/** An audit row as it is written; before and after are JSON texts of the masked state. */
export type AuditedWrite = {
  /** Unique for each write and made before it is sent, so that it can be looked up when an answer is lost. */
  readonly writeId: string;
  readonly action: AuditAction;
  /** Null for a whole set. */
  readonly directDepositId: DirectDepositId | null;
  readonly subject: string;
  readonly requestId: string;
  readonly before: string | null;
  readonly after: string | null;
};

export type Receipt = {
  /** From 1, without gaps within a tenant. */
  readonly sequence: number;
  /** 64 hex digits. */
  readonly hash: string;
};

/** What the first receipt of a tenant follows. */
export const noReceipt: Receipt = { sequence: 0, hash: '0'.repeat(64) };

/** Absent and empty are different things. */
const mark = (text: string | null): string => (text === null ? '-' : `+${text}`);

export type ReceiptContent = {
  readonly tenantId: TenantId;
  readonly employeeId: EmployeeId;
  readonly occurredAt: Date;
  readonly audit: AuditedWrite;
};

export const receiptAfter = (
  keyset: AccountNumberKeyset,
  previous: Receipt,
  { tenantId, employeeId, occurredAt, audit }: ReceiptContent,
): Receipt => {
  const sequence = previous.sequence + 1;
  const content = lengthPrefixed([
    'direct-deposits/receipt/1',
    tenantId,
    String(sequence),
    previous.hash,
    audit.writeId.toLowerCase(),
    employeeId,
    mark(audit.directDepositId),
    audit.action,
    audit.subject,
    audit.requestId,
    mark(audit.before),
    mark(audit.after),
    occurredAt.toISOString(),
  ]);
  return { sequence, hash: createHmac('sha256', receiptKey(keyset)).update(content).digest('hex') };
};

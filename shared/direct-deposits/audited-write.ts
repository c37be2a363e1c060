// What the store writes for a decided change: the rows, the audit row, and the receipt that follows the tenant's last one.

import { randomUUID } from 'node:crypto';
import type { AuditAction } from '../domain/audit-action.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { AccountScope } from './account-scope.ts';
import { noReceipt, receiptAfter, toStoredRequestId } from './audit.ts';
import type { DirectDepositRequest } from './direct-deposit-request.ts';
import type { Gathered, RowChange, Write } from './direct-deposit-store.ts';

export type AuditedChange = {
  readonly changes: readonly RowChange[];
  readonly action: AuditAction;
  /** Null for a whole set. */
  readonly directDepositId: DirectDepositId | null;
  /** Masked state; null where there is none. */
  readonly before: object | null;
  readonly after: object | null;
};

export const toWrite = (
  request: DirectDepositRequest,
  { tenantId, employeeId, keyset }: AccountScope,
  { now, lastReceipt = noReceipt }: Gathered,
  { changes, action, directDepositId, before, after }: AuditedChange,
): Write => {
  const audit = {
    writeId: randomUUID(),
    action,
    directDepositId,
    subject: request.caller.subject,
    requestId: toStoredRequestId(request.requestId),
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
  };
  const receipt = receiptAfter(keyset, lastReceipt, { tenantId, employeeId, occurredAt: now, audit });
  return { now, changes, audit, receipt, answer: undefined };
};

// What the store writes for a decided change: the rows, the audit row, and the receipt that follows the employee's last one.

import { randomUUID } from 'node:crypto';
import type { AuditAction } from '../domain/audit-action.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { AccountScope } from './account-scope.ts';
import { noReceipt, receiptAfter, toStoredRequestId } from './audit.ts';
import type { DirectDepositRequest } from './direct-deposit-request.ts';
import {
  noUpcoming,
  type Gathered,
  type RowChange,
  type UpcomingWrites,
  type Write,
} from './direct-deposit-store.ts';

export type AuditedChange = {
  readonly changes: readonly RowChange[];
  /** Beside the rows; nothing when not said. */
  readonly upcoming?: UpcomingWrites;
  readonly action: AuditAction;
  /** Null for a whole set. */
  readonly directDepositId: DirectDepositId | null;
  /** Masked state; null where there is none. */
  readonly before: object | null;
  readonly after: object | null;
};

/** Who writes, and under which id it is found in logs. */
export type Author = { readonly subject: string; readonly requestId: string };

export const authorOf = ({ caller, requestId }: DirectDepositRequest): Author => ({
  subject: caller.subject,
  requestId,
});

export const toWrite = (
  author: Author,
  { tenantId, employeeId, keyset }: AccountScope,
  { now, lastReceipt = noReceipt }: Pick<Gathered, 'now' | 'lastReceipt'>,
  { changes, upcoming = noUpcoming, action, directDepositId, before, after }: AuditedChange,
): Write => {
  const audit = {
    writeId: randomUUID(),
    action,
    directDepositId,
    subject: author.subject,
    requestId: toStoredRequestId(author.requestId),
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
  };
  const receipt = receiptAfter(keyset, lastReceipt, { tenantId, employeeId, occurredAt: now, audit });
  return { now, changes, upcoming, audit, receipt, answer: undefined };
};

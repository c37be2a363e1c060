// An event as the payroll suite gets it, version 1 of its contract: the whole split as of the change, with account numbers in the clear.
// The same event always makes the same document.

import { fingerprintAccountNumber } from '../crypto/account-number-fingerprint.ts';
import { openAccountNumber } from '../crypto/account-number-seal.ts';
import type { AccountNumberKeyset } from '../crypto/account-number-keyset.ts';
import { accountIdOf } from '../direct-deposits/account-id.ts';
import type { EmployeeId } from '../domain/employee-id.ts';
import { toReceiverName } from '../domain/payroll/receiver-name.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { Secret } from '../platform/secret.ts';
import type { OutboxEvent, OutboxItem } from './payroll-outbox.ts';

/** Of the batch header, positions 54 to 63: Nacha requires it of wages from 2026-03-20 on. */
export const companyEntryDescription = 'PAYROLL';

export type DocumentScope = {
  readonly tenantId: TenantId;
  readonly employeeId: EmployeeId;
  readonly keyset: AccountNumberKeyset;
};

type Destination = {
  readonly directDepositId: string;
  /** Named by what the suite tells of entries to it. */
  readonly accountId: string;
  readonly accountType: string;
  readonly routingNumber: string;
  readonly accountNumber: string;
};

const openDestination = (
  { tenantId, employeeId, keyset }: DocumentScope,
  { directDepositId, accountType, routingNumber, account }: OutboxItem,
): Result<Destination, 'account-number-unreadable'> => {
  const binding = { tenantId, employeeId, directDepositId };
  const opened = openAccountNumber(keyset, binding, account.keyVersion, account.sealed);
  if (!opened.ok) return opened;
  const accountNumber = opened.value.expose();
  const accountFingerprint = fingerprintAccountNumber(keyset, tenantId, accountNumber).toString('hex');
  const accountId = accountIdOf({ id: directDepositId, accountType, routingNumber, accountFingerprint });
  return succeed({ directDepositId, accountId, accountType, routingNumber, accountNumber });
};

/** The share of a rejected account goes to those behind it; none is behind the remainder, which waits. */
const withoutAccount = ({ directDepositId, allocation }: OutboxItem): readonly object[] =>
  allocation.kind === 'remainder' ? [{ directDepositId, allocation, pay: 'hold' }] : [];

export const toSplitDocument = (
  scope: DocumentScope,
  event: OutboxEvent,
): Result<Secret<string>, 'account-number-unreadable'> => {
  const items: object[] = [];
  const prenotes: object[] = [];
  for (const item of event.items) {
    if (item.pay === 'rejected') {
      items.push(...withoutAccount(item));
      continue;
    }
    const destination = openDestination(scope, item);
    if (!destination.ok) return fail(destination.failure);
    const { allocation, pay } = item;
    if (item.part === 'pay') items.push({ ...destination.value, allocation, pay });
    else prenotes.push({ prenoteId: item.prenoteId, ...destination.value });
  }
  return succeed(
    new Secret(
      JSON.stringify({
        version: 1,
        eventId: event.eventId,
        sequence: event.sequence,
        occurredAt: event.occurredAt.toISOString(),
        payGroup: event.payGroup,
        receiverName: toReceiverName(event.employeeName),
        companyEntryDescription,
        items: items.map((item, index) => ({ priority: index + 1, ...item })),
        prenotes,
      }),
    ),
  );
};

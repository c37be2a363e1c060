// DirectDepositChanged (docs/events.md): a change of where an employee's pay goes, as the sender of payroll changes publishes it and the notifier
// reads it. Accounts are masked.

import * as v from 'valibot';
import { accountNumberMaskPattern } from '../domain/account-number.ts';
import { isDirectDepositId, type DirectDepositId } from '../domain/direct-deposit-id.ts';
import { accountTypes, directDepositStatuses } from '../domain/direct-deposit.ts';
import { isEmployeeId, type EmployeeId } from '../domain/employee-id.ts';
import { isRoutingNumber, type RoutingNumber } from '../domain/routing-number.ts';
import { isTenantId, type TenantId } from '../domain/tenant-id.ts';
import { changeDetailType, changeSource } from './change-event.ts';

const account = v.object({
  id: v.custom<DirectDepositId>(isDirectDepositId),
  routingNumber: v.custom<RoutingNumber>(isRoutingNumber),
  accountType: v.picklist(accountTypes),
  accountNumberMask: v.pipe(v.string(), v.regex(accountNumberMaskPattern)),
  status: v.picklist(directDepositStatuses),
});

const change = v.object({
  version: v.literal(1),
  /** Of the write: the same for every repeat. */
  id: v.pipe(v.string(), v.uuid(), v.toLowerCase()),
  tenantId: v.custom<TenantId>(isTenantId),
  employeeId: v.custom<EmployeeId>(isEmployeeId),
  occurredAt: v.pipe(v.string(), v.isoTimestamp()),
  actor: v.pipe(v.string(), v.maxLength(256)),
  previous: v.array(account),
  next: v.array(account),
});

export type ChangedAccount = v.InferOutput<typeof account>;
export type DestinationChangeDetail = v.InferOutput<typeof change>;

const event = v.object({
  source: v.literal(changeSource),
  'detail-type': v.literal(changeDetailType),
  detail: change,
});

/** Undefined for what is not such an event. */
export const readChangeEvent = (received: unknown): DestinationChangeDetail | undefined => {
  const parsed = v.safeParse(event, received);
  return parsed.success ? parsed.output.detail : undefined;
};

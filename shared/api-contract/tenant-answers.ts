// The answers about a tenant's employees together, for those who look after them.

import * as v from 'valibot';
import { bankAnswer, holdReason, instant, list, stateMembers, text, uuid } from './answer-members.ts';

/** For the next page; null on the last one. */
const nextAfter = v.nullable(text);

export const employeesAnswer = v.strictObject({
  items: list(v.strictObject({ employeeId: text, name: text, payGroup: text })),
  nextAfter,
});
export type EmployeesAnswer = v.InferOutput<typeof employeesAnswer>;

const tenantDirectDeposit = v.strictObject({
  id: uuid,
  employeeId: text,
  employeeName: text,
  ...stateMembers,
  reasons: list(holdReason),
  bankAnswer: v.exactOptional(bankAnswer),
  isInForce: v.pipe(v.boolean(), v.description('False: it counts from a later payroll on.')),
  updatedAt: instant,
});
export type TenantDirectDepositAnswer = v.InferOutput<typeof tenantDirectDeposit>;

export const tenantDirectDepositsAnswer = v.strictObject({ items: list(tenantDirectDeposit), nextAfter });
export type TenantDirectDepositsAnswer = v.InferOutput<typeof tenantDirectDepositsAnswer>;

// One of a tenant's direct deposits of a status, as those see it who look after all employees.

import type { TenantDirectDepositAnswer } from '../api-contract/tenant-answers.ts';
import type { Caller } from '../domain/caller.ts';
import { holdReasons } from '../domain/hold-reason.ts';
import type { TenantDirectDeposit } from './direct-deposit-store.ts';
import { bankAnswerShown } from './present-direct-deposit.ts';

export const presentTenantDirectDeposit = (
  { row, employeeName, isInForce }: TenantDirectDeposit,
  caller: Caller,
): TenantDirectDepositAnswer => ({
  id: row.id,
  employeeId: row.employeeId,
  employeeName,
  priority: row.priority,
  nickname: row.nickname,
  accountType: row.accountType,
  routingNumber: row.routingNumber,
  accountNumberMask: row.accountNumberMask,
  allocation: row.allocation,
  status: row.status,
  reasons: holdReasons(row),
  ...bankAnswerShown(row, caller),
  isInForce,
  updatedAt: row.updatedAt.toISOString(),
});

// Everything of a tenant that has to take effect by now, employee by employee: for the payroll loop, so that the payroll suite hears of what
// is due without anybody writing.

import type { Deadline } from '../platform/deadline.ts';
import type { AccountScope } from './account-scope.ts';
import type { DirectDepositStore } from './direct-deposit-store.ts';
import { takeEffect } from './take-effect.ts';

const employeesEach = 100;
/** Another employee is not begun with less time left. */
const leastUsefulMs = 3_000;

/**
 * What cannot be written now is there for the next run.
 * @returns how many employees' rows were written
 */
export const takeDueEffect = async (
  store: DirectDepositStore,
  scope: Omit<AccountScope, 'employeeId'>,
  deadline: Deadline,
): Promise<number> => {
  let written = 0;
  const tried = new Set<string>();
  for (;;) {
    const due = await store.listDue(employeesEach);
    const employees = due.ok ? due.value.filter((id) => !tried.has(id)) : [];
    if (employees.length === 0) return written;
    for (const employeeId of employees) {
      if (deadline.remainingMs() < leastUsefulMs) return written;
      tried.add(employeeId);
      const taken = await takeEffect(store, { ...scope, employeeId });
      if (taken.ok && taken.value) written += 1;
    }
  }
};

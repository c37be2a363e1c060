// GET …/direct-deposits: an employee's direct deposits by priority.

import { requireEmployee } from '#shared/direct-deposits/find-direct-deposit';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import {
  answerUnlessKnown,
  listStateOf,
  listTag,
  presentDirectDeposits,
} from '#shared/direct-deposits/present-direct-deposit';
import { succeed } from '#shared/platform/result';

export const listDirectDeposits: DirectDepositRoute<never> = {
  name: 'list-direct-deposits',
  wants: 'read',
  purposes: [],
  answer: async ({ employeeId, headers, caller }, store) => {
    const stored = await store.read(employeeId);
    if (!stored.ok) return stored;
    const employee = requireEmployee(stored.value);
    if (!employee.ok) return employee;
    const { split, sharedUses } = employee.value;

    return succeed(
      answerUnlessKnown(headers, listTag(listStateOf(split.items)), () =>
        presentDirectDeposits(split.items, { caller, sharedUses }),
      ),
    );
  },
};

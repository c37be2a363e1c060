// GET …/direct-deposits/{directDepositId}: one direct deposit.

import { findDirectDeposit, requireEmployee } from '#shared/direct-deposits/find-direct-deposit';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import {
  answerUnlessKnown,
  itemTag,
  presentDirectDeposit,
} from '#shared/direct-deposits/present-direct-deposit';
import { succeed } from '#shared/platform/result';

export const getDirectDeposit: DirectDepositRoute<never> = {
  name: 'get-direct-deposit',
  wants: 'read',
  purposes: [],
  answer: async ({ employeeId, directDepositId, headers, caller }, store) => {
    const stored = await store.read(employeeId);
    if (!stored.ok) return stored;
    const employee = requireEmployee(stored.value);
    if (!employee.ok) return employee;
    const { split, sharedUses } = employee.value;
    const item = findDirectDeposit(split, directDepositId);
    if (!item.ok) return item;

    return succeed(
      answerUnlessKnown(headers, itemTag(item.value), () =>
        presentDirectDeposit(item.value, { caller, sharedUses }),
      ),
    );
  },
};

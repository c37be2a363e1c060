// GET …/direct-deposits: an employee's direct deposits by priority.

import { requireEmployee } from '#shared/direct-deposits/direct-deposit-change';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import {
  listTag,
  presentDirectDeposit,
  answerUnlessKnown,
} from '#shared/direct-deposits/present-direct-deposit';
import { succeed } from '#shared/platform/result';

export const listDirectDeposits: DirectDepositRoute<never> = {
  name: 'list-direct-deposits',
  wants: 'read',
  purposes: [],
  answer: async ({ employeeId, headers }, store) => {
    const stored = await store.read(employeeId);
    if (!stored.ok) return stored;
    const split = requireEmployee(stored.value);
    if (!split.ok) return split;

    return succeed(
      answerUnlessKnown(headers, listTag(split.value), () => ({
        items: split.value.items.map((item) => presentDirectDeposit(item)),
      })),
    );
  },
};

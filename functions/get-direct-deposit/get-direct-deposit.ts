// GET …/direct-deposits/{directDepositId}: one direct deposit.

import { findDirectDeposit, requireEmployee } from '#shared/direct-deposits/direct-deposit-change';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import {
  itemTag,
  presentDirectDeposit,
  answerUnlessKnown,
} from '#shared/direct-deposits/present-direct-deposit';
import { succeed } from '#shared/platform/result';

export const getDirectDeposit: DirectDepositRoute<never> = {
  name: 'get-direct-deposit',
  wants: 'read',
  purposes: [],
  answer: async ({ employeeId, directDepositId, headers }, store) => {
    const stored = await store.read(employeeId);
    if (!stored.ok) return stored;
    const split = requireEmployee(stored.value);
    if (!split.ok) return split;
    const item = findDirectDeposit(split.value, directDepositId);
    if (!item.ok) return item;

    return succeed(answerUnlessKnown(headers, itemTag(item.value), () => presentDirectDeposit(item.value)));
  },
};

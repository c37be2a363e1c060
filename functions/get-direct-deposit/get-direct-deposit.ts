// GET …/direct-deposits/{directDepositId}: one direct deposit.

import { findDirectDeposit, requireEmployee } from '#shared/direct-deposits/direct-deposit-change';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import { itemTag, presentDirectDeposit, tagHeader } from '#shared/direct-deposits/present-direct-deposit';
import { matchesWeakly, parseTagCondition } from '#shared/http/entity-tag';
import { emptyAnswer, jsonAnswer } from '#shared/http/responses';
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

    const tag = itemTag(item.value);
    const ifNoneMatch = headers['if-none-match'];
    return succeed(
      ifNoneMatch !== undefined && matchesWeakly(parseTagCondition(ifNoneMatch), tag)
        ? emptyAnswer(304, tagHeader(tag))
        : jsonAnswer(200, presentDirectDeposit(item.value), tagHeader(tag)),
    );
  },
};

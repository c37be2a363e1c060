// GET …/direct-deposits: an employee's direct deposits by priority.

import { requireEmployee } from '#shared/direct-deposits/direct-deposit-change';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import { listTag, presentDirectDeposit, tagHeader } from '#shared/direct-deposits/present-direct-deposit';
import { matchesWeakly, parseTagCondition } from '#shared/http/entity-tag';
import { emptyAnswer, jsonAnswer } from '#shared/http/responses';
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

    const tag = listTag(split.value);
    const ifNoneMatch = headers['if-none-match'];
    return succeed(
      ifNoneMatch !== undefined && matchesWeakly(parseTagCondition(ifNoneMatch), tag)
        ? emptyAnswer(304, tagHeader(tag))
        : jsonAnswer(
            200,
            { items: split.value.items.map((item) => presentDirectDeposit(item)) },
            tagHeader(tag),
          ),
    );
  },
};

// DELETE …/direct-deposits/{directDepositId}: removes one; those behind it move up.

import { changeRoute } from '#shared/direct-deposits/change-route';
import { findCurrent, requireInForce } from '#shared/direct-deposits/find-direct-deposit';
import { auditedState } from '#shared/direct-deposits/present-direct-deposit';
import { conflict } from '#shared/direct-deposits/refusals';
import { shiftRows } from '#shared/direct-deposits/shift-rows';
import { decideRemoval } from '#shared/domain/net-pay-split';
import { succeed } from '#shared/platform/result';

export const deleteDirectDeposit = changeRoute({
  name: 'delete-direct-deposit',
  wants: 'write',
  readBody: () => succeed(undefined),

  decide: ({ view, split, request, now }) => {
    const found = findCurrent(view, request);
    if (!found.ok) return found;
    const inForce = requireInForce(split, found.value);
    if (!inForce.ok) return inForce;
    const current = inForce.value;
    const { id, version } = current;
    const placement = decideRemoval(split, current);
    if (!placement.ok) return conflict(placement.failure);

    return succeed({
      changes: [...shiftRows(split, placement.value.shift, now, id), { kind: 'remove', id, version }],
      action: 'delete',
      directDepositId: id,
      before: auditedState(current),
      after: null,
      warnings: [],
    });
  },

  present: (_, { warnings = [] }) => ({ statusCode: 200, body: { warnings }, tagged: { of: 'nothing' } }),
});

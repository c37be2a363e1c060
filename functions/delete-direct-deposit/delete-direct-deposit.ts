// DELETE …/direct-deposits/{directDepositId}: removes one; those behind it move up.

import { auditEntry, findCurrent } from '#shared/direct-deposits/direct-deposit-change';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import type { Removal } from '#shared/direct-deposits/direct-deposit-store';
import { auditedState } from '#shared/direct-deposits/present-direct-deposit';
import { decideRemoval } from '#shared/domain/net-pay-split';
import type { Problem } from '#shared/http/problem';
import { emptyAnswer } from '#shared/http/responses';
import { fail, succeed, type Result } from '#shared/platform/result';

export const deleteDirectDeposit: DirectDepositRoute<never> = {
  name: 'delete-direct-deposit',
  wants: 'write',
  purposes: [],
  answer: async (request, store) => {
    const { caller, employeeId, directDepositId, headers, requestId } = request;

    const written = await store.change(employeeId, (stored): Result<Removal, Problem> => {
      const found = findCurrent(stored, directDepositId, headers['if-match']);
      if (!found.ok) return found;
      const { split, current } = found.value;
      const placement = decideRemoval(split, current);
      if (!placement.ok) return fail({ code: 'RULE_CONFLICT', errors: placement.failure });

      return succeed({
        kind: 'remove',
        id: current.id,
        version: current.version,
        shift: placement.value.shift,
        audit: auditEntry(caller, requestId, { before: auditedState(current), after: null }),
      });
    });
    return written.ok ? succeed(emptyAnswer(204)) : written;
  },
};

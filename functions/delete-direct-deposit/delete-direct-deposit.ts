// DELETE …/direct-deposits/{directDepositId}: removes one; those behind it move up.

import { accountScopeOf, findCurrent, movesOf } from '#shared/direct-deposits/direct-deposit-change';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import { performChange, type Decision } from '#shared/direct-deposits/perform-change';
import { auditedState } from '#shared/direct-deposits/present-direct-deposit';
import { requireNoConflict } from '#shared/direct-deposits/refusals';
import { decideEffectiveDate } from '#shared/domain/effective-date';
import { decideRemoval } from '#shared/domain/net-pay-split';
import type { Problem } from '#shared/http/problem';
import { succeed, type Result } from '#shared/platform/result';

const name = 'delete-direct-deposit';

export const deleteDirectDeposit: DirectDepositRoute<'account-number-key'> = {
  name,
  wants: 'write',
  query: ['dryRun'],
  purposes: ['account-number-key'],
  answer: async (request, store, credentials) => {
    const account = accountScopeOf(request, credentials);
    const change = { request, store, account, route: name, canonicalBody: '', accountFingerprints: [] };
    return performChange(change, ({ split, calendar, now }): Result<Decision, Problem> => {
      const found = findCurrent(split, request);
      if (!found.ok) return found;
      const current = found.value;
      const decided = requireNoConflict(
        decideRemoval(split, current),
        decideEffectiveDate({ calendar, now }),
      );
      if (!decided.ok) return decided;

      const { placement, timing } = decided.value;
      return succeed({
        changes: [
          ...movesOf(split, placement.shift, now, current.id),
          { kind: 'remove', id: current.id, version: current.version },
        ],
        action: 'delete',
        directDepositId: current.id,
        before: auditedState(current),
        after: null,
        effective: timing.effective,
        answer: { statusCode: 200, body: { warnings: timing.warnings }, tagged: { of: 'nothing' } },
      });
    });
  },
};

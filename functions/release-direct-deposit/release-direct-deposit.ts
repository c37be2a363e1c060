// POST …/{directDepositId}/release: a payroll-admin lets a held direct deposit be paid, one who did not ask for it.
// With If-Match only the version that was looked at is released.

import {
  accountScopeOf,
  findDirectDeposit,
  requireMatch,
} from '#shared/direct-deposits/direct-deposit-change';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import { performChange, type Decision } from '#shared/direct-deposits/perform-change';
import { auditedState, itemTag, presentDirectDeposit } from '#shared/direct-deposits/present-direct-deposit';
import { requireNoConflict } from '#shared/direct-deposits/refusals';
import { decideEffectiveDate } from '#shared/domain/effective-date';
import { mayRelease } from '#shared/domain/shared-account';
import type { Problem } from '#shared/http/problem';
import { fail, succeed, type Result } from '#shared/platform/result';

const name = 'release-direct-deposit';

export const releaseDirectDeposit: DirectDepositRoute<'account-number-key'> = {
  name,
  wants: 'release',
  query: ['dryRun'],
  purposes: ['account-number-key'],
  answer: async (request, store, credentials) => {
    const { caller, directDepositId, headers } = request;
    const account = accountScopeOf(request, credentials);
    const change = { request, store, account, route: name, canonicalBody: '', accountFingerprints: [] };
    return performChange(change, ({ split, sharedUses, calendar, now }): Result<Decision, Problem> => {
      const found = findDirectDeposit(split, directDepositId);
      if (!found.ok) return found;
      const { version, ...current } = found.value;
      const match =
        headers['if-match'] === undefined
          ? succeed(undefined)
          : requireMatch(headers['if-match'], itemTag(found.value));
      if (!match.ok) return match;
      if (!mayRelease(current.requestedBy, caller)) return fail({ code: 'SECOND_PERSON_REQUIRED' });
      if (current.status !== 'held') return fail({ code: 'NOT_HELD' });
      const decided = requireNoConflict(succeed(undefined), decideEffectiveDate({ calendar, now }));
      if (!decided.ok) return decided;

      const { timing } = decided.value;
      const row = {
        ...current,
        status: 'active',
        effectiveOn: timing.effective.firstPayrollAffected,
        updatedAt: now,
      } as const;
      return succeed({
        changes: [{ kind: 'update', version, row, account: undefined }],
        action: 'release',
        directDepositId: row.id,
        before: auditedState(current),
        after: auditedState(row),
        effective: timing.effective,
        answer: {
          statusCode: 200,
          body: presentDirectDeposit(row, { caller, sharedUses, warnings: timing.warnings }),
          tagged: { of: 'item', id: row.id },
        },
      });
    });
  },
};

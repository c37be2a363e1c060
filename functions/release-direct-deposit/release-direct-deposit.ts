// POST …/{directDepositId}/release: a payroll-admin other than the one who asked lets a held direct deposit be paid, or a held change of it come into
// force unheld.
// With If-Match, only in the version that was read.

import { changeRoute, type Decision } from '#shared/direct-deposits/change-route';
import { findDirectDeposit, requireInForce, requireMatch } from '#shared/direct-deposits/find-direct-deposit';
import { auditedState, itemTag, presentDirectDeposit } from '#shared/direct-deposits/present-direct-deposit';
import type { Refusal } from '#shared/direct-deposits/refusals';
import type { UnversionedDirectDeposit } from '#shared/domain/direct-deposit';
import { mayRelease } from '#shared/domain/shared-account';
import { fail, succeed, type Result } from '#shared/platform/result';

type Release = Decision & { readonly row: UnversionedDirectDeposit };

export const releaseDirectDeposit = changeRoute({
  name: 'release-direct-deposit',
  wants: 'release',
  // Whoever is paid next may be paid to it.
  isImmediate: true,
  readBody: () => succeed(undefined),

  decide: ({ view, split, request, caller, now, effectiveOn }): Result<Release, Refusal> => {
    const found = findDirectDeposit(view, request.directDepositId);
    if (!found.ok) return found;
    const { row: shown, upcoming, isInForce } = found.value;
    const ifMatch = request.headers['if-match'];
    const match =
      ifMatch === undefined ? succeed(undefined) : requireMatch(ifMatch, itemTag(found.value, view));
    if (!match.ok) return match;

    // What waits may be held where what is in force is not: it is let go before its day.
    const waiting = upcoming === undefined || upcoming.kind === 'remove' ? undefined : upcoming.row;
    if (waiting?.status === 'held' && (!isInForce || shown.status !== 'held')) {
      if (!mayRelease(waiting.requestedBy, caller)) return fail({ code: 'SECOND_PERSON_REQUIRED' });
      const row = { ...waiting, status: 'active', statusReason: null } as const;
      return succeed({
        row: shown,
        changes: [],
        releases: shown.id,
        action: 'release',
        directDepositId: shown.id,
        before: auditedState(waiting),
        after: auditedState(row),
        warnings: [],
      });
    }

    const inForce = requireInForce(split, found.value);
    if (!inForce.ok) return inForce;
    const { version, ...current } = inForce.value;
    if (!mayRelease(current.requestedBy, caller)) return fail({ code: 'SECOND_PERSON_REQUIRED' });
    if (current.status !== 'held') return fail({ code: 'NOT_HELD' });
    const row = { ...current, status: 'active', statusReason: null, effectiveOn, updatedAt: now } as const;
    return succeed({
      row,
      changes: [{ kind: 'update', version, row, account: undefined }],
      action: 'release',
      directDepositId: row.id,
      before: auditedState(current),
      after: auditedState(row),
      warnings: [],
    });
  },

  present: ({ row }, presentation) => ({
    statusCode: 200,
    body: presentDirectDeposit(row.id, presentation),
    tagged: { of: 'item', id: row.id },
  }),
});

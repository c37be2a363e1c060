// POST …/{directDepositId}/release: a payroll-admin other than the one who asked lets a held direct deposit be paid.
// With If-Match, only in the version that was read.

import { changeRoute } from '#shared/direct-deposits/change-route';
import { findDirectDeposit, requireInForce, requireMatch } from '#shared/direct-deposits/find-direct-deposit';
import { auditedState, itemTag, presentDirectDeposit } from '#shared/direct-deposits/present-direct-deposit';
import { mayRelease } from '#shared/domain/shared-account';
import { fail, succeed } from '#shared/platform/result';

export const releaseDirectDeposit = changeRoute({
  name: 'release-direct-deposit',
  wants: 'release',
  // Whoever is paid next may be paid to it.
  isImmediate: true,
  readBody: () => succeed(undefined),

  decide: ({ view, split, request, caller, now, effectiveOn }) => {
    const found = findDirectDeposit(view, request.directDepositId);
    if (!found.ok) return found;
    const inForce = requireInForce(split, found.value);
    if (!inForce.ok) return inForce;
    const held = inForce.value;
    const ifMatch = request.headers['if-match'];
    const match =
      ifMatch === undefined ? succeed(undefined) : requireMatch(ifMatch, itemTag(found.value, view));
    if (!match.ok) return match;
    const { version, ...current } = held;
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

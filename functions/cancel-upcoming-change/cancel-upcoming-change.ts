// DELETE …/{directDepositId}/upcoming: takes back a change that is not in force yet; what is in force stays so.

import { changeRoute } from '#shared/direct-deposits/change-route';
import { findCurrent } from '#shared/direct-deposits/find-direct-deposit';
import { auditedUpcoming } from '#shared/direct-deposits/present-direct-deposit';
import { fail, succeed } from '#shared/platform/result';

const noneWaits = 'No change of this direct deposit waits.';

export const cancelUpcomingChange = changeRoute({
  name: 'cancel-upcoming-change',
  wants: 'write',
  readBody: () => succeed(undefined),
  isImmediate: true,

  decide: ({ view, request }) => {
    const found = findCurrent(view, request);
    if (!found.ok) return found;
    const { row, upcoming } = found.value;
    if (upcoming === undefined) return fail({ code: 'DIRECT_DEPOSIT_NOT_FOUND', detail: noneWaits });
    return succeed({
      changes: [],
      cancels: row.id,
      action: 'cancel',
      directDepositId: row.id,
      before: auditedUpcoming(upcoming),
      after: null,
      warnings: [],
    });
  },

  present: (_, { warnings = [] }) => ({ statusCode: 200, body: { warnings }, tagged: { of: 'nothing' } }),
});

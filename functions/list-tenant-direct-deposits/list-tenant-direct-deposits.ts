// GET /api/direct-deposits?status=: what is held, or rejected by the bank, of all employees, in force or still to come; some employees a page.

import type { TenantDirectDepositsAnswer } from '#shared/api-contract/tenant-answers';
import { presentTenantDirectDeposit } from '#shared/direct-deposits/present-tenant-direct-deposit';
import { readTenantPage } from '#shared/direct-deposits/tenant-page';
import type { TenantRoute } from '#shared/direct-deposits/direct-deposit-route';
import { mayReadTenant } from '#shared/domain/caller';
import { jsonAnswer } from '#shared/http/responses';
import { fail, succeed } from '#shared/platform/result';

export const listTenantDirectDeposits: TenantRoute<never> = {
  name: 'list-tenant-direct-deposits',
  purposes: [],
  query: ['status', 'limit', 'after'],
  may: mayReadTenant,
  answer: async (request, store) => {
    const page = readTenantPage(request);
    if (!page.ok) return page;
    const { status } = request.query;
    if (status !== 'held' && status !== 'rejected')
      return fail({ code: 'QUERY_MALFORMED', detail: 'status is held or rejected.' });
    const { after, limit } = page.value;
    const found = await store.listOfStatus({ status, after, limit });
    if (!found.ok) return found;
    const { items, nextAfter } = found.value;
    const answer: TenantDirectDepositsAnswer = {
      items: items.map((item) => presentTenantDirectDeposit(item, request.caller)),
      nextAfter,
    };
    return succeed(jsonAnswer(200, answer));
  },
};

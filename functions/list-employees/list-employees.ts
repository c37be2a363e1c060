// GET /api/employees?search=: the tenant's employees by id, a page at a time; with a search those whose name contains it or whose id begins
// with it.

import type { EmployeesAnswer } from '#shared/api-contract/tenant-answers';
import { readTenantPage } from '#shared/direct-deposits/tenant-page';
import type { TenantRoute } from '#shared/direct-deposits/direct-deposit-route';
import { mayReadTenant } from '#shared/domain/caller';
import { jsonAnswer } from '#shared/http/responses';
import { fail, succeed } from '#shared/platform/result';

/** Letters of any language, digits, and what stands in names and ids; a pattern of the database is never made of anything else. */
const searchPattern = /^[\p{L}\p{M}\p{N} .,'’_-]{1,64}$/u;

export const listEmployees: TenantRoute<never> = {
  name: 'list-employees',
  purposes: [],
  query: ['search', 'limit', 'after'],
  may: mayReadTenant,
  answer: async (request, store) => {
    const page = readTenantPage(request);
    if (!page.ok) return page;
    const { search } = request.query;
    if (search !== undefined && !searchPattern.test(search))
      return fail({
        code: 'QUERY_MALFORMED',
        detail: "search has 1 to 64 letters, digits, blanks and . , ' ’ _ -",
      });
    const { after, limit } = page.value;
    // One more than is shown tells whether there is a next page.
    const found = await store.listEmployees({ search, after, limit: limit + 1 });
    if (!found.ok) return found;
    const items = found.value.slice(0, limit);
    const answer: EmployeesAnswer = {
      items: [...items],
      nextAfter: found.value.length > items.length ? (items.at(-1)?.employeeId ?? null) : null,
    };
    return succeed(jsonAnswer(200, answer));
  },
};

// Which page of a tenant's employees is asked for: those behind an employee's id, in the order of ids.

import type { EmployeePage } from './direct-deposit-store.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { Problem } from '../http/problem.ts';
import { readQueryNumber } from '../http/query-parameters.ts';
import { fail, succeed, type Result } from '../platform/result.ts';

const limits = { default: 50, max: 100 } as const;

export const readTenantPage = (request: Pick<ApiRequest, 'query'>): Result<EmployeePage, Problem> => {
  const limit = readQueryNumber(request, 'limit', limits);
  if (!limit.ok) return limit;
  const { after = '' } = request.query;
  if (after.length > 64)
    return fail({ code: 'QUERY_MALFORMED', detail: 'after is the nextAfter of the page before.' });
  return succeed({ after, limit: limit.value });
};

// GET …/direct-deposits/history: who did what when, masked, newest first, a page at a time.

import type { HistoryItem } from '#shared/api-contract/other-answers';
import { accountScopeOf } from '#shared/direct-deposits/account-scope';
import { refuseUnreadable } from '#shared/direct-deposits/find-direct-deposit';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import type { HistoryEntry } from '#shared/direct-deposits/direct-deposit-store';
import { historyLimit } from '#shared/direct-deposits/history-limit';
import type { Caller } from '#shared/domain/caller';
import { isBankCode } from '#shared/domain/payroll/bank-answer';
import { readQueryNumber } from '#shared/http/query-parameters';
import { jsonAnswer } from '#shared/http/responses';
import { memberOf } from '#shared/platform/member-of';
import { fail, succeed } from '#shared/platform/result';
import { readCursor, writeCursor } from './history-cursor.ts';

/** What was recorded then is shown as it is. */
type Shown = Omit<HistoryItem, 'before' | 'after'> & { readonly before: unknown; readonly after: unknown };

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

/** Why the bank stopped an account is payroll's to know, here as in the direct deposit itself. */
const withoutBankCode = (state: unknown): unknown => {
  if (typeof state !== 'object' || state === null) return state;
  const isOfBank = memberOf(state, 'status') === 'held' && isBankCode(memberOf(state, 'statusReason'));
  return isOfBank ? { ...state, bankAnswer: undefined, statusReason: undefined } : state;
};

const shownTo = ({ roles }: Caller, state: unknown): unknown => {
  if (roles.includes('payroll-admin')) return state;
  return Array.isArray(state) ? state.map(withoutBankCode) : withoutBankCode(state);
};

const presentEntry = (caller: Caller, entry: HistoryEntry): Shown => ({
  id: entry.writeId,
  occurredAt: entry.occurredAt.toISOString(),
  action: entry.action,
  subject: entry.subject,
  requestId: entry.requestId,
  directDepositId: entry.directDepositId,
  before: shownTo(caller, parsed(entry.before)),
  after: shownTo(caller, parsed(entry.after)),
  receipt: entry.receipt ?? null,
});

export const listHistory: DirectDepositRoute<'account-number-key'> = {
  name: 'list-history',
  wants: 'read',
  query: ['limit', 'cursor'],
  purposes: ['account-number-key'],
  answer: async (request, store, credentials) => {
    const { employeeId, query } = request;
    const scope = accountScopeOf(request, credentials);
    const limit = readQueryNumber(request, 'limit', historyLimit);
    if (!limit.ok) return refuseUnreadable(store, employeeId, limit.failure);
    const before = query['cursor'] === undefined ? succeed(undefined) : readCursor(scope, query['cursor']);
    if (!before.ok) {
      const detail = 'The cursor is not one that a page of this history gave.';
      return refuseUnreadable(store, employeeId, { code: 'QUERY_MALFORMED', detail });
    }

    // One more than is shown tells whether there is a next page.
    const stored = await store.readHistory(employeeId, { before: before.value, limit: limit.value + 1 });
    if (!stored.ok) return stored;
    if (stored.value === undefined) return fail({ code: 'EMPLOYEE_NOT_FOUND' });
    const shown = stored.value.slice(0, limit.value);
    const last = shown.at(-1);
    const hasMore = stored.value.length > shown.length && last !== undefined;
    const path = `/api/employees/${encodeURIComponent(employeeId)}/direct-deposits/history`;
    return succeed(
      jsonAnswer(
        200,
        { items: shown.map((entry) => presentEntry(request.caller, entry)) },
        hasMore
          ? {
              link: `<${path}?limit=${limit.value}&cursor=${writeCursor(scope, last.position)}>; rel="next"`,
            }
          : {},
      ),
    );
  },
};

// GET /api/bank-answers: what the bank answered to the tenant's entries and what became of it, newest first, a page at a time. With open=true
// only what waits for a person.

import type { BankAnswersAnswer } from '#shared/api-contract/other-answers';
import type { TenantRoute } from '#shared/direct-deposits/direct-deposit-route';
import { presentBankAnswer } from '#shared/direct-deposits/present-bank-answer';
import { mayHandleBankAnswers } from '#shared/domain/caller';
import { readQueryNumber, readQuerySwitch } from '#shared/http/query-parameters';
import { jsonAnswer } from '#shared/http/responses';
import { fail, succeed } from '#shared/platform/result';

const limits = { default: 50, max: 200 } as const;

export const listBankAnswers: TenantRoute<never> = {
  name: 'list-bank-answers',
  purposes: [],
  query: ['open', 'limit', 'before'],
  may: mayHandleBankAnswers,
  answer: async (request, store) => {
    const limit = readQueryNumber(request, 'limit', limits);
    if (!limit.ok) return limit;
    const isOpen = readQuerySwitch(request, 'open');
    if (!isOpen.ok) return isOpen;
    const { before: cursor } = request.query;
    if (cursor !== undefined && !/^[0-9]{1,18}$/.test(cursor))
      return fail({ code: 'QUERY_MALFORMED', detail: 'before is the nextBefore of the page before.' });
    const before = cursor === undefined ? undefined : BigInt(cursor);

    // One more than is shown tells whether there is a next page.
    const read = await store.listBankAnswers({ before, limit: limit.value + 1, isOpen: isOpen.value });
    if (!read.ok) return read;
    const shown = read.value.slice(0, limit.value);
    const last = shown.at(-1);
    const hasMore = read.value.length > shown.length;
    const answer: BankAnswersAnswer = {
      items: shown.map(presentBankAnswer),
      nextBefore: hasMore && last !== undefined ? String(last.position) : null,
    };
    return succeed(jsonAnswer(200, answer));
  },
};

// POST /api/bank-answers/{bankAnswerId}/dismiss: a payroll-admin has looked. Of the direct deposit nothing changes; a second time neither does
// who dismissed it.

import type { TenantRoute } from '#shared/direct-deposits/direct-deposit-route';
import { presentBankAnswer } from '#shared/direct-deposits/present-bank-answer';
import { mayHandleBankAnswers } from '#shared/domain/caller';
import { isUuid } from '#shared/domain/direct-deposit-id';
import { jsonAnswer } from '#shared/http/responses';
import { fail, succeed } from '#shared/platform/result';

export const dismissBankAnswer: TenantRoute<never> = {
  name: 'dismiss-bank-answer',
  purposes: [],
  may: mayHandleBankAnswers,
  answer: async ({ pathParameters, caller }, store) => {
    const { bankAnswerId = '' } = pathParameters;
    if (!isUuid(bankAnswerId)) return fail({ code: 'BANK_ANSWER_NOT_FOUND' });
    const dismissed = await store.dismissBankAnswer(bankAnswerId, caller.subject);
    if (!dismissed.ok) return dismissed;
    return dismissed.value === undefined
      ? fail({ code: 'BANK_ANSWER_NOT_FOUND' })
      : succeed(jsonAnswer(200, presentBankAnswer(dismissed.value)));
  },
};

import { createTenantHandler } from '#shared/runtime/direct-deposit-runtime';
import { listBankAnswers } from './list-bank-answers.ts';

export const handler = createTenantHandler(listBankAnswers);

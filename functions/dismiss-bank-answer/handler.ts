import { createTenantHandler } from '#shared/runtime/direct-deposit-runtime';
import { dismissBankAnswer } from './dismiss-bank-answer.ts';

export const handler = createTenantHandler(dismissBankAnswer);

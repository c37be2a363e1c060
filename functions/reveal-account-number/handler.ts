import { createDirectDepositHandler } from '#shared/runtime/direct-deposit-runtime';
import { revealAccountNumber } from './reveal-account-number.ts';

export const handler = createDirectDepositHandler(revealAccountNumber);

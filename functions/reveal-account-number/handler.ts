import { createDirectDepositHandler } from '#shared/direct-deposits/direct-deposit-runtime';
import { revealAccountNumber } from './reveal-account-number.ts';

export const handler = createDirectDepositHandler(revealAccountNumber);

import { createDirectDepositHandler } from '#shared/runtime/direct-deposit-runtime';
import { getDirectDeposit } from './get-direct-deposit.ts';

export const handler = createDirectDepositHandler(getDirectDeposit);

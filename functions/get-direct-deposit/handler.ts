import { createDirectDepositHandler } from '#shared/direct-deposits/direct-deposit-runtime';
import { getDirectDeposit } from './get-direct-deposit.ts';

export const handler = createDirectDepositHandler(getDirectDeposit);

import { createDirectDepositHandler } from '#shared/direct-deposits/direct-deposit-runtime';
import { updateDirectDeposit } from './update-direct-deposit.ts';

export const handler = createDirectDepositHandler(updateDirectDeposit);

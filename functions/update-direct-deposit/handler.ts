import { createDirectDepositHandler } from '#shared/runtime/direct-deposit-runtime';
import { updateDirectDeposit } from './update-direct-deposit.ts';

export const handler = createDirectDepositHandler(updateDirectDeposit);

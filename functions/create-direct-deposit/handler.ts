import { createDirectDepositHandler } from '#shared/runtime/direct-deposit-runtime';
import { createDirectDeposit } from './create-direct-deposit.ts';

export const handler = createDirectDepositHandler(createDirectDeposit);

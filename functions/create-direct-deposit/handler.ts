import { createDirectDepositHandler } from '#shared/direct-deposits/direct-deposit-runtime';
import { createDirectDeposit } from './create-direct-deposit.ts';

export const handler = createDirectDepositHandler(createDirectDeposit);

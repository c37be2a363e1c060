import { createDirectDepositHandler } from '#shared/runtime/direct-deposit-runtime';
import { listDirectDeposits } from './list-direct-deposits.ts';

export const handler = createDirectDepositHandler(listDirectDeposits);

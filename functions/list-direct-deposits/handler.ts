import { createDirectDepositHandler } from '#shared/direct-deposits/direct-deposit-runtime';
import { listDirectDeposits } from './list-direct-deposits.ts';

export const handler = createDirectDepositHandler(listDirectDeposits);

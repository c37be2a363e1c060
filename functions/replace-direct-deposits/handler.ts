import { createDirectDepositHandler } from '#shared/direct-deposits/direct-deposit-runtime';
import { replaceDirectDeposits } from './replace-direct-deposits.ts';

export const handler = createDirectDepositHandler(replaceDirectDeposits);

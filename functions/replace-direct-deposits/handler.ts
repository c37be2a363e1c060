import { createDirectDepositHandler } from '#shared/runtime/direct-deposit-runtime';
import { replaceDirectDeposits } from './replace-direct-deposits.ts';

export const handler = createDirectDepositHandler(replaceDirectDeposits);

import { createDirectDepositHandler } from '#shared/direct-deposits/direct-deposit-runtime';
import { deleteDirectDeposit } from './delete-direct-deposit.ts';

export const handler = createDirectDepositHandler(deleteDirectDeposit);

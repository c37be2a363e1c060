import { createDirectDepositHandler } from '#shared/runtime/direct-deposit-runtime';
import { deleteDirectDeposit } from './delete-direct-deposit.ts';

export const handler = createDirectDepositHandler(deleteDirectDeposit);

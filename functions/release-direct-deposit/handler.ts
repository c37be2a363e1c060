import { createDirectDepositHandler } from '#shared/runtime/direct-deposit-runtime';
import { releaseDirectDeposit } from './release-direct-deposit.ts';

export const handler = createDirectDepositHandler(releaseDirectDeposit);

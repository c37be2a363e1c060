import { createDirectDepositHandler } from '#shared/direct-deposits/direct-deposit-runtime';
import { releaseDirectDeposit } from './release-direct-deposit.ts';

export const handler = createDirectDepositHandler(releaseDirectDeposit);

import { createDirectDepositHandler } from '#shared/direct-deposits/direct-deposit-runtime';
import { listHistory } from './list-history.ts';

export const handler = createDirectDepositHandler(listHistory);

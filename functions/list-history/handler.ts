import { createDirectDepositHandler } from '#shared/runtime/direct-deposit-runtime';
import { listHistory } from './list-history.ts';

export const handler = createDirectDepositHandler(listHistory);

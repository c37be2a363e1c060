import { createDirectDepositHandler } from '#shared/runtime/direct-deposit-runtime';
import { cancelUpcomingChange } from './cancel-upcoming-change.ts';

export const handler = createDirectDepositHandler(cancelUpcomingChange);

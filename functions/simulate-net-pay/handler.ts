import { createDirectDepositHandler } from '#shared/runtime/direct-deposit-runtime';
import { simulateNetPays } from './simulate-net-pay.ts';

export const handler = createDirectDepositHandler(simulateNetPays);

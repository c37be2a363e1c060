import { createDirectDepositHandler } from '#shared/direct-deposits/direct-deposit-runtime';
import { simulateNetPays } from './simulate-net-pay.ts';

export const handler = createDirectDepositHandler(simulateNetPays);

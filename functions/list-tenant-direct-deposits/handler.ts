import { createTenantHandler } from '#shared/runtime/direct-deposit-runtime';
import { listTenantDirectDeposits } from './list-tenant-direct-deposits.ts';

export const handler = createTenantHandler(listTenantDirectDeposits);

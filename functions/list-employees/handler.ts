import { createTenantHandler } from '#shared/runtime/direct-deposit-runtime';
import { listEmployees } from './list-employees.ts';

export const handler = createTenantHandler(listEmployees);
